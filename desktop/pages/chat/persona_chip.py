"""A persona to click on, and the slider of its strength."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSlider, QWidget

from desktop.amounts import decimal
from desktop.pages.chat.blend import MAX_SCALE
from desktop.pages.chat.faces import Face, short_name
from desktop.theme import theme
from desktop.widgets.avatar import paint_avatar
from desktop.widgets.basic import button, label, row
from desktop.widgets.plain import set_tooltip

_TINT = 0.14  # of the persona's colour, behind the name of one that is chosen
_STEPS = 20  # of a slider, per 1.0


class PersonaChip(QPushButton):
    """A persona: its face, its name, its number on the keyboard."""

    def __init__(self, face: Face, number: int) -> None:
        super().__init__()
        self.face, self._number = face, number
        name, self._shown = face.name, short_name(face.name)
        if face.gone:
            name, self._shown = (self.tr("{0} (deleted)").format(each) for each in (name, self._shown))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setAccessibleDescription(face.description)
        key = f" (Ctrl+{number})" if number else ""
        set_tooltip(self, f"{name}{key}\n{face.description}".strip())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        text = self.fontMetrics().horizontalAdvance(self._shown)
        digit = self.fontMetrics().horizontalAdvance("9") + 7 if self._number else 0
        height = max(32, self.fontMetrics().height() + 14)
        return QSize(5 + self._side(height) + 7 + text + digit + 13, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @staticmethod
    def _side(height: int) -> int:
        return height - 10

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.hasFocus():  # a ring around it; being chosen is a colour of its own
            painter.setPen(QPen(QColor(theme.colors.text), 2))
            self._pill(painter, box.adjusted(1, 1, -1, -1))
            box.adjust(3, 3, -3, -3)
        color = theme.persona_color(self.face.color)
        chosen = self.isChecked()
        line = 2.0 if chosen else 1.0
        painter.setPen(QPen(color if chosen else QColor(theme.colors.border), line))
        painter.setBrush(QColor(theme.colors.sunken if self.underMouse() else theme.colors.surface))
        self._pill(painter, box.adjusted(line / 2, line / 2, -line / 2, -line / 2))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            color.setAlphaF(_TINT)
            painter.setBrush(color)
            self._pill(painter, box.adjusted(line, line, -line, -line))
        side = self._side(self.height())
        x = 5
        paint_avatar(painter, self._mirrored(QRectF(x, 5, side, side)), self.face.name, self.face.color)
        x += side + 7
        painter.setFont(self.font())
        painter.setPen(QColor(theme.colors.text2 if self.face.gone else theme.colors.text))
        name = QRectF(x, 0, self.fontMetrics().horizontalAdvance(self._shown) + 2, self.height())
        painter.drawText(self._mirrored(name), Qt.AlignmentFlag.AlignVCenter, self._shown)
        if self._number:
            painter.setFont(theme.font("caption"))
            painter.setPen(QColor(theme.colors.text2))
            digit = QRectF(name.right() + 4, 0, 20, self.height())
            painter.drawText(self._mirrored(digit), Qt.AlignmentFlag.AlignVCenter, str(self._number))

    @staticmethod
    def _pill(painter: QPainter, box: QRectF) -> None:
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

    def _mirrored(self, box: QRectF) -> QRectF:
        if self.isRightToLeft():
            box.moveLeft(self.width() - box.right())
        return box


class Strength(QWidget):
    """One adapter's slider, from 0 (the base model) over 1 (as trained) to 1.5."""

    moved = Signal(str, float)
    removed = Signal(str)

    def __init__(self, face: Face, scale: float, *, named: bool) -> None:
        """`named`: with the persona's name and a button to take it out, for a blend of several."""
        super().__init__()
        self.face = face
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, round(MAX_SCALE * _STEPS))
        self._slider.setPageStep(_STEPS // 4)
        self._slider.setMinimumWidth(110)
        self._slider.setMaximumWidth(150)
        self._slider.setMinimumHeight(22)
        self._slider.setAccessibleName(self.tr("Strength of {0}").format(face.name))
        self._slider.setToolTip(self.tr("0 is the base model, 1 the persona as trained"))
        self._name = label(short_name(face.name) if named else self.tr("Strength"), "caption")
        self._name.setBuddy(self._slider)
        self._value = label("", "caption")
        self._value.setMinimumWidth(self._value.fontMetrics().horizontalAdvance("0.00"))
        layout = row(self._name, self._slider, self._value, spacing=10)
        if named:
            take_out = button("×", lambda: self.removed.emit(face.id), "link")
            take_out.setAccessibleName(self.tr("Take {0} out").format(face.name))
            layout.addWidget(take_out)
        self.setLayout(layout)
        self.set_scale(scale)
        self._slider.valueChanged.connect(self._move)
        theme.changed.connect(self._color)
        self._color()

    @property
    def slider(self) -> QSlider:
        return self._slider

    def set_scale(self, scale: float) -> None:
        """Show a strength."""
        self._slider.blockSignals(True)
        self._slider.setValue(round(scale * _STEPS))
        self._slider.blockSignals(False)
        self._value.setText(decimal(scale, 2).rstrip("0").rstrip(".,") or "0")

    def _move(self, value: int) -> None:
        self.set_scale(value / _STEPS)
        self.moved.emit(self.face.id, value / _STEPS)

    def _color(self) -> None:
        color = theme.persona_color(self.face.color).name()
        self._slider.setStyleSheet(
            f"QSlider::sub-page:horizontal {{ background: {color}; }}"
            f"QSlider::handle:horizontal {{ border-color: {color}; }}"
        )
