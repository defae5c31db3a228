"""Fields for the kinds of values that settings have: numbers, choices, yes or no, layers, modules.

Each tells its `value()`, takes one by `put` without telling anyone, and says `edited` when a person changes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLocale, QSignalBlocker, Signal
from PySide6.QtGui import QStandardItemModel, QValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QPushButton, QSpinBox, QWidget

from desktop.amounts import brief
from desktop.widgets.basic import button, label, row
from desktop.widgets.flow import FlowLayout
from desktop.widgets.form import calm


class Whole(QSpinBox):
    """A whole number. `refused` comes when what was typed cannot be taken."""

    edited, refused = Signal(), Signal()

    def __init__(self, least: int, most: int, step: int = 1) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setSingleStep(step)
        self.lineEdit().inputRejected.connect(self.refused)
        self.valueChanged.connect(lambda _: self.edited.emit())

    def put(self, value: int) -> None:
        with QSignalBlocker(self):
            self.setValue(value)

    def fixup(self, text: str) -> str:
        self.refused.emit()
        return super().fixup(text)


class Decimal(QDoubleSpinBox):
    """A number written as briefly as it can be: 0.001, 1e-05. `refused` as with `Whole`."""

    edited, refused = Signal(), Signal()

    def __init__(self, least: float, most: float, step: float) -> None:
        super().__init__()
        self.setDecimals(8)
        self.setRange(least, most)
        self.setSingleStep(step)
        self.lineEdit().inputRejected.connect(self.refused)
        self.valueChanged.connect(lambda _: self.edited.emit())

    def put(self, value: float) -> None:
        with QSignalBlocker(self):
            self.setValue(value)

    def fixup(self, text: str) -> str:
        self.refused.emit()
        return super().fixup(text)

    def textFromValue(self, value: float) -> str:
        return brief(value)

    def valueFromText(self, text: str) -> float:
        value = _typed(text)
        return self.value() if value is None else value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        value = _typed(text)
        if value is None:
            ok = not text.strip("0123456789.,eE+-")
            return (QValidator.State.Intermediate if ok else QValidator.State.Invalid, text, position)
        inside = self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if inside else QValidator.State.Intermediate, text, position)


def _typed(text: str) -> float | None:
    """The number in `text`, with a point or a comma, or in the person's own notation."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        value, ok = QLocale().toDouble(text)
        return value if ok else None


class Choice(QComboBox):
    """One of several values, each with its words."""

    edited = Signal()

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        for value, text in words.items():
            self.addItem(text, value)
        self.currentIndexChanged.connect(lambda _: self.edited.emit())

    def value(self) -> str:
        return str(self.currentData())

    def put(self, value: str) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))

    def offer(self, value: str, possible: bool) -> None:
        """Let one value be chosen or not."""
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        model.item(self.findData(value)).setEnabled(possible)


class Tick(QCheckBox):
    """Yes or no."""

    edited = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.toggled.connect(lambda _: self.edited.emit())

    def value(self) -> bool:
        return self.isChecked()

    def put(self, value: bool) -> None:
        with QSignalBlocker(self):
            self.setChecked(value)


class Layers(QWidget):
    """A range of the model's layers, or all: what `layers_to_transform` takes."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = Whole(0, 0), Whole(0, 0)
        self.first.setAccessibleName(self.tr("Lowest layer"))
        self.last.setAccessibleName(self.tr("Highest layer"))
        for box in (self.first, self.last):
            calm(box)
            box.edited.connect(self._on_edited)
        line = row(self.first, label(self.tr("to"), "secondary"), self.last, spacing=8)
        for box in (self.first, self.last):
            line.setStretchFactor(box, 1)
        self.setLayout(line)
        self.setFocusProxy(self.first)

    def show_blocks(self, blocks: int) -> None:
        """How many layers there are."""
        for box in (self.first, self.last):
            with QSignalBlocker(box):
                box.setRange(0, max(0, blocks - 1))

    def _on_edited(self) -> None:
        if self.first.value() > self.last.value():  # the other gives way
            moved = self.sender()
            (self.last if moved is self.first else self.first).put(moved.value())  # type: ignore[attr-defined]
        self.edited.emit()

    def value(self) -> list[int] | None:
        first, last = self.first.value(), self.last.value()
        return None if (first, last) == (0, self.last.maximum()) else list(range(first, last + 1))

    def put(self, value: list[int] | None) -> None:
        self.first.put(min(value or [0]))
        self.last.put(max(value) if value else self.last.maximum())


class Modules(QWidget):
    """Which linear layers of a block get an adapter: all, or some of their names."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[str, QPushButton] = {}
        self._flow = FlowLayout(spacing=6)
        self.setLayout(self._flow)

    def show_modules(self, names: Sequence[str]) -> None:
        """The names there are."""
        if list(names) == list(self.chips):
            return
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.chips = {}
        for name in names:
            chip = button(name, role="tag")
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.clicked.connect(lambda _, chip=chip: self._on_clicked(chip))
            self.chips[name] = chip
            self._flow.addWidget(chip)

    def _on_clicked(self, chip: QPushButton) -> None:
        if not any(each.isChecked() for each in self.chips.values()):
            chip.setChecked(True)  # something has to be trained
        self.edited.emit()

    def value(self) -> Any:
        chosen = [name for name, chip in self.chips.items() if chip.isChecked()]
        return "all-linear" if len(chosen) == len(self.chips) else chosen

    def put(self, value: Any) -> None:
        for name, chip in self.chips.items():
            chip.setChecked(value == "all-linear" or name in value)


Input = Whole | Decimal | Choice | Tick | Layers | Modules
