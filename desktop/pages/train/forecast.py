"""What a run will take, before Start: time, memory, steps, device, and what these figures rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.amounts import decimal, number, size, time_left
from desktop.engine_text import engine_text
from desktop.pages.train.tiles import Tile, TileRow
from desktop.remedies import free_memory_button
from desktop.widgets.basic import Card, button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.types import Estimate


class Forecast(QWidget):
    """Four figures, and below them where they come from. `measure` finds out this computer's speed."""

    def __init__(self, measure: Callable[[], object], refresh: Callable[[], object]) -> None:
        """`refresh` asks for a new estimate: memory was freed."""
        super().__init__()
        self.time = Tile(self.tr("Time"))
        self.memory = Tile(self.tr("Memory"))
        self.steps = Tile(self.tr("Steps"))
        self.tokens = Tile(self.tr("Tokens to read"))
        tiles = TileRow(self.time, self.memory, self.steps, self.tokens)
        self.device = label("", wrap=True)
        self.basis = label("", "caption", wrap=True)
        self.warning = label("", "warn", wrap=True)
        self.free_button = free_memory_button(refresh)
        self.warning_box = QWidget()
        self.warning_box.setLayout(column(self.warning, row(self.free_button, None), spacing=4))
        self.warning_box.hide()
        self.measure_button = button(self.tr("Measure again"), measure)
        self.measure_button.hide()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(self.tr("Measuring this computer's speed"))
        self._bar.hide()
        card = Card(margin=18)
        texts = column(self.device, self.basis, self.warning_box, spacing=4)
        line = row(spacing=16)
        line.addLayout(texts, 1)
        line.addWidget(self._bar)
        line.addWidget(self.measure_button)
        card.body.addLayout(line)
        self.setLayout(column(tiles, card, spacing=12))

    def show_estimate(self, estimate: Estimate | None) -> None:
        """Show an estimate; None while there is none."""
        if estimate is None:
            for tile in (self.time, self.memory, self.steps, self.tokens):
                tile.show_value("")
            self.device.setText(self.tr("Counting…"))
            self.basis.clear()
            self.warning_box.hide()
            return
        seconds = estimate.seconds
        self.time.show_value(time_left(seconds) if seconds is not None else self.tr("not known yet"))
        memory = self.tr("{0} of {1} GB")
        self.memory.show_value(
            memory.format(decimal(estimate.memory_bytes / 1e9, 1), decimal(estimate.free_bytes / 1e9, 0))
        )
        self.memory.setToolTip(self.tr("What training needs at its largest, of the memory that is free now."))
        self.steps.show_value(number(estimate.steps))
        self.tokens.show_value(number(estimate.tokens))
        speed = estimate.speed
        self.device.setText(
            self.tr("Device: {0}").format(engine_text(speed.device))
            if speed
            else self.tr("Device: not looked at yet")
        )
        self.basis.setText(self._basis(estimate))
        self.warning_box.setVisible(estimate.memory_bytes > 0.9 * estimate.free_bytes)
        self.warning.setText(
            self.tr(
                "That is more memory than is free. Free what Macaw's models hold, close other programs, or lower "
                "micro_batch_size or max_seq_length."
            )
        )
        self.measure_button.show()
        self.measure_button.setText(self.tr("Measure again") if speed else self.tr("Measure now"))
        self.measure_button.setAccessibleName(self.measure_button.text())

    def _basis(self, estimate: Estimate) -> str:
        speed = estimate.speed
        if speed is None:
            first = self.tr("The time needs this computer's speed, which is not measured yet.")
        else:
            first = (
                self.tr("Time: from your last run on this base model, {0} tokens per second.")
                if speed.run
                else self.tr("Time: from a short test on this computer, {0} tokens per second.")
            ).format(number(round(speed.tokens_per_second)))
        parts = estimate.memory_parts
        second = self.tr(
            "Memory: {0} for the program, {1} for the weights, {2} for the adapter, {3} for the largest batch; "
            "a real run comes within about 30 %."
        ).format(
            _round(parts.get("program", 0)),
            _round(parts.get("weights", 0)),
            _round(parts.get("adapter", 0)),
            _round(parts.get("activations", 0) + parts.get("logits", 0)),
        )
        return f"{first}\n{second}"

    def show_measuring(self, done: int, total: int) -> None:
        """A test of the speed is under way; `total` 0 when it ended."""
        self._bar.setVisible(total > 0)
        self._bar.setRange(0, total if done else 0)
        self._bar.setValue(done)
        self.measure_button.setVisible(total == 0)
        if total:
            self.time.show_value("…")
            self.basis.setText(
                self.tr("Training a few steps for nothing, to know how fast this computer is…")
            )


def _round(n_bytes: int) -> str:
    """Megabytes without decimals: more would promise too much."""
    if n_bytes >= 1_000_000_000:
        return size(n_bytes)
    return QLocale().formattedDataSize(n_bytes, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
