"""Files dropped on a page: accepted by their suffix, with a sign that says what will happen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.widgets.basic import column, label


class FileDrop(QObject):
    """Makes `target` take files whose names end in one of `suffixes` (lower case; empty: any file or folder)."""

    def __init__(
        self,
        target: QWidget,
        text: str | Callable[[], str],
        suffixes: Collection[str],
        dropped: Callable[[list[Path]], object],
    ) -> None:
        """`text` is shown over `target` while files hover; `dropped` gets those that fit."""
        super().__init__(target)
        self._target, self._suffixes, self._dropped = target, suffixes, dropped
        self._sign = QFrame(target)
        self._sign.setProperty("role", "drop")
        self._text, self._message = text, label("", "lead", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sign.setLayout(column(None, self._message, None))
        self._sign.hide()
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if self._files(event):
                self._message.setText(self._text if isinstance(self._text, str) else self._text())
                self._sign.setGeometry(self._target.rect().adjusted(12, 12, -12, -12))
                self._sign.show()
                self._sign.raise_()
                event.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self._sign.hide()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._sign.hide()
            if files := self._files(event):
                event.acceptProposedAction()
                self._dropped(files)
                return True
        return False

    def _files(self, event: QDropEvent) -> list[Path]:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return [path for path in paths if not self._suffixes or path.suffix.lower() in self._suffixes]
