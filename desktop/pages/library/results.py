"""What a search found: passages with their place, the words that matched, and how close they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.pages.library.marks import Spans, format_ranges, snippet
from desktop.theme import theme

if TYPE_CHECKING:
    from engine.api import Passage

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
_LINES = 4
_PADDING, _GAP = 14, 8
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
translate = QCoreApplication.translate


@dataclass(frozen=True)
class Hit:
    """A passage and where the searched words are in its text, as spans of characters."""

    passage: Passage
    spans: Spans

    @property
    def place(self) -> str:
        """File and page."""
        if self.passage.page is None:
            return self.passage.file
        return translate("Results", "{0}, page {1}").format(self.passage.file, self.passage.page)

    @property
    def heading(self) -> str:
        """The headings above it, outermost first."""
        return self.passage.heading.replace(" > ", " › ")

    @property
    def closeness(self) -> str:
        """How it was found, quietly."""
        if self.passage.similarity <= 0:
            return translate("Results", "found by its words")
        return translate("Results", "similarity {0}").format(
            QLocale().toString(self.passage.similarity, "f", 2)
        )


class _HitsModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._hits: list[Hit] = []

    def show_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = list(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.place
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.place}. {hit.passage.heading}. {hit.passage.text}"
        return hit if role == HIT_ROLE else None


class ResultsView(QListView):
    """The passages, best first."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.hits = _HitsModel()
        self.setModel(self.hits)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(self.tr("Passages found"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these passages and choose the best."""
        self.hits.show_hits(hits)
        self.scrollToTop()
        if hits:
            self.setCurrentIndex(self.hits.index(0))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(index.data(HIT_ROLE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # heights follow the width


class _Delegate(QStyledItemDelegate):
    """A card: the place and the closeness, the headings, and up to four lines of text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        width = view.viewport().width()
        hit: Hit = index.data(HIT_ROLE)
        layout = self._snippet(hit, width - 2 * _PADDING)
        return QSize(
            width, round(self._head_height(hit) + layout.boundingRect().height()) + 2 * _PADDING + _GAP
        )

    def _head_height(self, hit: Hit) -> int:
        lines = QFontMetrics(theme.font()).height() + 4
        return lines + (QFontMetrics(theme.font("caption")).height() + 2 if hit.passage.heading else 0)

    def _snippet(self, hit: Hit, width: float) -> QTextLayout:
        text, spans = snippet(hit.passage.text, hit.spans, max(80, int(width) * _LINES // 8))
        layout = QTextLayout(text, theme.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(format_ranges(text, spans))
        layout.beginLayout()
        height = 0.0
        for _ in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height() * 1.15
        layout.endLayout()
        return layout

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hit: Hit = index.data(HIT_ROLE)
        colors, state = theme.colors, option.state
        box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -_GAP + 0.5)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setBrush(QColor(colors.surface))
        painter.setPen(QColor(colors.primary if chosen else colors.border))
        painter.drawRoundedRect(box, 10, 10)
        inner = box.adjusted(_PADDING, _PADDING - 2, -_PADDING, -_PADDING)
        self._head(painter, inner, hit)
        layout = self._snippet(hit, inner.width())
        painter.setPen(QColor(colors.text))
        layout.draw(painter, QPointF(inner.left(), inner.top() + self._head_height(hit)))
        painter.restore()

    def _head(self, painter: QPainter, box: QRectF, hit: Hit) -> None:
        colors = theme.colors
        flags = Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine
        painter.setFont(theme.font("caption"))
        room = painter.fontMetrics().horizontalAdvance(hit.closeness)
        painter.setPen(QColor(colors.text2))
        painter.drawText(
            box, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine,
            hit.closeness,
        )  # fmt: skip
        painter.setFont(theme.font(weight=QFont.Weight.DemiBold))
        painter.setPen(QColor(colors.text))
        metrics = painter.fontMetrics()
        place = metrics.elidedText(hit.place, Qt.TextElideMode.ElideMiddle, int(box.width()) - room - 16)
        painter.drawText(box, flags | Qt.AlignmentFlag.AlignTop, place)
        if hit.passage.heading:
            below = box.adjusted(0, metrics.height() + 2, 0, 0)
            painter.setFont(theme.font("caption"))
            painter.setPen(QColor(colors.text2))
            heading = painter.fontMetrics().elidedText(
                hit.heading, Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(below, flags | Qt.AlignmentFlag.AlignTop, heading)
