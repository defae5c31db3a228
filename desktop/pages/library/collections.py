"""The collections at the left: choose, make, rename, remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.icons import wear
from desktop.theme import theme
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.plain import tooltip

_NAME, _CAPTION, _SHARE = (Qt.ItemDataRole.UserRole + offset for offset in range(3))
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """One collection in the list; `share` in [0, 1] while it is being indexed, else below 0."""

    name: str
    caption: str
    share: float = -1.0


class CollectionsPanel(QFrame):
    """The list with its actions. It only asks; the page does."""

    chosen = Signal(str)
    new_wanted = Signal()
    rename_wanted = Signal(str)
    remove_wanted = Signal(str)
    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "side")
        heading = label(self.tr("Collections"), "heading")
        self.new_button = button("", self.new_wanted.emit, "link", name=self.tr("New collection"))
        self.new_button.setToolTip(self.tr("New collection (Ctrl+Shift+N)"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Collections"))
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.currentItemChanged.connect(self._on_current)
        self.rename_action = self._action(self.tr("Rename…"), "F2", self.rename_wanted.emit)
        self.remove_action = self._action(self.tr("Remove…"), "Delete", self.remove_wanted.emit)
        top = row(heading, None, self.new_button)
        top.setContentsMargins(8, 0, 0, 0)
        layout = column(top, self.list, spacing=8)
        layout.setContentsMargins(12, 14, 12, 12)
        self.setLayout(layout)
        wear(self.new_button, "add", "text")

    def _action(self, text: str, key: str, wanted: object) -> QAction:
        made = QAction(text, self.list)
        made.setShortcut(QKeySequence(key))
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        made.triggered.connect(lambda: self.current and wanted(self.current))  # type: ignore[operator]
        self.list.addAction(made)
        return made

    @property
    def current(self) -> str:
        """The chosen collection; empty if there is none."""
        item = self.list.currentItem()
        return str(item.data(_NAME)) if item else ""

    def show_entries(self, entries: Sequence[Entry], current: str) -> None:
        """Show these collections and choose `current`, else the first; `chosen` is emitted by people only."""
        self.list.blockSignals(True)
        names = [self.list.item(at).data(_NAME) for at in range(self.list.count())]
        if names != [entry.name for entry in entries]:
            self.list.clear()
            for entry in entries:
                item = QListWidgetItem(entry.name)
                item.setData(_NAME, entry.name)
                self.list.addItem(item)
        for at, entry in enumerate(entries):
            item = self.list.item(at)
            if (item.data(_CAPTION), item.data(_SHARE)) != (entry.caption, entry.share):
                item.setData(_CAPTION, entry.caption)
                item.setData(_SHARE, entry.share)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.name}, {entry.caption}")
                item.setToolTip(tooltip(entry.name))
            if entry.name == current and self.list.currentItem() is not item:
                self.list.setCurrentItem(item)
        if entries and not self.current:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item:
            self.chosen.emit(item.data(_NAME))

    def _menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        if self.current:
            menu.addAction(self.rename_action)
            menu.addAction(self.remove_action)
            menu.addSeparator()
        menu.addAction(self.tr("New collection…")).triggered.connect(lambda: self.new_wanted.emit())
        menu.addAction(self.tr("Check the library")).triggered.connect(lambda: self.check_wanted.emit())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(point))


class _Delegate(QStyledItemDelegate):
    """A name over a quiet line; a thin bar below while files come in."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.size("body") + theme.size("caption") + 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, box = theme.colors, QRectF(option.rect).adjusted(0, 1, 0, -1)
        state = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.sunken))
            painter.drawRoundedRect(box, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colors.primary))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        inner = box.adjusted(10, 6, -10, -6)
        self._text(
            painter, inner, index.data(_NAME), theme.font(weight=QFont.Weight.Medium), colors.text, True
        )
        self._text(painter, inner, index.data(_CAPTION) or "", theme.font("caption"), colors.text2, False)
        share = index.data(_SHARE)
        if share is not None and share >= 0:
            bar = QRectF(inner.left(), box.bottom() - 4, inner.width(), 2)
            painter.fillRect(bar, QColor(colors.border))
            painter.fillRect(QRectF(bar.topLeft(), bar.size()).adjusted(0, 0, (share - 1) * bar.width(), 0),
                             QColor(colors.primary))  # fmt: skip
        painter.restore()

    def _text(self, painter: QPainter, box: QRectF, text: str, font: QFont, color: str, top: bool) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        edge = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, edge | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine, shown)
