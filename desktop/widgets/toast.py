"""A short message at the bottom of the window that may offer to undo what was just done, and goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.icons import wear
from desktop.theme import theme
from desktop.widgets.basic import button, label, row

SECONDS = 8.0
_MARGIN = 24


class Toast(QFrame):
    """One message, with an Undo button if it can be undone. A new one lets the old one expire.

    It stays while the mouse or the keyboard is on it. Ctrl+Z undoes while it is shown.
    """

    def __init__(
        self,
        host: QWidget,
        text: str,
        undo: Callable[[], object] | None = None,
        expired: Callable[[], object] | None = None,
        *,
        seconds: float = SECONDS,
    ) -> None:
        """Show `text` over `host`'s window; `undo` or, after `seconds`, `expired` is called, once."""
        window = host.window()
        for old in window.findChildren(Toast):
            old.expire()
        super().__init__(window)
        self._window = window
        self.setObjectName("toast")
        self.setAccessibleName(text)
        self._undo, self._expired, self._over = undo, expired, False
        self._text = label(text)
        self.undo_button = button(self.tr("Undo"), self.undo, "link")
        self.undo_button.setShortcut("Ctrl+Z")
        self.undo_button.setToolTip(self.tr("Undo (Ctrl+Z)"))
        self.close_button = button("", self.expire, "link", name=self.tr("Dismiss"))
        wear(self.close_button, "close", "bg")
        self.undo_button.setVisible(undo is not None)
        self._layout = row(self._text, self.undo_button, self.close_button, spacing=12)
        self._layout.setContentsMargins(16, 8, 8, 8)
        self.setLayout(self._layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self._time_is_up)
        window.installEventFilter(self)
        theme.changed.connect(self._place)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def undo(self) -> None:
        """Take it back."""
        self._end(self._undo)

    def expire(self) -> None:
        """Let it stand."""
        self._end(self._expired)

    def _end(self, action: Callable[[], object] | None) -> None:
        if self._over:
            return
        self._over = True
        self._timer.stop()
        self.hide()
        self.deleteLater()
        if action is not None:
            action()

    def _time_is_up(self) -> None:
        if self.underMouse() or self.undo_button.hasFocus() or self.close_button.hasFocus():
            self._timer.start()
        else:
            self.expire()

    def _place(self) -> None:
        room = self._window.size()
        widest = max(240, room.width() - 2 * _MARGIN)
        self._text.setWordWrap(False)
        self._text.setWordWrap(self.sizeHint().width() > widest)
        width = widest if self._text.wordWrap() else self.sizeHint().width()
        height = max(self._layout.heightForWidth(width), self.sizeHint().height())
        self.setGeometry((room.width() - width) // 2, room.height() - height - 2 * _MARGIN, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.expire()
        else:
            super().keyPressEvent(event)
