"""The pages of the window, in the order of the rail. Each is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.window import MainWindow


class Page(QWidget):
    """A page of the window. It asks `self.backend` and follows its `…_changed` signals."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.setObjectName("page")
        self.window_, self.backend, self.settings = window, window.backend, window.settings

    def main_control(self) -> QWidget | None:
        """What gets the focus when the focused widget goes; None for what is nearest to it."""
        return None

    def opened(self) -> None:
        """The page was just shown."""

    def may_close(self) -> bool:
        """Whether the window may close; a page that holds unsaved work asks the person here, once."""
        return True

    def closing(self) -> None:
        """The window closes: put what should come back into `self.settings`."""


def _page(module: str, name: str) -> Callable[[MainWindow], Page]:
    def make(window: MainWindow) -> Page:
        made: Page = getattr(import_module(f"desktop.pages.{module}"), name)(window)
        return made

    return make


def _title(text: object) -> Callable[[], str]:
    """The translated title; only once the window is made is its language known."""
    return lambda: QCoreApplication.translate("Pages", str(text))


PAGES: dict[str, tuple[Callable[[], str], Callable[[MainWindow], Page]]] = {
    "chat": (_title(QT_TRANSLATE_NOOP("Pages", "Chat")), _page("chat", "ChatPage")),
    "personas": (_title(QT_TRANSLATE_NOOP("Pages", "Personas")), _page("personas", "PersonasPage")),
    "train": (_title(QT_TRANSLATE_NOOP("Pages", "Train")), _page("train", "TrainPage")),
    "library": (_title(QT_TRANSLATE_NOOP("Pages", "Library")), _page("library", "LibraryPage")),
    "models": (_title(QT_TRANSLATE_NOOP("Pages", "Models")), _page("models", "ModelsPage")),
    "settings": (_title(QT_TRANSLATE_NOOP("Pages", "Settings")), _page("settings", "SettingsPage")),
}
