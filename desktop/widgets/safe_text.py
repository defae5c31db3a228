"""Text from models and documents on screen: it loads nothing, opens nothing, and is as tall as it is long."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QImage,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMessageBox, QSizePolicy, QTextBrowser, QWidget

from desktop.theme import theme

_OPENABLE = ("http", "https", "mailto")
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
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()  # the page scrolls, not the message

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copied text is plain: nothing hides in it."""
        copied = QMimeData()
        copied.setText(self.textCursor().selection().toPlainText())
        return copied


def _address(url: QUrl) -> str:
    return bytes(url.toEncoded().data()).decode()


class LinkQuestion(QMessageBox):
    """Shows where a link leads, whole, and asks. Only web and mail addresses can be opened at all."""

    def __init__(self, owner: QWidget, address: str) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._address = address
        url = QUrl(address)
        may_open = url.isValid() and url.scheme().lower() in _OPENABLE
        self.setWindowTitle(self.tr("A link"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(
            self.tr("Open this address outside Macaw?")
            if may_open
            else self.tr("Macaw does not open this address.")
        )
        self.setInformativeText(address if len(address) <= 1000 else address[:1000] + "…")
        copy = self.addButton(self.tr("Copy address"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(address))
        if may_open:
            self.open_button = self.addButton(self.tr("Open"), QMessageBox.ButtonRole.AcceptRole)
            self.open_button.clicked.connect(lambda: QDesktopServices.openUrl(url))
        cancel = self.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)
