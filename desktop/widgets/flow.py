"""Layouts that follow the width there is: a grid of equal cards, and a line of widgets that wraps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

from desktop.theme import theme


class CardGrid(QWidget):
    """Cards of one width in as many columns as fit; the cards of a row are equally tall."""

    def __init__(
        self, card_width: int = 320, spacing: int = 16, most: int = 99, *, even: bool = False
    ) -> None:
        """`card_width`: the least width of a card in pixels at text scale 1; `most`: columns at most; `even`: not
        three, which would leave one of four cards alone."""
        super().__init__()
        self._card_width, self._most, self._even = card_width, most, even
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        theme.changed.connect(self._arrange)

    @property
    def cards(self) -> list[QWidget]:
        return list(self._cards)

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these cards; those shown before that are not among them are deleted."""
        for old in self._cards:
            self._grid.removeWidget(old)
            if old not in cards:
                old.hide()
                old.deleteLater()
        self._cards = list(cards)
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        # Narrower than today's columns: otherwise the grid could never lose one.
        return QSize(min(self._least(), 400), super().minimumSizeHint().height())

    def _least(self) -> int:
        return round(self._card_width * theme.scale)

    def _arrange(self) -> None:
        gap = self._grid.horizontalSpacing()
        columns = min(max(1, (self.width() + gap) // (self._least() + gap)), self._most)
        if self._even and columns == 3:
            columns = 2
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
            card.show()


class FlowLayout(QLayout):
    """Widgets side by side, going on in the next line where the width ends."""

    def __init__(self, *widgets: QWidget, spacing: int = 8, centered: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width, until a widget changes: Qt asks hundreds of times
        self._centered = centered
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._heights.clear()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), dry=True)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, dry=False)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, dry: bool) -> int:
        """Place the widgets (not if `dry`); returns the height they take."""
        owner = self.parentWidget()
        mirrored = owner is not None and owner.isRightToLeft()
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(hint.height() for _, hint in line)
            taken = sum(hint.width() for _, hint in line) + self.spacing() * (len(line) - 1)
            x = max(0, rect.width() - taken) // 2 if self._centered else 0
            for item, hint in line:
                if not dry:
                    size = QSize(min(hint.width(), rect.width()), hint.height())
                    left = rect.width() - x - size.width() if mirrored else x
                    top = y + (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(rect.x() + left, top), size))
                x += hint.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - rect.y() - self.spacing())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The widgets shown, with the sizes they wish for, line by line."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if not lines or hint.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, hint))
            left -= hint.width() + self.spacing()
        return lines


def expanding(widget: QWidget) -> QWidget:
    """`widget`, taking the width that is left."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
    return widget
