"""Every setting that decides what a run learns, under the names of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QSpinBox, QWidget

from desktop.amounts import number
from desktop.widgets.basic import button, column, row
from desktop.widgets.flow import CardGrid
from desktop.widgets.form import field

if TYPE_CHECKING:
    from engine.types import TrainSettings


class Whole(QSpinBox):
    """A whole number. `refused` comes when what was typed cannot be taken."""

    refused = Signal()

    def __init__(self, least: int, most: int, step: int = 1) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setSingleStep(step)
        self.lineEdit().inputRejected.connect(self.refused)

    def fixup(self, text: str) -> str:
        self.refused.emit()
        return super().fixup(text)


class Decimal(QDoubleSpinBox):
    """A number written as briefly as it can be: 0.001, 1e-05. `refused` as with `Whole`."""

    refused = Signal()

    def __init__(self, least: float, most: float, step: float) -> None:
        super().__init__()
        self.setDecimals(8)
        self.setRange(least, most)
        self.setSingleStep(step)
        self.lineEdit().inputRejected.connect(self.refused)

    def fixup(self, text: str) -> str:
        self.refused.emit()
        return super().fixup(text)

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"

    def valueFromText(self, text: str) -> float:
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            ok = not text.strip("0123456789.,eE+-")
            return (QValidator.State.Intermediate if ok else QValidator.State.Invalid, text, position)
        inside = self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if inside else QValidator.State.Intermediate, text, position)


class Advanced(QWidget):
    """The fields. `changed` comes when a person changes one."""

    changed = Signal()
    reset_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.method = QComboBox()
        self.method.addItem(self.tr("sft: learn the answers"), "sft")
        self.method.addItem(self.tr("text: learn everything"), "text")
        self.method.addItem(self.tr("dpo: prefer one answer over another"), "dpo")
        self.balance = QComboBox()
        self.balance.addItem(self.tr("none: as often as they are there"), "none")
        self.balance.addItem(self.tr("label: every label as often"), "label")
        self.fields: dict[str, Whole | Decimal | QComboBox] = {
            "r": Whole(1, 512),
            "lora_alpha": Decimal(0.5, 1024, 1),
            "lora_dropout": Decimal(0, 0.9, 0.05),
            "learning_rate": Decimal(1e-7, 1, 1e-4),
            "epochs": Decimal(0.01, 1000, 1),
            "max_steps": Whole(0, 10_000_000),
            "micro_batch_size": Whole(1, 1024),
            "gradient_accumulation_steps": Whole(1, 1024),
            "max_seq_length": Whole(16, 1_000_000, 64),
            "eval_every": Whole(0, 1_000_000),
            "early_stopping_patience": Whole(0, 1000),
            "replay": Decimal(0, 0.9, 0.05),
            "balance": self.balance,
            "seed": Whole(0, 2**31 - 1),
            "method": self.method,
        }
        hints = {
            "r": self.tr("Rank of the adapter: how much it can hold."),
            "lora_alpha": self.tr("Its strength; about twice r."),
            "lora_dropout": self.tr(
                "Against learning by heart: this share of the adapter's inputs is left out at random."
            ),
            "learning_rate": self.tr("How far each step goes, at its highest."),
            "epochs": self.tr("Rounds through all examples."),
            "max_steps": self.tr("Stop after so many steps; 0: as many as the epochs take."),
            "micro_batch_size": self.tr("Examples at once. More needs more memory."),
            "gradient_accumulation_steps": self.tr("Batches gathered for one step."),
            "max_seq_length": self.tr("Tokens of an example; longer ones are cut."),
            "eval_every": self.tr("Steps between validations; 0: only at the end."),
            "early_stopping_patience": self.tr(
                "Validations without a better loss before it ends; 0: never early."
            ),
            "replay": self.tr("Share of general examples mixed in, against forgetting."),
            "balance": self.tr("How often labels are seen."),
            "seed": self.tr("Same seed, same run."),
            "method": self.tr("What of a conversation is learned."),
        }
        grid = CardGrid(200, spacing=16)
        grid.set_cards([_top(field(name, box, hints[name])) for name, box in self.fields.items()])
        self.reset_button = button(self.tr("Back to the preset's values"), self.reset_wanted.emit, "link")
        layout = column(grid, row(self.reset_button, None), spacing=12)
        self.setLayout(layout)
        for name, box in self.fields.items():
            box.setObjectName(f"setting-{name}")
            if isinstance(box, QComboBox):
                box.currentIndexChanged.connect(lambda _: self.changed.emit())
            else:
                box.valueChanged.connect(lambda _: self.changed.emit())
                self._tell_the_range(box, hints[name])

    def _tell_the_range(self, box: Whole | Decimal, hint: str) -> None:
        """What is refused is answered below the field with what it takes, until it takes something."""
        below = next(found for found in self.findChildren(QLabel) if found.text() == hint)

        def tell(text: str, role: str) -> None:
            if below.text() != text:
                below.setText(text)
                below.setProperty("role", role)
                below.style().polish(below)
                box.setAccessibleDescription(text)

        least, most = (
            (number(box.minimum()), number(box.maximum()))
            if isinstance(box, Whole)
            else (f"{box.minimum():g}", f"{box.maximum():g}")
        )
        allowed = self.tr("Only numbers from {0} to {1}.").format(least, most)
        kept = [box.value()]

        def refuse() -> None:
            kept[0] = box.value()
            tell(allowed, "warn")

        box.refused.connect(refuse)
        box.valueChanged.connect(lambda value: None if value == kept[0] else tell(hint, "caption"))

    def show_settings(self, settings: TrainSettings) -> None:
        """Show these without telling anyone."""
        for name, box in self.fields.items():
            box.blockSignals(True)
            value = getattr(settings, name)
            if isinstance(box, QComboBox):
                box.setCurrentIndex(box.findData(value))
            else:
                box.setValue(value)
            box.blockSignals(False)

    def values(self) -> dict[str, Any]:
        """What the fields say."""
        return {
            name: box.currentData() if isinstance(box, QComboBox) else box.value()
            for name, box in self.fields.items()
        }

    def set_reset(self, possible: bool) -> None:
        self.reset_button.setVisible(possible)


def _top(widget: QWidget) -> QWidget:
    """`widget` at the top of its cell, however tall the others of its row are."""
    box = QWidget()
    box.setLayout(column(widget, None))
    return box
