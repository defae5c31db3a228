"""Markdown on screen, safely: nothing is fetched or opened, raw HTML is text, and it may grow."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import theme
from desktop.widgets.code import CodeBlock
from desktop.widgets.link_question import LinkQuestion
from desktop.widgets.markdown_pieces import split
from desktop.widgets.markdown_style import CITE, Pill, mark_citations, render
from desktop.widgets.safe_text import SafeText


class _Passage(SafeText):
    """One piece of text: Markdown, with pills for citations and perhaps a caret at its end."""

    cited = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._markdown = ""
        self._citations: frozenset[int] = frozenset()
        self._pills: list[Pill] = []
        self._quotes: list[QTextBlock] = []
        self._caret: QColor | None = None
        self._by_mouse = False
        self.link_clicked.connect(self._follow)
        theme.changed.connect(self._render)

    def show_markdown(self, markdown: str, citations: frozenset[int]) -> None:
        if (markdown, citations) != (self._markdown, self._citations):
            self._markdown, self._citations = markdown, citations
            self._render()

    def set_caret(self, color: QColor | None) -> None:
        self._caret = color
        self.viewport().update()

    @property
    def pills(self) -> list[Pill]:
        return self._pills

    def pill_box(self, pill: Pill) -> QRectF:
        """Where a pill is painted, in the viewport's coordinates."""
        start, end = self.cursorRect(pill.start), self.cursorRect(pill.end)
        left, right = min(start.x(), end.x()), max(start.x(), end.x())
        height = min(start.height(), theme.size("caption") + 5)
        return QRectF(left + 1, start.y() + (start.height() - height) / 2, right - left - 2, height)

    def _render(self) -> None:
        self._pills = []
        self._quotes = render(self.document(), self._markdown)
        if self._citations:
            self._pills = mark_citations(self.document(), self._citations)
        self.fit()

    def _follow(self, address: str) -> None:
        number = address.removeprefix(CITE)
        if self._by_mouse:  # the frame around a link is for those who came by keyboard
            self.setTextCursor(QTextCursor(self.document()))
        if address.startswith(CITE) and number.isdigit() and int(number) in self._citations:
            self.cited.emit(int(number))
        else:
            LinkQuestion(self, address).open()

    def _paint_quotes(self, painter: QPainter) -> None:
        layout = self.document().documentLayout()
        for block in self._quotes:
            box = layout.blockBoundingRect(block)
            left = self.viewport().width() - 5.0 if self.isRightToLeft() else 2.0
            painter.fillRect(QRectF(left, box.y(), 3, box.height()), QColor(theme.colors.border))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_mouse = True
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_mouse = False
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pills or self._quotes:
            painter = QPainter(self.viewport())
            self._paint_quotes(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colors.highlight))
            for pill in self._pills:
                box = self.pill_box(pill)
                painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            painter.end()
        super().paintEvent(event)
        if self._caret is not None:
            end = self.textCursor()
            end.movePosition(end.MoveOperation.End)
            last = self.cursorRect(end)
            painter = QPainter(self.viewport())
            painter.fillRect(QRectF(last.right() + 2, last.y() + 2, 7, last.height() - 3), self._caret)
            painter.end()


class MarkdownView(QWidget):
    """A message: passages and code blocks below each other. Setting a longer text repaints only its end."""

    cited = Signal(int)

    def __init__(self, name: str = "") -> None:
        """`name` is what screen readers call the text."""
        super().__init__()
        self._name = name
        self._markdown = ""
        self._caret: QColor | None = None
        self._views: list[_Passage | CodeBlock] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)

    @property
    def markdown(self) -> str:
        return self._markdown

    @property
    def passages(self) -> list[_Passage]:
        return [view for view in self._views if isinstance(view, _Passage)]

    @property
    def code_blocks(self) -> list[CodeBlock]:
        return [view for view in self._views if isinstance(view, CodeBlock)]

    def set_markdown(self, markdown: str, citations: Collection[int] = ()) -> None:
        """Show `markdown`; marks like `[1]` whose numbers are in `citations` become pills."""
        self._markdown = markdown
        pieces, marks = split(markdown), frozenset(citations)
        for position, piece in enumerate(pieces):
            view = self._view(position, piece.code)
            if isinstance(view, CodeBlock):
                view.set_code(piece.text, piece.language)
            else:
                view.show_markdown(piece.text, marks)
        self._drop(len(pieces))
        self._place_caret()

    def set_caret(self, color: QColor | None) -> None:
        """A caret at the end in `color`, while the text still grows; None for none."""
        self._caret = color
        self._place_caret()

    def plain_text(self) -> str:
        """What is shown, without markup."""
        return "\n".join(
            view.code if isinstance(view, CodeBlock) else view.document().toPlainText()
            for view in self._views
        )

    def _view(self, position: int, code: bool) -> _Passage | CodeBlock:
        if position < len(self._views) and isinstance(self._views[position], CodeBlock) is code:
            return self._views[position]
        self._drop(position)
        view: _Passage | CodeBlock = CodeBlock() if code else _Passage()
        if isinstance(view, _Passage):
            view.setAccessibleName(self._name)
            view.cited.connect(self.cited)
        self._views.append(view)
        self._layout.addWidget(view)
        return view

    def _drop(self, position: int) -> None:
        for view in self._views[position:]:
            self._layout.removeWidget(view)
            view.hide()
            view.deleteLater()
        del self._views[position:]

    def _place_caret(self) -> None:
        for view in self.passages:
            view.set_caret(self._caret if view is self._views[-1] else None)
