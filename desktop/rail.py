"""The rail of pages at the window's left edge."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from desktop.icons import icon
from desktop.pages import PAGES
from desktop.places import RESOURCES
from desktop.theme import theme
from desktop.widgets.basic import column

_WIDTH = 76


class Rail(QFrame):
    """One button for each page, and Alt with its number."""

    def __init__(self, window: QWidget, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        for number, (key, (title, _)) in enumerate(PAGES.items(), start=1):
            self._buttons[key] = self._button(key, title(), number)
            show = partial(_call, chosen, key)
            self._buttons[key].clicked.connect(show)
            QShortcut(QKeySequence(f"Alt+{number}"), window).activated.connect(show)
        layout = column(_logo(), 10, *self._buttons.values(), None, spacing=4)
        layout.setContentsMargins(7, 14, 7, 14)
        self.setLayout(layout)
        theme.changed.connect(self.recolor)

    def _button(self, key: str, title: str, number: int) -> QToolButton:
        button = _Entry()
        button.setObjectName(f"nav-{key}")
        button.setProperty("role", "nav")
        button.setText(title)
        button.setAccessibleName(title)
        button.setToolTip(f"{title} (Alt+{number})")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(22, 22))
        button.setIcon(_no_icon())
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.addButton(button)
        return button

    def mark(self, key: str) -> None:
        """Show which page is open."""
        self._buttons[key].setChecked(True)

    def recolor(self) -> None:
        """Draw the icons in the theme's colour; the first time their font is loaded, which takes a while."""
        for key, button in self._buttons.items():
            button.setIcon(icon(key))


class _Entry(QToolButton):
    """A button that Return presses too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _call(chosen: Callable[[str], object], key: str, _checked: bool = False) -> None:
    chosen(key)


def _logo() -> QLabel:
    logo = QLabel()
    logo.setPixmap(QIcon(str(RESOURCES / "icons" / "macaw.svg")).pixmap(38, 38))
    logo.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    logo.setAccessibleName("Macaw")
    logo.setMinimumWidth(_WIDTH - 14)  # the rail is wider only for long words or large text
    return logo


def _no_icon() -> QIcon:
    """Keeps the icon's place until its font is loaded, so that nothing jumps after the first frame."""
    pixmap = QPixmap(22, 22)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)
