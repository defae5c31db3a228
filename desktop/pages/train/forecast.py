"""What a run will take, before Start: time, memory, steps, device, and what these figures rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QStackedWidget, QWidget

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
        self._estimate: Estimate | None = None
        self.time = Tile(self.tr("Time"))
        self.memory = Tile(
            self.tr("Memory"), self.tr("What training needs at its largest, of the memory this computer has.")
        )
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
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(self.tr("Measuring this computer's speed"))
        card = Card(margin=18)
        texts = column(self.device, self.basis, self.warning_box, spacing=4)
        line = row(spacing=16)
        line.addLayout(texts, 1)
        self._side = QStackedWidget()  # keeps the place of the larger, so that nothing jumps
        self._side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        around = QWidget()
        around.setLayout(column(None, self._bar, None))
        for part in (QWidget(), around, self.measure_button):
            self._side.addWidget(part)
        line.addWidget(self._side)
        card.body.addLayout(line)
        self.setLayout(column(tiles, card, spacing=12))

    def show_estimate(self, estimate: Estimate | None, memory: int = 0) -> None:
        """Show an estimate; None while there is none. `memory`: the bytes this computer has."""
        self._estimate = estimate
        if estimate is None:
            for tile in (self.time, self.memory, self.steps, self.tokens):
                tile.show_value("")
            self.device.setText(self.tr("Counting…"))
            self.basis.clear()
            self.warning_box.hide()
            self._side.setCurrentIndex(0)
            return
        seconds = estimate.seconds
        self.time.show_value(time_left(seconds) if seconds is not None else self.tr("not known yet"))
        memory_ = self.tr("{0} of {1} GB")
        self.memory.show_value(
            memory_.format(decimal(estimate.memory_bytes / 1e9, 1), decimal(memory / 1e9, 0))
        )
        self.steps.show_value(number(estimate.steps))
        self.tokens.show_value(number(estimate.tokens))
        speed = estimate.speed
        self.device.setText(
            self.tr("Device: {0}").format(engine_text(speed.device))
            if speed
            else self.tr("Device: not looked at yet")
        )
        self.basis.setText(f"{self._of_time(estimate)}\n{self._of_memory(estimate)}")
        self.warning_box.setVisible(estimate.memory_bytes > 0.9 * estimate.free_bytes)
        self.warning.setText(
            self.tr(
                "That is more memory than is free. Free what Macaw's models hold, close other programs, or lower "
                "micro_batch_size or max_seq_length."
            )
        )
        self._side.setCurrentWidget(self.measure_button)
        self.measure_button.setText(self.tr("Measure again") if speed else self.tr("Measure now"))
        self.measure_button.setAccessibleName(self.measure_button.text())

    def _of_time(self, estimate: Estimate) -> str:
        speed = estimate.speed
        if speed is None:
            return self.tr("The time needs this computer's speed, which is not measured yet.")
        return (
            self.tr("Time: from your last run on this base model, {0} tokens per second.")
            if speed.run
            else self.tr("Time: from a short test on this computer, {0} tokens per second.")
        ).format(number(round(speed.tokens_per_second)))

    def _of_memory(self, estimate: Estimate) -> str:
        parts = estimate.memory_parts
        return self.tr(
            "Memory: {0} for the program, {1} for the weights, {2} for the adapter, {3} for the largest batch; "
            "a real run comes within about 30 %."
        ).format(
            _round(parts.get("program", 0)),
            _round(parts.get("weights", 0)),
            _round(parts.get("adapter", 0)),
            _round(parts.get("activations", 0) + parts.get("logits", 0)),
        )

    def show_measuring(self, done: int, total: int) -> None:
        """A test of the speed is under way; `total` 0 when it ended."""
        if total or self._estimate:
            self._side.setCurrentIndex(1 if total else 2)
        self._bar.setRange(0, total if done else 0)
        self._bar.setValue(done)
        if total:
            self.time.show_value("…")
            now = self.tr("Training a few steps for nothing, to know how fast this computer is…")
            memory = f"\n{self._of_memory(self._estimate)}" if self._estimate else ""
            self.basis.setText(now + memory)


def _round(n_bytes: int) -> str:
    """Megabytes without decimals: more would promise too much."""
    if n_bytes >= 1_000_000_000:
        return size(n_bytes)
    return QLocale().formattedDataSize(n_bytes, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
