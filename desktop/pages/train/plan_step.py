"""Plan: how much to train, and what that will take here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.amounts import time_left
from desktop.backend import Backend, Call
from desktop.pages.train.advanced import Advanced
from desktop.pages.train.arrange import scrolling
from desktop.pages.train.choices import PresetCards
from desktop.pages.train.forecast import Forecast
from desktop.pages.train.later import later
from desktop.pages.train.plan import PRESETS, Plan
from desktop.pages.train.step import Step
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.api import Engine
    from engine.errors import EngineError
    from engine.types import Estimate, TrainSettings

_IDLE_MS = 200


class PlanStep(Step):
    """Presets, an advanced fold, and a forecast that follows both."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._presets: dict[str, TrainSettings] = {}
        self._asking: Call | None = None
        self._measuring: Call | None = None
        self._may_measure = True
        self.estimate: Estimate | None = None
        self.cards, self.forecast = PresetCards(), Forecast(self.measure, self._ask)
        self.fold = button("", self._toggle, "link")
        self.summary = label("", "secondary", wrap=True)
        self._errors = column()
        self._card = Card(margin=18)
        self._card.body.setSpacing(10)
        self._card.body.addLayout(row(label(self.tr("Settings"), "heading"), None, self.fold))
        self._card.body.addWidget(self.summary)
        inside = QWidget()
        body = column(self.cards, self.forecast, self._card, self._errors, None, spacing=16)
        inside.setLayout(body)
        self.setLayout(column(scrolling(inside, self.tr("Plan"))))
        self._idle = later(self, _IDLE_MS, self._ask)
        self.cards.chosen.connect(self._choose)
        self._name_fold(False)

    # The fold

    @cached_property
    def advanced(self) -> Advanced:
        """The fields; made when they are first wanted, for they are many."""
        advanced = Advanced()
        advanced.hide()
        advanced.changed.connect(self._on_fields)
        advanced.reset_wanted.connect(lambda: self._choose(self.plan.preset))
        self._card.body.addWidget(advanced)
        return advanced

    def _toggle(self) -> None:
        on = self.advanced.isHidden()
        self._show_fields()
        self.advanced.setVisible(on)
        self.summary.setVisible(not on)
        self._name_fold(on)

    def _name_fold(self, on: bool) -> None:
        self.fold.setText(self.tr("Fold") if on else self.tr("Advanced…"))
        self.fold.setAccessibleName(
            self.tr("Hide the advanced settings") if on else self.tr("Show the advanced settings")
        )

    # Settings

    def enter(self, plan: Plan) -> None:
        super().enter(plan)
        self._may_measure = True
        self.forecast.show_estimate(None)
        self.backend.run(
            lambda engine, call: {name: engine.preset(name) for name in PRESETS},  # type: ignore[arg-type]
            done=self._on_presets,
            failed=lambda error: self._on_failed(error, lambda: self.enter(plan)),
        )

    def leave(self) -> None:
        for call in (self._asking, self._measuring):
            if call:
                call.drop()
        self._asking = self._measuring = None
        self._idle.stop()
        self.forecast.show_measuring(0, 0)

    @property
    def complete(self) -> bool:
        return self.plan.settings is not None and self.plan.data is not None

    def _on_presets(self, presets: dict[str, TrainSettings]) -> None:
        self._presets = presets
        if self.plan.settings is None:
            self.plan.settings = presets[self.plan.preset]
        self.cards.choose(self.plan.preset)
        self.cards.cards[self.plan.preset].setFocus()
        self._show_settings()

    def _preset(self, name: str) -> TrainSettings:
        """A preset's settings; the length the data needs is the data's, not the preset's."""
        settings = self._presets[name]
        if self.plan.settings:
            settings = settings.model_copy(update={"max_seq_length": self.plan.settings.max_seq_length})
        return settings

    def _choose(self, name: str) -> None:
        self.plan.preset = name
        self.plan.settings = self._preset(name)
        self._show_settings()

    def _show_fields(self) -> None:
        if "advanced" in vars(self) and self.plan.settings is not None:
            self.advanced.show_settings(self.plan.settings)
            self._show_reset()

    def _show_reset(self) -> None:
        preset = self._preset(self.plan.preset) if self._presets else self.plan.settings
        self.advanced.set_reset(self.plan.settings != preset)

    def _show_settings(self) -> None:
        self._show_fields()
        self._settings_changed()

    def _on_fields(self) -> None:
        if self.plan.settings is None:
            return
        self.plan.settings = self.plan.settings.model_copy(update=self.advanced.values())
        self._show_reset()
        self._settings_changed()

    def _settings_changed(self) -> None:
        settings = self.plan.settings
        assert settings is not None
        names = ("r", "lora_alpha", "learning_rate", "epochs", "micro_batch_size", "max_seq_length")
        self.summary.setText("   ".join(f"{name} {getattr(settings, name):g}" for name in names))
        self._idle.start()
        self.changed.emit()

    # Forecast

    def _ask(self) -> None:
        if self._asking:
            self._asking.drop()
        plan, settings = self.plan, self.plan.settings
        assert settings is not None and plan.data is not None
        data, base, prompt, known = plan.data, plan.base, plan.system_prompt, plan.measure
        presets = {name: self._preset(name) for name in PRESETS}

        def work(engine: Engine, call: Call) -> Any:
            measure = known or engine.measure_data(data, base, prompt, cancel=call.cancel_token)
            each = {name: engine.estimate(measure, preset, base) for name, preset in presets.items()}
            return measure, engine.estimate(measure, settings, base), each, engine.machine().memory

        self._asking = self.backend.run(work, done=self._on_estimate, failed=self._on_failed)

    def _on_estimate(self, found: Any) -> None:
        self._asking = None
        self.plan.measure, self.estimate, each, memory = found
        assert self.estimate is not None
        self.forecast.show_estimate(self.estimate, memory)
        if self._measuring:
            self.forecast.show_measuring(0, 1)
        for name, estimate in each.items():
            card = self.cards.cards[name]
            card.show_figure(time_left(estimate.seconds) if estimate.seconds is not None else "")
        clear(self._errors)
        unknown = self.estimate.speed is None
        if unknown and self._may_measure and self._measuring is None:
            self.measure()

    def measure(self) -> None:
        """Find out how fast this computer trains: a few steps that are thrown away."""
        plan, settings = self.plan, self.plan.settings
        if self._measuring or settings is None or plan.data is None:
            return
        data, self._may_measure = plan.data, False
        self._measuring = self.backend.run(
            lambda engine, call: engine.measure_speed(
                data,
                settings,
                plan.base,
                plan.system_prompt,
                on_event=call.report,
                cancel=call.cancel_token,
            ),
            done=lambda _: self._on_measured(),
            failed=self._on_not_measured,
            event=self._on_event,
        )
        self.forecast.show_measuring(0, 1)

    def _on_event(self, event: dict[str, Any]) -> None:
        if event.get("event") == "probed":
            self.forecast.show_measuring(event["done"], event["total"])

    def _on_measured(self) -> None:
        self._measuring = None
        self.forecast.show_measuring(0, 0)
        self._ask()

    def _on_not_measured(self, error: EngineError) -> None:
        self._measuring = None
        self.forecast.show_measuring(0, 0)
        self._on_failed(error)

    def _on_failed(self, error: EngineError, retry: Callable[[], object] | None = None) -> None:
        self._asking = None
        clear(self._errors)
        self._errors.addWidget(ErrorBox(error, button(self.tr("Retry"), retry or self._ask)))
