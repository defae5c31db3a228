"""Fields of a form: a caption above, a hint below, and no surprise from the mouse wheel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSlider,
    QWidget,
)

from desktop.widgets.basic import column, label, row


def field(
    caption: str, widget: QWidget, hint: str = "", *, role: str = "heading", wide: bool = True
) -> QWidget:
    """`widget` under its caption, which is also its accessible name; as wide as there is room, or as it likes."""
    name = label(caption, role)
    name.setBuddy(widget)
    widget.setAccessibleName(caption)
    items: list[QWidget | QLayout] = [name, calm(widget) if wide else row(calm(widget), None)]
    if hint:
        items.append(label(hint, "caption", wrap=True))
        widget.setAccessibleDescription(hint)
    box = QWidget()
    box.setLayout(column(*items, spacing=4))
    return box


class TextArea(QPlainTextEdit):
    """Room for some lines of text, whatever their size."""

    def __init__(self, text: str = "", lines: int = 5) -> None:
        super().__init__(text)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * self._lines + 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


def calm(widget: QWidget) -> QWidget:
    """`widget`, which the wheel changes only while it has the focus, and which Tab leaves."""
    if isinstance(widget, QAbstractSpinBox | QComboBox | QSlider):
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(_WheelGuard(widget))
    if isinstance(widget, QAbstractSpinBox):
        widget.lineEdit().setTextMargins(8, 0, 8, 0)  # style sheets do not reach the field inside
    if isinstance(widget, QPlainTextEdit):
        widget.setTabChangesFocus(True)
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setAcceptDrops(False)  # a file dropped here is for the page; the field would take its address
    return widget


class _WheelGuard(QObject):
    """Lets a scrolling page scroll on when the mouse crosses a field."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
