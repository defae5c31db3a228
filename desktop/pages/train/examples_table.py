"""Writing examples by hand: a question and an answer in each row, a new row as soon as the last is used."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.pages.train.later import later
from desktop.pages.train.plan import LEAST_EXAMPLES
from desktop.theme import theme

_AIR = 14
_LEAST_HEIGHT = 38  # pixels of a row at text scale 1
_Index = QModelIndex | QPersistentModelIndex


class _Roomy(QStyledItemDelegate):
    """Some air above and below the text of a cell."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return super().sizeHint(option, index) + QSize(0, _AIR)


class ExamplesModel(QAbstractTableModel):
    """Rows of a question and an answer, with an empty one below them to write on."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._titles = [self.tr("Question"), self.tr("Answer")]
        self.fill(0, 0, [])

    def fill(self, top: int, left: int, cells: Sequence[Sequence[str]]) -> None:
        """Write a block of cells from (`top`, `left`) on; what is too wide is left out."""
        missing = max(LEAST_EXAMPLES, top + len(cells) + 1) - len(self.rows)
        if missing > 0:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + missing - 1)
            self.rows += [["", ""] for _ in range(missing)]
            self.endInsertRows()
        for down, line in enumerate(cells):
            for right, text in enumerate(line[: 2 - left]):
                self.rows[top + down][left + right] = text.strip()
        self.dataChanged.emit(self.index(top, left), self.index(max(top, top + len(cells) - 1), 1))

    def replace(self, rows: Sequence[Sequence[str]]) -> None:
        """Forget all rows but these."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()
        self.fill(0, 0, rows)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return super().headerData(section, orientation, role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = 0) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.rows[index.row()][index.column()]
        return None

    def setData(self, index: _Index, value: Any, role: int = 0) -> bool:
        text = str(value).strip()
        if text or index.row() < len(self.rows) - 1:  # an empty last row stays the last
            self.fill(index.row(), index.column(), [[text]])
        return True


class ExamplesTable(QTableView):
    """Two columns. Rows pasted from a spreadsheet fill it from the current cell on; Delete empties cells."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model_ = ExamplesModel()
        self.setModel(self.model_)
        self.setAccessibleName(self.tr("Examples: question and answer"))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.setWordWrap(True)
        self.setItemDelegate(_Roomy(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._fitting = later(self, 0, self._fit)  # once, whatever happened in this turn of the event loop
        self.model_.dataChanged.connect(lambda *_: self._fitting.start())
        self.model_.dataChanged.connect(lambda *_: self.edited.emit())
        header.sectionResized.connect(lambda *_: self._fitting.start())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._fitting.start())
        theme.changed.connect(self._restyle)
        self._restyle()

    def pairs(self) -> list[tuple[str, str]]:
        """The rows with both a question and an answer."""
        return [(question, answer) for question, answer in self.model_.rows if question and answer]

    def written(self) -> list[tuple[str, str]]:
        """The rows with anything in them."""
        return [(question, answer) for question, answer in self.model_.rows if question or answer]

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these rows, and nothing else."""
        self.model_.replace(rows)

    def _restyle(self) -> None:
        least = round(_LEAST_HEIGHT * theme.scale)
        self.verticalHeader().setMinimumSectionSize(least)
        self.verticalHeader().setDefaultSectionSize(least)
        self._fitting.start()

    def _fit(self) -> None:
        """Make the rows in sight as high as their texts; of thousands, the others wait until they come."""
        row, bottom = max(0, self.rowAt(0)), self.viewport().height()
        while row < self.model_.rowCount() and self.rowViewportPosition(row) < bottom:
            self.resizeRowToContents(row)
            row += 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Delete):
            for index in self.selectedIndexes():
                self.model_.setData(index, "")
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Fill in rows as spreadsheets copy them: tabs between cells, quotes around line breaks."""
        lines = text.splitlines(keepends=True)
        try:
            rows = list(csv.reader(lines, delimiter="\t"))
        except csv.Error:  # a cell of more than 128 KiB
            rows = [line.split("\t") for line in lines]
        at = self.currentIndex()
        self.model_.fill(max(0, at.row()), max(0, at.column()), [cells for cells in rows if any(cells)])
