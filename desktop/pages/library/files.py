"""The files of a collection in a table: what each is, and whether it is searched."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from desktop.amounts import number
from desktop.engine_text import engine_text
from desktop.theme import theme
from desktop.widgets.plain import tooltip

if TYPE_CHECKING:
    from engine.api import SourceInfo

NAME, KIND, PASSAGES, STATE = range(4)
SOURCE_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
translate = QCoreApplication.translate


def kind_text(kind: str) -> str:
    """What people call a kind of file."""
    names = {
        "pdf": "PDF",
        "docx": "Word",
        "html": "HTML",
        "markdown": "Markdown",
        "text": translate("Files", "Text"),
    }
    return names.get(kind, kind or "–")


def state_text(source: SourceInfo) -> str:
    """Whether a file is searched, and if not, why."""
    if source.state == "failed":
        return translate("Files", "Not searched. {0}").format(engine_text(source.error))
    if source.state == "stale":
        return translate("Files", "Older content searched. {0}").format(engine_text(source.error))
    return (
        translate("Files", "Searched. {0}").format(engine_text(source.note))
        if source.note
        else translate("Files", "Searched")
    )


_TEXTS: tuple[Callable[[SourceInfo], str], ...] = (
    lambda source: source.name,
    lambda source: kind_text(source.kind),
    lambda source: number(source.chunks),
    state_text,
)
_SORT_KEYS: tuple[Callable[[SourceInfo], Any], ...] = (
    lambda source: (source.name.casefold(), source.path),
    lambda source: kind_text(source.kind).casefold(),
    lambda source: source.chunks,
    lambda source: state_text(source).casefold(),
)


class FilesModel(QAbstractTableModel):
    """One row for each source, kept sorted: thousands are asked for anew every few seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._sources: list[SourceInfo] = []
        self._column, self._backwards = NAME, False

    def show_sources(self, sources: Sequence[SourceInfo]) -> None:
        """Show these; rows that stay the same keep their selection."""
        new = {source.path: source for source in sources}
        if len(new) == len(self._sources) and all(new.get(old.path) is old for old in self._sources):
            return  # nothing was asked since
        if any(old.path not in new for old in self._sources):
            self.beginResetModel()
            self._sources = self._in_order(new.values())
            self.endResetModel()
            return
        self._sources = [new.pop(old.path) for old in self._sources]
        if new:  # what is left was not there before
            self.beginInsertRows(_ROOT, len(self._sources), len(self._sources) + len(new) - 1)
            self._sources += new.values()
            self.endInsertRows()
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._sources) - 1, STATE))
        self._sort()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._backwards = column, order == Qt.SortOrder.DescendingOrder
        self._sort()

    def _in_order(self, sources: Iterable[SourceInfo]) -> list[SourceInfo]:
        return sorted(sources, key=_SORT_KEYS[self._column], reverse=self._backwards)

    def _sort(self) -> None:
        """Put the rows in order; chosen ones stay chosen."""
        ordered = self._in_order(self._sources)
        if all(map(operator.is_, ordered, self._sources)):
            return
        self.layoutAboutToBeChanged.emit()
        rows = {id(source): row for row, source in enumerate(ordered)}
        before = self.persistentIndexList()
        after = [self.index(rows[id(self._sources[index.row()])], index.column()) for index in before]
        self._sources = ordered
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def row_of(self, path: str) -> int:
        """The row of the file at `path`, -1 if there is none."""
        return next((row for row, source in enumerate(self._sources) if source.path == path), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._sources)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return (
                    translate("Files", "Name"),
                    translate("Files", "Kind"),
                    translate("Files", "Passages"),
                    translate("Files", "State"),
                )[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        source, column = self._sources[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _TEXTS[column](source)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._color(source, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            texts = {NAME: source.path, STATE: state_text(source)}
            return tooltip(texts[column]) if column in texts else None
        if role == SOURCE_ROLE:
            return source
        return None

    def _color(self, source: SourceInfo, column: int) -> str:
        colors = theme.colors
        if column == NAME:
            return colors.text
        if column == STATE and source.state != "ready":
            return colors.danger if source.state == "failed" else colors.warn
        return colors.text2


class FilesView(QTableView):
    """The table with its actions. It only asks; the page does."""

    picked = Signal(list)
    remove_wanted = Signal(list)
    reindex_wanted = Signal(list)
    open_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.files = FilesModel()
        self.setModel(self.files)
        self.setAccessibleName(self.tr("Files of the collection"))
        self.setSortingEnabled(True)
        self.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.remove_action = self._action(self.tr("Remove from the collection"), "Delete", self._remove)
        self.reindex_action = self._action(self.tr("Read again"), "F5", self._reindex)
        self.open_action = self._action(self.tr("Open the file"), "Return", self._open)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.doubleClicked.connect(lambda: self._open())
        self.selectionModel().selectionChanged.connect(lambda: self.picked.emit(self.chosen()))
        theme.changed.connect(self._resize)
        self._resize()

    def _action(self, text: str, key: str, triggered: object) -> QAction:
        made = QAction(text, self)
        made.setShortcut(QKeySequence(key))
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        made.triggered.connect(lambda: triggered())  # type: ignore[operator]
        self.addAction(made)
        return made

    def chosen(self) -> list[SourceInfo]:
        """The selected files."""
        return [index.data(SOURCE_ROLE) for index in self.selectionModel().selectedRows()]

    def select_path(self, path: str) -> None:
        """Select the file at `path` and bring it into view."""
        if (row := self.files.row_of(path)) >= 0:
            self.selectRow(row)
            self.scrollTo(self.files.index(row, NAME))

    def _resize(self) -> None:
        metrics = QFontMetrics(theme.font())
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 18)
        self._fit()
        self.setColumnWidth(KIND, metrics.horizontalAdvance("Markdown") + 40)
        self.setColumnWidth(PASSAGES, metrics.horizontalAdvance(self.tr("Passages")) + 40)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Name and state always; the others where there is room for them."""
        character = QFontMetrics(theme.font()).averageCharWidth()
        room = self.viewport().width() // character
        self.setColumnHidden(PASSAGES, room < 72)
        self.setColumnHidden(KIND, room < 60)
        self.setColumnWidth(NAME, character * max(16, min(40, round(room * 0.4))))

    def _menu(self, point: QPoint) -> None:
        aimed = self._aimed_at(point)
        if not aimed:
            return
        menu = QMenu(self)
        for action, wanted in (
            (self.open_action, lambda: self.open_wanted.emit(aimed[0])),
            (self.reindex_action, lambda: self.reindex_wanted.emit(aimed)),
            (self.remove_action, lambda: self.remove_wanted.emit(aimed)),
        ):
            made = menu.addAction(action.text(), wanted)
            made.setEnabled(action is not self.open_action or len(aimed) == 1)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(point))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A right click only asks for the menu: choosing a file opens the panel beside, and moves all under it."""
        if event.button() == Qt.MouseButton.RightButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            super().mousePressEvent(event)

    def _aimed_at(self, point: QPoint) -> list[SourceInfo]:
        """What the menu at `point` is about: the file there, or all chosen ones if it is one of them."""
        chosen, index = self.chosen(), self.indexAt(point)
        if not index.isValid() or self.selectionModel().isRowSelected(index.row(), _ROOT):
            return chosen
        return [index.data(SOURCE_ROLE)]

    def _remove(self) -> None:
        if chosen := self.chosen():
            self.remove_wanted.emit(chosen)

    def _reindex(self) -> None:
        if chosen := self.chosen():
            self.reindex_wanted.emit(chosen)

    def _open(self) -> None:
        if len(chosen := self.chosen()) == 1:
            self.open_wanted.emit(chosen[0])
