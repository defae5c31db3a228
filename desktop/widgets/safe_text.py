"""Text from models and documents on screen: it loads nothing, opens nothing, and is as tall as it is long."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from desktop.theme import theme

_UNKNOWN = QTextDocument.ResourceType.UnknownResource


def _nothing(kind: int) -> Any:
    """What every resource is replaced by: never null, for then Qt would look for it itself."""
    if kind == QTextDocument.ResourceType.ImageResource.value:
        blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        blank.fill(Qt.GlobalColor.transparent)
        return blank
    return b" "


def space_lines(shape: QTextBlockFormat) -> None:
    """Room between lines, so that long texts read calmly."""
    distance = QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value
    shape.setLineHeight(round(theme.size("body") * 0.3), distance)


def goes_sideways(event: QWheelEvent) -> bool:
    """Whether the wheel scrolls a wide text. If not, the event is left to the page, which scrolls up and down."""
    sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
    event.setAccepted(sideways)
    return sideways


class SafeDocument(QTextDocument):
    """A document without resources. Qt's own would open local files and `data:` addresses."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return _nothing(kind)


class SafeText(QTextBrowser):
    """Read-only text that can be selected; a link is a signal, nothing more."""

    link_clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setDocument(SafeDocument(self))
        self.document().setDocumentMargin(0)
        self.document().setUndoRedoEnabled(False)
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(lambda url: self.link_clicked.emit(_address(url)))
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.fit())
        self.horizontalScrollBar().rangeChanged.connect(lambda *_: self.fit())  # a wide table or word

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return _nothing(kind)

    def doSetSource(self, name: QUrl | str, type: QTextDocument.ResourceType = _UNKNOWN) -> None:
        """Navigation leads nowhere."""

    def show_plain(self, text: str) -> None:
        """Show `text` exactly as it is."""
        self.document().setDefaultFont(theme.font("body"))
        self.document().setPlainText(text)
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        shape = QTextBlockFormat()
        space_lines(shape)
        whole.mergeBlockFormat(shape)
        self.fit()

    def fit(self) -> None:
        """Take the height of the text."""
        bar = self.horizontalScrollBar()
        beside = bar.sizeHint().height() if bar.maximum() > 0 else 0
        height = math.ceil(self.document().size().height()) + beside
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(max(1, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.minimumHeight())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if goes_sideways(event):
            super().wheelEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copied text is plain: nothing hides in it."""
        copied = QMimeData()
        copied.setText(self.textCursor().selection().toPlainText())
        return copied


def _address(url: QUrl) -> str:
    return bytes(url.toEncoded().data()).decode()
