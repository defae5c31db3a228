"""What a run will take, before Start: time, memory, steps, device, and what these figures rest on; or that there is
not enough memory, and what would fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QStackedWidget, QWidget

from desktop.amounts import decimal, number, size, time_left
from desktop.engine_text import engine_text
from desktop.pages.train.memory_bar import MemoryBar
from desktop.pages.train.tiles import Tile, TileRow
from desktop.remedies import free_memory_button
from desktop.widgets.basic import Card, button, column, label, row
from desktop.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.types import Estimate


class Forecast(QWidget):
    """Four figures, and below them where they come from. `measure` finds out this computer's speed."""

    smaller_wanted = Signal(object)  # settings that would fit into the memory

    def __init__(self, measure: Callable[[], object], refresh: Callable[[], object]) -> None:
        """`refresh` asks for a new estimate: memory was freed."""
        super().__init__()
        self._estimate: Estimate | None = None
        self._memory = 0
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
        self.smaller_button = button("", self._use_smaller, "primary")
        self.look_button = button(self.tr("Look again"), refresh)
        self.warning_box = QWidget()
        remedies = FlowLayout(self.smaller_button, self.free_button, self.look_button)
        self.warning_box.setLayout(column(self.warning, remedies, spacing=6))
        self.warning_box.hide()
        self.memory_bar = MemoryBar()
        self.measure_button = button(self.tr("Measure again"), measure)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.progress.setAccessibleName(self.tr("Measuring this computer's speed"))
        card = Card(margin=18)
        texts = column(self.device, self.basis, spacing=4)
        line = row(spacing=16)
        line.addLayout(texts, 1)
        self._side = QStackedWidget()  # keeps the place of the larger, so that nothing jumps
        self._side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        around = QWidget()
        around.setLayout(column(None, self.progress, None))
        for part in (QWidget(), around, self.measure_button):
            self._side.addWidget(part)
        line.addWidget(self._side)
        card.body.setSpacing(12)
        card.body.addLayout(line)
        card.body.addWidget(self.memory_bar)
        card.body.addWidget(self.warning_box)
        self.setLayout(column(tiles, card, spacing=12))

    def show_estimate(self, estimate: Estimate | None, memory: int = 0) -> None:
        """Show an estimate; None while there is none. `memory`: the bytes this computer has."""
        self._estimate, self._memory = estimate, memory
        if estimate is None:
            for tile in (self.time, self.memory, self.steps, self.tokens):
                tile.show_value("")
            self.device.setText(self.tr("Counting…"))
            self.basis.clear()
            self.warning_box.hide()
            self.memory_bar.hide()
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
        self.basis.setText(self._of_time(estimate))
        self.memory_bar.show_estimate(estimate)
        self.memory_bar.show()
        self._show_warning(estimate)
        self._side.setCurrentWidget(self.measure_button)
        self.measure_button.setText(self.tr("Measure again") if speed else self.tr("Measure now"))
        self.measure_button.setAccessibleName(self.measure_button.text())

    def show_none(self) -> None:
        """It is not known, and nobody is finding out."""
        self.show_estimate(None)
        self.device.setText(self.tr("There is no estimate."))

    def _show_warning(self, estimate: Estimate) -> None:
        change = estimate.would_fit
        if estimate.fits:
            text = self.tr(
                "That is nearly all the memory that is free. Free what Macaw's models hold, or close other programs, "
                "to be safe."
            )
        else:
            text = self.tr("This does not fit: it needs {0}, and {1} are free.").format(
                size(estimate.memory_bytes), size(estimate.free_bytes)
            )
            if not change:
                more = self.tr(
                    "No smaller setting would do. Close other programs, or choose a smaller base model."
                )
                text = f"{text} {more}"
        self.warning.setText(text)
        self.warning.setProperty("role", "warn" if estimate.fits else "danger")
        self.warning.style().polish(self.warning)
        words = ", ".join(f"{name} {number(value)}" for name, value in change.items())
        self.smaller_button.setText(self.tr("Use {0}").format(words))
        self.smaller_button.setAccessibleName(self.smaller_button.text())
        self.smaller_button.setVisible(bool(change) and not estimate.fits)
        self.warning_box.setVisible(estimate.memory_bytes > 0.9 * estimate.free_bytes)

    def _use_smaller(self) -> None:
        if self._estimate:
            self.smaller_wanted.emit(self._estimate.would_fit)

    def _of_time(self, estimate: Estimate) -> str:
        speed = estimate.speed
        if speed is None:
            return self.tr("The time needs this computer's speed, which is not measured yet.")
        return (
            self.tr("Time: from your last run on this base model, {0} tokens per second.")
            if speed.run
            else self.tr("Time: from a short test on this computer, {0} tokens per second.")
        ).format(number(round(speed.tokens_per_second)))

    def show_measuring(self, done: int, total: int) -> None:
        """A test of the speed is under way; `total` 0 when it ended."""
        if not total:
            if self._estimate:
                self.show_estimate(self._estimate, self._memory)
            else:
                self.show_none()
            return
        self._side.setCurrentIndex(1)
        self.progress.setRange(0, total if done else 0)
        self.progress.setValue(done)
        self.time.show_value("…")
        now = self.tr("Training a few steps for nothing, to know how fast this computer is…")
        self.basis.setText(now)
