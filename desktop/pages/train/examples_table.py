"""Writing examples by hand: a question and an answer in each row, a new row as soon as the last is used."""

from __future__ import annotations

import csv

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from desktop.pages.train.plan import LEAST_EXAMPLES

_AIR = 14


class _Roomy(QStyledItemDelegate):
    """Some air above and below the text of a cell."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(0, _AIR)


class ExamplesTable(QTableWidget):
    """Two columns. Rows pasted from a spreadsheet fill it from the current cell on; Delete empties cells."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(LEAST_EXAMPLES, 2)
        self.setHorizontalHeaderLabels([self.tr("Question"), self.tr("Answer")])
        self.setAccessibleName(self.tr("Examples: question and answer"))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(38)
        self.setWordWrap(True)
        self.setItemDelegate(_Roomy(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemChanged.connect(self._on_changed)

    def pairs(self) -> list[tuple[str, str]]:
        """The rows with both a question and an answer."""
        rows = [(self._text(row, 0), self._text(row, 1)) for row in range(self.rowCount())]
        return [(question, answer) for question, answer in rows if question and answer]

    def set_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Show these pairs, and nothing else."""
        self.blockSignals(True)
        self.clearContents()
        self.setRowCount(max(LEAST_EXAMPLES, len(pairs) + 1))
        for row, pair in enumerate(pairs):
            for column, text in enumerate(pair):
                self.setItem(row, column, QTableWidgetItem(text))
        self.blockSignals(False)
        self.edited.emit()

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item else ""

    def _on_changed(self, item: QTableWidgetItem) -> None:
        if item.row() == self.rowCount() - 1 and item.text().strip():
            self.insertRow(self.rowCount())
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Delete):
            for item in self.selectedItems():
                item.setText("")
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Fill in rows as spreadsheets copy them: tabs between cells, quotes around line breaks."""
        rows = [cells for cells in csv.reader(text.splitlines(keepends=True), delimiter="\t") if any(cells)]
        top, left = max(0, self.currentRow()), max(0, self.currentColumn())
        self.blockSignals(True)
        self.setRowCount(max(self.rowCount(), top + len(rows) + 1))
        for down, cells in enumerate(rows):
            for right, cell in enumerate(cells[: self.columnCount() - left]):
                self.setItem(top + down, left + right, QTableWidgetItem(cell.strip()))
        self.blockSignals(False)
        self.edited.emit()
