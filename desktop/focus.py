"""Keeps the keyboard in the page: when the focused widget goes, what is near it gets the focus, not the rail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from desktop.pages import Page


class FocusKeeper(QObject):
    """Qt gives the focus of a hidden, disabled or deleted widget to whatever comes next in the window."""

    def __init__(self, window: QMainWindow, page: Callable[[], Page]) -> None:
        """`page` is the page that is shown."""
        super().__init__(window)
        self._window, self._page = window, page
        self._place: QPoint | None = None  # of the widget that went, in the window
        self._later = QTimer(self, singleShot=True, interval=0)  # once all is hidden and shown that will be
        self._later.timeout.connect(self._give)
        QApplication.instance().focusChanged.connect(self._on_changed)  # type: ignore[union-attr]

    def _on_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        page = self._page()
        if old is None or not isValid(old) or old.window() is not self._window:
            return
        gone = not (old.isVisible() and old.isEnabled())
        if gone and self._window.isVisible() and (now is None or not page.isAncestorOf(now)):
            self._place = old.mapTo(self._window, old.rect().center())
            self._later.start()

    def _give(self) -> None:
        place, page, now = self._place, self._page(), QApplication.focusWidget()
        if place is None or (now is not None and now.window() is not self._window):
            return
        if now is not None and (page.isAncestorOf(now) or now is page):
            return  # the page saw to it itself
        chosen = page.main_control() or self._nearest(page, place)
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nearest(self, page: QWidget, place: QPoint) -> QWidget | None:
        def distance(widget: QWidget) -> int:
            rect = widget.rect().translated(widget.mapTo(self._window, QPoint()))
            near = QPoint(
                min(max(place.x(), rect.left()), rect.right()),
                min(max(place.y(), rect.top()), rect.bottom()),
            )
            return (near - place).manhattanLength()

        tab = Qt.FocusPolicy.TabFocus.value
        found = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.focusPolicy().value & tab and widget.isVisible() and widget.isEnabled()
        ]
        return min(found, key=distance, default=None)
