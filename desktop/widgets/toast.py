"""A short message above the window's lower edge that may offer to undo what was just done, and goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from desktop.icons import wear
from desktop.theme import theme
from desktop.widgets.basic import button, label, row

SECONDS = 12.0
_MOST = 2  # shown at once
_MARGIN, _GAP = 24, 8


class ToastStrip(QWidget):
    """Where a window shows its toasts: as tall as they are, so that they cover nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._toasts: list[Toast] = []
        self.setFixedHeight(0)

    def add(self, toast: Toast) -> None:
        """Show one more: what can be undone stays, but two at most."""
        for old in [old for old in self._toasts if not old.can_undo]:
            old.expire()
        while len(self._toasts) >= _MOST:
            self._toasts[0].expire()
        self._toasts.append(toast)
        self.arrange()

    def remove(self, toast: Toast) -> None:
        self._toasts.remove(toast)
        self.arrange()

    def arrange(self) -> None:
        """Below each other in the middle; Ctrl+Z belongs to the newest that can be undone."""
        newest = next((toast for toast in reversed(self._toasts) if toast.can_undo), None)
        y = 0
        for toast in self._toasts:
            toast.shortcut.setEnabled(toast is newest)
            size = toast.size_in(max(240, self.width() - 2 * _MARGIN))
            toast.setGeometry((self.width() - size[0]) // 2, y, *size)
            y += size[1] + _GAP
        self.setFixedHeight(y)

    def resizeEvent(self, event: object) -> None:
        self.arrange()


class Toast(QFrame):
    """One message, with an Undo button if it can be undone.

    It stays while the mouse or the keyboard is on it. Ctrl+Z undoes while it is shown, unless there is something to
    undo in the text one writes.
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
        """Show `text` in `host`'s main window; `undo` or, after `seconds`, `expired` is called, once."""
        strip = _strip(host)
        super().__init__(strip)
        self._strip = strip
        self.setObjectName("toast")
        self.setAccessibleName(text)
        self._undo, self._expired, self._over = undo, expired, False
        self._text = label(text)
        self.undo_button = button(self.tr("Undo"), self.undo, "link")
        self.undo_button.setToolTip(self.tr("Undo (Ctrl+Z)"))
        self.shortcut = QShortcut(QKeySequence("Ctrl+Z"), self)
        self.shortcut.activated.connect(self.undo)
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
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)
        self._watched: QWidget | None = None
        self._watch(None, app.focusWidget())
        theme.changed.connect(strip.arrange)
        strip.add(self)
        self.show()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @property
    def can_undo(self) -> bool:
        return self._undo is not None

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
        self._watch(None, None)
        self.shortcut.setEnabled(False)
        self.hide()
        self._strip.remove(self)
        self.deleteLater()
        if action is not None:
            action()

    def _time_is_up(self) -> None:
        if self.underMouse() or self.undo_button.hasFocus() or self.close_button.hasFocus():
            self._timer.start()
        else:
            self.expire()

    def size_in(self, widest: int) -> tuple[int, int]:
        """Width and height: of one line, or of as many as it takes to be no wider than `widest`."""
        self._text.setWordWrap(False)
        hint = self._layout.sizeHint()
        if hint.width() <= widest:
            return hint.width(), hint.height()
        self._text.setWordWrap(True)
        return widest, max(self._layout.heightForWidth(widest), self._layout.minimumSize().height())

    # Ctrl+Z, which a field for text would take for itself

    def _watch(self, _: QWidget | None, focused: QWidget | None) -> None:
        if self._over:
            focused = None
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = focused if self.can_undo and isinstance(focused, _Fields) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        override = event if event.type() == QEvent.Type.ShortcutOverride else None
        if (
            isinstance(override, QKeyEvent)
            and override.matches(QKeySequence.StandardKey.Undo)
            and isinstance(watched, _Fields)
            and not _was_written(watched)
        ):
            event.ignore()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.expire()
        else:
            super().keyPressEvent(event)


_Fields = (QLineEdit, QPlainTextEdit, QTextEdit)


def _was_written(field: QLineEdit | QPlainTextEdit | QTextEdit) -> bool:
    """Whether there is something in it that Ctrl+Z would take back."""
    if isinstance(field, QLineEdit):
        return bool(field.text()) and field.isUndoAvailable()
    return not field.document().isEmpty() and field.document().isUndoAvailable()


def _strip(host: QWidget) -> ToastStrip:
    """That of the main window, also where `host` is in a dialog of it."""
    window = host.window()
    while (above := window.parentWidget()) is not None:
        window = above.window()
    return next(iter(window.findChildren(ToastStrip)))
