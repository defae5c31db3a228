"""All runs in a table: those of the past, the one under way, those that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.amounts import decimal, number
from desktop.pages.train.live import LiveRun
from desktop.pages.train.words import early_words, moment, span, state_word
from desktop.theme import theme
from desktop.widgets.avatar import avatar_icon

if TYPE_CHECKING:
    from engine.types import RunInfo

_Index = QModelIndex | QPersistentModelIndex
_COLORS = {
    "done": "ok",
    "running": "primary",
    "starting": "primary",
    "failed": "danger",
    "interrupted": "warn",
}


@dataclass
class Entry:
    """A row: a run on disk, one that this window follows, or both."""

    info: RunInfo | None
    live: LiveRun | None

    @property
    def id(self) -> str:
        return self.info.id if self.info else self.live.id if self.live else ""

    @property
    def name(self) -> str:
        return self.info.persona.name if self.info else self.live.name if self.live else ""

    @property
    def color(self) -> str:
        return self.info.persona.color if self.info else self.live.color if self.live else ""

    @property
    def state(self) -> str:
        if self.live and (self.live.active or self.live.state == "waiting"):
            return self.live.state
        return self.info.state if self.info else self.live.state if self.live else ""


class RunsModel(QAbstractTableModel):
    """Rows of `Entry`, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self._titles = [
            self.tr("Voice"),
            self.tr("State"),
            self.tr("Started"),
            self.tr("Steps"),
            self.tr("Best loss"),
            self.tr("Time"),
        ]

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replace the rows; those that stay keep their place and their selection."""
        if [self._key(e) for e in entries] == [self._key(e) for e in self.entries]:
            self.entries = list(entries)
            if entries:
                self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, len(self._titles) - 1))
            return
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    @staticmethod
    def _key(entry: Entry) -> object:
        return entry.id or id(entry.live)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._titles[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(section)
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        entry, column = self.entries[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, column)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return avatar_icon(entry.name, entry.color)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole and column == 1 and entry.info and entry.info.stopped_early:
            return early_words(entry.info.best_step)
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == 1:
                return QColor(getattr(theme.colors, _COLORS.get(entry.state, "text2")))
            return QColor(theme.colors.text if column == 0 else theme.colors.text2)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[column]}: {self._text(entry, column)}"
        return None

    @staticmethod
    def _alignment(column: int) -> Any:
        side = Qt.AlignmentFlag.AlignLeft if column < 3 else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter

    def _text(self, entry: Entry, column: int) -> str:
        info, live = entry.info, entry.live
        step, total = (
            (live.step, live.total)
            if live and live.active
            else (info.step, info.total_steps)
            if info
            else (0, 0)
        )
        best = live.points.best_loss if live and live.active else info.best_valid_loss if info else None
        if column == 0:
            return entry.name
        if column == 1:
            early = entry.state == "done" and info and info.stopped_early
            return self.tr("Done, stopped early") if early else state_word(entry.state)
        if column == 2:
            return moment(info.created) if info else "–"
        if column == 3:
            return self.tr("{0} / {1}").format(number(step), number(total)) if total else "–"
        if column == 4:
            return decimal(best, 3) if best is not None else "–"
        return span(info.seconds) if info and info.seconds else "–"


class _WholeRow(QStyledItemDelegate):
    """Frames the row with the focus, not one of its cells."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        focused = self._table.hasFocus() and self._table.currentIndex().row() == index.row()
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if focused:
            painter.save()
            painter.setPen(QColor(theme.colors.primary))
            rect = option.rect
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            if index.column() == 0:
                painter.drawLine(rect.topLeft(), rect.bottomLeft())
            if index.column() == index.model().columnCount() - 1:
                painter.drawLine(rect.topRight(), rect.bottomRight())
            painter.restore()


class RunsTable(QTableView):
    """The table. Several rows can be selected; Return opens one."""

    opened = Signal(object)  # an Entry
    selection_changed = Signal()
    delete_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model_ = RunsModel()
        self.setModel(self.model_)
        self.setAccessibleName(self.tr("Training runs"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setItemDelegate(_WholeRow(self))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        self.setIconSize(QSize(22, 22))
        for section in range(self.model_.columnCount()):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.model_.entries[index.row()]))
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.model_.modelReset.connect(self.selection_changed.emit)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(42 * theme.scale))
        self.horizontalHeader().setMinimumSectionSize(round(96 * theme.scale))
        self.viewport().update()

    def selected(self) -> list[Entry]:
        """The rows chosen, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.model_.entries[row] for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.selected()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(chosen) == 1:
            self.opened.emit(chosen[0])
        elif event.key() == Qt.Key.Key_Delete and chosen:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)
