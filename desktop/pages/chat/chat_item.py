"""How a conversation looks in the list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme import theme
from desktop.widgets.avatar import paint_avatar

Index = QModelIndex | QPersistentModelIndex
_ITEM = Qt.ItemDataRole.UserRole
_FACE, _GAP, _PAD, _DOTS = 28, 10, 10, 26


class ChatDelegate(QStyledItemDelegate):
    """A face, the title and who speaks; three dots open the menu. A group is a quiet line."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        """The view asks for the size of every line whenever one changes."""
        body, small = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("caption"))
        self._line = QSize(0, max(_FACE, body.height() + small.height() + 2) + 2 * 9)
        self._group, self._first_group = QSize(0, small.height() + 18), QSize(0, small.height() + 8)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(_ITEM).chat:
            return self._line
        return self._group if index.row() else self._first_group

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(_ITEM)
        box: QRect = option.rect
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not item.chat:
            painter.setFont(theme.font("caption", QFont.Weight.Medium))
            painter.setPen(QColor(theme.colors.text2))
            line = box.adjusted(_PAD, 0, -_PAD, -3)
            side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            painter.drawText(line, side | Qt.AlignmentFlag.AlignBottom, item.title)
            painter.restore()
            return
        from PySide6.QtWidgets import QStyle  # a large class: not before the first frame

        state: QStyle.StateFlag = option.state
        chosen, over = (
            bool(state & QStyle.StateFlag.State_Selected),
            bool(state & QStyle.StateFlag.State_MouseOver),
        )
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if chosen or over:
            painter.setBrush(QColor(theme.colors.sunken))
            edge = QPen(QColor(theme.colors.primary)) if focused else QPen(QColor(theme.colors.border))
            painter.setPen(edge if focused or chosen else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        face = QRectF(box.x() + _PAD, box.center().y() - _FACE / 2 + 0.5, _FACE, _FACE)
        paint_avatar(painter, _mirrored(face, box, rtl), item.name, item.color)
        left = box.x() + _PAD + _FACE + _GAP
        room = box.right() - left - (_DOTS if over or focused else _PAD - 4)
        body, small = theme.font("body"), theme.font("caption")
        high, low = QFontMetrics(body).height(), QFontMetrics(small).height()
        top = box.center().y() - (high + low + 2) / 2
        for font, color, text, y, height in (
            (body, theme.colors.text, item.title, top, high),
            (small, theme.colors.text2, item.detail, top + high + 2, low),
        ):
            painter.setFont(font)
            painter.setPen(QColor(color))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            place = _mirrored(QRectF(left, y, room, height), box, rtl)
            side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)
        if over or focused:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colors.text2))
            dots = QRectF(self.menu_box(box, rtl=rtl))
            for step in (-5, 0, 5):
                painter.drawEllipse(dots.center().toPoint() + QRect(step, 0, 1, 1).topLeft(), 1.6, 1.6)
        painter.restore()

    @staticmethod
    def menu_box(box: QRect, *, rtl: bool) -> QRect:
        """Where the three dots are in an item's box."""
        x = box.x() + 2 if rtl else box.right() - _DOTS
        return QRect(x, box.y(), _DOTS, box.height())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Title of the conversation"))
        editor.setMaxLength(200)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        left = _PAD + _FACE + 2
        height = max(editor.sizeHint().height(), 30)
        place = QRect(box.x() + left, box.center().y() - height // 2, box.width() - left - 4, height)
        editor.setGeometry(_mirrored(QRectF(place), box, rtl).toRect())


def _mirrored(place: QRectF, box: QRect, rtl: bool) -> QRectF:
    if rtl:
        place.moveLeft(box.left() + box.right() + 1 - place.right())
    return place
