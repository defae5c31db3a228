"""The main window: a rail of pages, the page in the middle, a bar for what runs in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QIcon, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from desktop.backend import Backend
from desktop.icons import icon, load_icons
from desktop.jobs import JobBar
from desktop.pages import PAGES, Page
from desktop.places import RESOURCES
from desktop.settings import WindowSettings
from desktop.theme import theme
from desktop.widgets.basic import column, row

if TYPE_CHECKING:
    from desktop.palette import Palette

_RAIL = 76
_TOUR_AFTER_MS = 700


def _no_icon() -> QIcon:
    """Keeps the icon's place until its font is loaded, so that nothing jumps after the first frame."""
    pixmap = QPixmap(22, 22)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)


class MainWindow(QMainWindow):
    """Pages are made when they are first opened, so that the first frame pays for one only."""

    def __init__(self, backend: Backend, settings: WindowSettings) -> None:
        super().__init__()
        self.backend, self.settings = backend, settings
        self.setWindowTitle("Macaw")
        self.setMinimumSize(760, 520)
        self.resize(1280, 800)
        self._pages: dict[str, Page] = {}
        self._palette: Palette | None = None
        self._stack = QStackedWidget()
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        self.jobs = JobBar(backend, self)
        body = QWidget()
        body.setObjectName("page")
        right = column(self._stack, self.jobs, spacing=0)
        body.setLayout(row(self._rail(), right, spacing=0))
        self.setCentralWidget(body)
        self._restore()
        self.add_action(self.tr("Find anything"), "Ctrl+K", self.open_palette)
        theme.changed.connect(self._recolor)

    def _rail(self) -> QFrame:
        rail = QFrame()
        rail.setObjectName("rail")
        rail.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        logo = QLabel()
        logo.setPixmap(QIcon(str(RESOURCES / "icons" / "macaw.svg")).pixmap(38, 38))
        logo.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        logo.setAccessibleName("Macaw")
        logo.setMinimumWidth(_RAIL - 14)  # the rail is wider only for long words or large text
        buttons: list[QWidget | int | None] = [logo, 10]
        for number, (key, (title, _)) in enumerate(PAGES.items(), start=1):
            button = QToolButton()
            button.setProperty("role", "nav")
            button.setText(title())
            button.setAccessibleName(title())
            button.setToolTip(f"{title()} (Alt+{number})")
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(22, 22))
            button.setIcon(_no_icon())
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._opener(key))
            button.setObjectName(f"nav-{key}")
            self._buttons.addButton(button)
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(self._opener(key))
            buttons.append(button)
        layout = column(*buttons, None, spacing=4)
        layout.setContentsMargins(7, 14, 7, 14)
        rail.setLayout(layout)
        return rail

    def _opener(self, key: str) -> Callable[[], object]:
        return lambda: self.open(key)

    def page(self, key: str) -> Page:
        """The page called `key`, made if it was never opened."""
        if key not in self._pages:
            page = PAGES[key][1](self)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def open(self, key: str) -> Page:
        """Show a page."""
        page = self.page(key)
        self._stack.setCurrentWidget(page)
        for button in self._buttons.buttons():
            button.setChecked(button.objectName() == f"nav-{key}")
        self.settings.page = key
        page.opened()
        return page

    def first_frame(self) -> None:
        """After the first frame: icons (their fonts take a while) and the engine."""
        load_icons()
        self._recolor()
        if not self.settings.tour_seen:
            self.backend.ready.connect(lambda: QTimer.singleShot(_TOUR_AFTER_MS, self, self._first_tour))
        self.backend.ready.connect(self._show_model)
        self.backend.start()

    def _show_model(self) -> None:
        """Say quietly what is at work, in the corner of the bar."""
        self.backend.run(
            lambda engine, call: engine.model(),
            done=lambda model: self.jobs.status.setText(f"{model.name} · {model.quantization}"),
        )

    def _recolor(self) -> None:
        for button in self._buttons.buttons():
            button.setIcon(icon(button.objectName().removeprefix("nav-")))

    def open_palette(self) -> None:
        """Show the command palette, or hide it."""
        if self._palette is None:
            from desktop.palette import Palette

            self._palette = Palette(self)
        self._palette.open()

    def start_tour(self) -> None:
        """Show what is where, on the chat page."""
        from desktop.tour import Tour

        self.open("chat")
        Tour(self).start()

    def _first_tour(self) -> None:
        from desktop.tour import welcome_now

        if not self.settings.tour_seen and welcome_now(self):  # else at the next start
            self.start_tour()

    def _restore(self) -> None:
        if self.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.settings.geometry.encode()))
        self.open(self.settings.page if self.settings.page in PAGES else "chat")

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.jobs.may_close():
            event.ignore()
            return
        self.remember()
        event.accept()

    def remember(self) -> None:
        """Write down what should be there again when Macaw starts next."""
        self.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        for page in self._pages.values():
            page.closing()
        self.settings.save()

    def add_action(self, text: str, shortcut: str, triggered: Callable[[], object]) -> QAction:
        """A command of the whole window, with its shortcut."""
        action = QAction(text, self)
        action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda: triggered())
        self.addAction(action)
        return action
