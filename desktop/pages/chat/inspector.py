"""The panel at the right: where a citation comes from, with its words highlighted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.icons import wear
from desktop.theme import theme
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.flow import FlowLayout
from desktop.widgets.outside import open_outside
from desktop.widgets.safe_text import SafeText
from desktop.widgets.utf16 import utf16

if TYPE_CHECKING:
    from engine.api import StoredMessage

WIDTH = 316


class Inspector(QFrame):
    """Shows one citation; hidden while there is none to show."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAccessibleName(self.tr("Source"))
        self._quote, self._path, self._text = "", "", ""
        self.file = label("", "heading", wrap=True, selectable=True)
        self.place = label("", "caption", wrap=True)
        self.passage = SafeText()
        self.passage.setAccessibleName(self.tr("Passage"))
        card = QFrame()
        card.setProperty("role", "sunken")
        inside = column(self.passage)
        inside.setContentsMargins(16, 14, 16, 14)
        card.setLayout(inside)
        self._copy = button(self.tr("Copy quote"), self._copy_quote)
        self._open = button(self.tr("Open folder…"), self._ask_to_open)
        self._open.setToolTip(self.tr("Show the file's folder; asks first"))
        self._close = button("", self.hide_source, "link", name=self.tr("Close the source"))
        self._close.setToolTip(self.tr("Close (Esc)"))
        wear(self._close, "close")
        buttons = QWidget()
        buttons.setLayout(FlowLayout(self._copy, self._open))
        self._added = label(
            self.tr(
                "The model did not cite this itself: Macaw found that the passage supports the sentence."
            ),
            "caption",
            wrap=True,
        )
        content = QWidget()
        content.setLayout(column(self.place, 6, card, 6, self._added, buttons, None, spacing=6))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        head = row(self.file, self._close)
        head.setStretch(0, 1)
        head.setAlignment(self._close, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 10, 14)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)
        theme.changed.connect(self._scale)
        self._scale()
        self.hide()

    def show_citation(self, message: StoredMessage, number: int) -> None:
        """Open at the citation `number` of an answer."""
        facts = message.facts
        citation = next((c for c in facts.get("citations", []) if c["number"] == number), None)
        if citation is None:
            return
        passage: dict[str, Any] = next((p for p in facts.get("passages", []) if p["number"] == number), {})
        self._quote, self._path = str(citation["quote"]), str(passage.get("path", ""))
        self.file.setText(str(citation["file"]))
        page = self.tr("Page {0}").format(citation["page"]) if citation["page"] is not None else ""
        places = [page, str(passage.get("heading", ""))]
        self.place.setText(" · ".join(place for place in places if place))
        self.place.setVisible(bool(self.place.text()))
        self._text = str(passage.get("text") or self._quote)
        self._added.setVisible(bool(citation.get("added")))
        self._open.setVisible(bool(self._path))
        self._copy.setText(self.tr("Copy quote"))
        self._highlight()
        self.show()

    def hide_source(self) -> None:
        """Close the panel."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    @property
    def highlighted(self) -> str:
        """The words that are highlighted in the passage."""
        return "".join(s.cursor.selectedText() for s in self.passage.extraSelections())

    def _highlight(self) -> None:
        self.passage.show_plain(self._text)
        self.passage.document().setDefaultFont(theme.font("caption"))
        at = self._text.find(self._quote)
        self.passage.setExtraSelections([])
        if at >= 0 and self._quote:
            cursor = QTextCursor(self.passage.document())
            cursor.setPosition(utf16(self._text, at))
            cursor.setPosition(utf16(self._text, at + len(self._quote)), QTextCursor.MoveMode.KeepAnchor)
            mark = SafeText.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(QColor(theme.colors.highlight))
            look.setForeground(QColor(theme.colors.text))
            mark.format = look
            mark.cursor = cursor
            self.passage.setExtraSelections([mark])
        self.passage.fit()

    def _copy_quote(self) -> None:
        QGuiApplication.clipboard().setText(self._quote)
        self._copy.setText(self.tr("Copied"))
        QTimer.singleShot(1500, self._copy, lambda: self._copy.setText(self.tr("Copy quote")))

    def _ask_to_open(self) -> None:
        open_outside(self, Path(self._path).parent, folder=True)

    def _scale(self) -> None:
        self.setFixedWidth(round(WIDTH * min(theme.scale, 1.4)))
        if self.isVisible():
            self._highlight()
