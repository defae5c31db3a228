"""The lines of the palette: a model of headings and commands, and how they look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.icons import icon
from desktop.palette.commands import Command
from desktop.palette.fuzzy import fold, match
from desktop.theme import theme
from desktop.widgets.avatar import paint_avatar
from desktop.widgets.utf16 import utf16

COMMAND_ROLE = Qt.ItemDataRole.UserRole + 1
_PLACES_ROLE = Qt.ItemDataRole.UserRole + 2
_MOST = {False: 5, True: 8}  # lines of a group: while nothing is typed, and after
_ICON, _SIDE = 22, 12
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class _Line:
    heading: str = ""
    command: Command | None = None
    places: frozenset[int] = frozenset()


class PaletteModel(QAbstractListModel):
    """Headings and the commands below them, those that fit best first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []

    def find(self, commands: Sequence[Command], query: str) -> None:
        """Show the commands that match, in groups; the group with the best match comes first."""
        parts = fold(query).split()
        most = _MOST[bool(parts)]
        groups: dict[str, list[tuple[int, _Line]]] = {}
        for command in commands:
            lines = groups.setdefault(command.group, [])
            if parts:
                if found := match(parts, command.found_by):
                    lines.append((found.score, _Line(command=command, places=found.places)))
            elif len(lines) < most:
                lines.append((0, _Line(command=command)))
        ordered = [(heading, lines) for heading, lines in groups.items() if lines]
        if parts:
            for _, lines in ordered:
                lines.sort(key=lambda pair: -pair[0])
            ordered.sort(key=lambda group: -group[1][0][0])
        self.beginResetModel()
        self._lines = []
        for heading, lines in ordered:
            self._lines.append(_Line(heading=heading))
            self._lines += [line for _, line in lines[:most]]
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._lines[index.row()].command is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.command.title if line.command else line.heading
        if role == COMMAND_ROLE:
            return line.command
        return line.places if role == _PLACES_ROLE else None

    def next_command(self, row: int, step: int) -> int:
        """The row of the next command from `row` on, `step` up or down, going round; -1 if there is none."""
        count = len(self._lines)
        for offset in range(1, count + 1):
            at = (row + step * offset) % count
            if self._lines[at].command:
                return at
        return -1


class PaletteDelegate(QStyledItemDelegate):
    """A heading, or an icon or face, the title with its matched letters, and the key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(COMMAND_ROLE) is None:
            return QSize(100, QFontMetrics(theme.font("caption")).height() + 16)
        return QSize(100, max(_ICON, QFontMetrics(theme.font()).height()) + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        command: Command | None = index.data(COMMAND_ROLE)
        if command is None:
            painter.setFont(theme.font("caption", QFont.Weight.Medium))
            painter.setPen(QColor(theme.colors.text2))
            line = box.adjusted(_SIDE, 0, -_SIDE, -4)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom, index.data())
        else:
            self._paint_command(painter, box, option, command, index.data(_PLACES_ROLE))
        painter.restore()

    def _paint_command(
        self,
        painter: QPainter,
        box: QRectF,
        option: QStyleOptionViewItem,
        command: Command,
        places: frozenset[int],
    ) -> None:
        colors = theme.colors
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(colors.primary))
            painter.setBrush(QColor(colors.sunken))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        inner = box.adjusted(_SIDE, 0, -_SIDE, 0)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        left = inner.right() - _ICON if mirrored else inner.left()
        sign = QRectF(left, inner.center().y() - _ICON / 2, _ICON, _ICON)
        if command.face:
            paint_avatar(painter, sign, *command.face)
        elif command.icon:
            pixmap = icon(command.icon).pixmap(_ICON - 4, _ICON - 4)
            painter.drawPixmap(sign.adjusted(2, 2, -2, -2).topLeft(), pixmap)
        text = inner.adjusted(0, 0, -_ICON - 10, 0) if mirrored else inner.adjusted(_ICON + 10, 0, 0, 0)
        text = self._paint_key(painter, text, command, mirrored)
        used = self._paint_title(painter, text, command.title, places, mirrored)
        if command.detail:
            rest = text.adjusted(0, 0, -used - 12, 0) if mirrored else text.adjusted(used + 12, 0, 0, 0)
            painter.setFont(theme.font("caption"))
            painter.setPen(QColor(colors.text2))
            shown = painter.fontMetrics().elidedText(
                command.detail, Qt.TextElideMode.ElideRight, int(rest.width())
            )
            painter.drawText(rest, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_key(self, painter: QPainter, box: QRectF, command: Command, mirrored: bool) -> QRectF:
        if not command.key:
            return box
        native = QKeySequence(command.key).toString(QKeySequence.SequenceFormat.NativeText)
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(theme.colors.text2))
        painter.drawText(box, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, native)
        room = painter.fontMetrics().horizontalAdvance(native) + 16
        return box.adjusted(room, 0, 0, 0) if mirrored else box.adjusted(0, 0, -room, 0)

    def _paint_title(
        self, painter: QPainter, box: QRectF, title: str, places: frozenset[int], mirrored: bool
    ) -> float:
        """The width it took."""
        font = theme.font()
        shown = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, int(box.width()))
        layout = QTextLayout(shown, font)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        ranges = []
        for place in places:
            made = QTextLayout.FormatRange()
            made.start = utf16(title, place)
            made.length = utf16(title, place + 1) - made.start
            made.format = bold
            ranges.append(made)
        layout.setFormats(ranges)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(100_000)
        layout.endLayout()
        width = line.naturalTextWidth()
        left = box.right() - width if mirrored else box.left()
        painter.setPen(QColor(theme.colors.text))
        layout.draw(painter, QPointF(left, box.center().y() - line.height() / 2))
        return float(width)
