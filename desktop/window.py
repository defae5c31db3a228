"""The main window: a rail of pages, the page in the middle, a bar for what runs in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.backend import Backend
from desktop.engine_text import engine_text
from desktop.focus import FocusKeeper
from desktop.icons import load_icons
from desktop.jobs import JobBar
from desktop.notices import Notices
from desktop.pages import PAGES, Page
from desktop.rail import Rail
from desktop.settings import WindowSettings
from desktop.widgets.basic import ErrorBox, button, clear, column, row
from desktop.widgets.toast import Toast, ToastStrip

if TYPE_CHECKING:
    from desktop.pages.chat import ChatPage
    from desktop.pages.library import LibraryPage
    from desktop.pages.models import ModelsPage
    from desktop.pages.personas import PersonasPage
    from desktop.pages.settings import SettingsPage
    from desktop.pages.train import TrainPage
    from desktop.palette import Palette
    from engine.errors import EngineError

_TOUR_AFTER_MS = 700
_SAVE_MS = 500  # the place on the screen is on disk so long after the last move


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
        self._rail = Rail(self, self.open)
        self.jobs = JobBar(self)
        body = QWidget()
        body.setObjectName("page")
        self._troubles, self.notices = column(spacing=0), Notices(self)
        right = column(self._troubles, self.notices, self._stack, ToastStrip(), self.jobs, spacing=0)
        right.setStretch(2, 1)
        body.setLayout(row(self._rail, right, spacing=0))
        self.setCentralWidget(body)
        self._save = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._save.timeout.connect(self._save_geometry)
        self._restore()
        FocusKeeper(self, lambda: self.page(self.settings.page))
        self.jobs.ending_changed.connect(self.notices.show_closing)
        backend.opening.connect(lambda: clear(self._troubles))
        backend.failed.connect(self._show_not_opened)
        backend.trouble.connect(self._show_trouble)
        backend.models_changed.connect(self._show_model)
        self.add_action(self.tr("Find anything"), "Ctrl+K", self.open_palette)

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
        self._rail.mark(key)
        if key != self.settings.page:
            self.settings.page = key
            self.settings.save_soon()
        page.opened()
        return page

    # Pages by their own types

    @property
    def chat(self) -> ChatPage:
        """The chat page, shown or not."""
        return cast("ChatPage", self.page("chat"))

    def show_chat(self) -> ChatPage:
        return cast("ChatPage", self.open("chat"))

    def show_personas(self) -> PersonasPage:
        return cast("PersonasPage", self.open("personas"))

    def show_train(self) -> TrainPage:
        return cast("TrainPage", self.open("train"))

    def show_library(self) -> LibraryPage:
        return cast("LibraryPage", self.open("library"))

    def show_models(self) -> ModelsPage:
        return cast("ModelsPage", self.open("models"))

    def show_settings(self, section: str = "") -> SettingsPage:
        """The settings, at one of `desktop.pages.settings.page.SECTIONS`: "computer", "logs" and so on."""
        page = cast("SettingsPage", self.open("settings"))
        if section:
            page.show_section(section)
        return page

    def chat_with(self, persona: str) -> None:
        """A new conversation with the persona of this id."""
        self.show_chat().start_with(persona)

    def train_new(self) -> None:
        """Begin the guided path to a new persona."""
        self.show_train().new()

    def train_more(self, persona: str) -> None:
        """Begin the guided path to teach the persona of this id more."""
        self.show_train().teach(persona)

    def show_log(self, log: str) -> None:
        """The end of the log with this name or path."""
        self.show_settings().show_log(log)

    def first_frame(self) -> None:
        """After the first frame: icons (their fonts take a while) and the engine."""
        load_icons()
        self._rail.recolor()
        if not self.settings.tour_seen:
            self.backend.ready.connect(lambda: QTimer.singleShot(_TOUR_AFTER_MS, self, self._first_tour))
        self.backend.ready.connect(self._show_model)
        self.backend.ready.connect(self.notices.look_for_cut_off)
        self.backend.start()

    def _show_model(self) -> None:
        """Say quietly what is at work, in the corner of the bar."""
        self.backend.run(
            lambda engine, call: engine.model(),
            done=lambda model: self.jobs.status.setText(f"{model.name} · {model.quantization}"),
            failed=lambda _: self.jobs.status.clear(),  # there is none: the pages say so
        )

    def _show_not_opened(self, error: EngineError) -> None:
        """The engine is not there, so no page can work."""
        box = ErrorBox(error, button(self.tr("Retry"), self.backend.start))
        around = row(box)
        around.setContentsMargins(16, 16, 16, 16)
        holder = QWidget()
        holder.setLayout(around)
        self._troubles.addWidget(holder)

    def _show_trouble(self, error: EngineError) -> None:
        """What went wrong in something that no page says anything about."""
        Toast(self, " ".join(engine_text(part) for part in (error.message, error.fix or error.cause) if part))

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

    # What is kept

    def _restore(self) -> None:
        if self.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.settings.geometry.encode()))
        if self.settings.page not in PAGES:
            self.settings.page = "chat"
        self.open(self.settings.page)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._save.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._save.start()

    def _geometry(self) -> str:
        return bytes(self.saveGeometry().toBase64().data()).decode()

    def _save_geometry(self) -> None:
        if self.isVisible() and self.settings.geometry != (geometry := self._geometry()):
            self.settings.geometry = geometry
            self.settings.save_soon()

    def closeEvent(self, event: QCloseEvent) -> None:
        asking = self.isVisible() and not self.jobs.ending  # else all was asked before
        if (
            asking and not all(page.may_close() for page in self._pages.values())
        ) or not self.jobs.may_close():
            event.ignore()
            return
        self.remember()
        event.accept()

    def go_to_background(self) -> None:
        """Hide; the process goes on with what it does."""
        self.settings.geometry = self._geometry()
        self.settings.save_soon()
        self.hide()

    def remember(self) -> None:
        """Write down what should be there again when Macaw starts next."""
        self.settings.geometry = self._geometry()
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
