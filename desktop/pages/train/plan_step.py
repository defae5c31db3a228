"""Plan: how much to train, and what that will take here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.amounts import time_left
from desktop.backend import Backend, Call
from desktop.pages.train.advanced import Advanced, Shown, same
from desktop.pages.train.arrange import scrolling
from desktop.pages.train.choices import PresetCards
from desktop.pages.train.chosen import preset_words
from desktop.pages.train.forecast import Forecast
from desktop.pages.train.later import later
from desktop.pages.train.plan import PRESETS, Plan, effective, usual_method
from desktop.pages.train.step import Step
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.api import Engine
    from engine.errors import EngineError
    from engine.types import DataMeasure, Estimate, Outline, TrainSettings

_IDLE_MS = 200


class PlanStep(Step):
    """Presets made from the data and the model, a fold for each kind of setting, and a forecast that follows."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._presets: dict[str, TrainSettings] = {}
        self._outline: Outline | None = None
        self._asking: Call | None = None
        self._measuring: Call | None = None
        self._may_measure = True
        self.estimate: Estimate | None = None
        self.cards, self.forecast = PresetCards(), Forecast(self.measure, self._ask)
        self.advanced = Advanced()
        self._errors = column()
        card = Card(margin=18)
        card.body.setSpacing(10)
        card.body.addWidget(label(self.tr("Settings"), "heading"))
        card.body.addWidget(self.advanced)
        inside = QWidget()
        body = column(self.cards, self._errors, self.forecast, card, None, spacing=16)
        inside.setLayout(body)
        self.setLayout(column(scrolling(inside, self.tr("Plan"))))
        self._idle = later(self, _IDLE_MS, self._ask)
        self.cards.chosen.connect(self._choose)
        self.forecast.smaller_wanted.connect(self._use)
        self.advanced.edited.connect(lambda name, value: self._use({name: value}))
        self.advanced.reset.connect(self._reset)

    def enter(self, plan: Plan) -> None:
        super().enter(plan)
        self._may_measure, self._presets, self.estimate = True, {}, None
        self.forecast.show_estimate(None)
        self.advanced.setEnabled(False)
        for card in self.cards.cards.values():
            card.show_choice("", "")
        if plan.continues and plan.preset == "turbo":
            plan.preset = Plan.preset
        self.cards.offer_turbo(not plan.continues)
        self.cards.choose(plan.preset)
        self.cards.cards[plan.preset].setFocus()
        self._ask()

    def leave(self) -> None:
        for call in (self._asking, self._measuring):
            if call:
                call.drop()
        self._asking = self._measuring = None
        self._idle.stop()
        self.forecast.show_measuring(0, 0)

    @property
    def complete(self) -> bool:
        return bool(self._presets) and self.plan.settings is not None and self.plan.data is not None

    @property
    def too_large(self) -> bool:
        """Whether there is not memory enough just now."""
        return self.estimate is not None and not self.estimate.fits

    # Settings: the preset's, and on top of them what the person chose

    def _choose(self, preset: str) -> None:
        """Another preset decides anew what presets decide; what a person chose of the rest stays."""
        self.plan.preset = preset
        if self._presets:
            every = [settings.model_dump() for settings in self._presets.values()]
            decided = {name for name in every[0] if any(one[name] != every[0][name] for one in every)}
            for name in decided | {"max_steps"}:
                self.plan.own.pop(name, None)
            self._settle()
        else:  # what was asked for was the other's
            self._ask()

    def refresh(self) -> None:
        """What is free may have changed: estimate soon."""
        if self._presets and self.isVisible():
            self._idle.start()

    def _use(self, chosen: dict[str, Any]) -> None:
        """The person chose some values; those that are the preset's are no choice."""
        preset = self._preset()
        for name, value in chosen.items():
            if same(value, getattr(preset, name)):
                self.plan.own.pop(name, None)
            else:
                self.plan.own[name] = value
        self._settle()

    def _reset(self, name: str) -> None:
        """Back to the preset's value, of one setting or of all."""
        if name:
            self.plan.own.pop(name, None)
        else:
            self.plan.own.clear()
        self._settle()

    def _settle(self) -> None:
        """Put settings together from the preset and the person's own, show them, and estimate soon."""
        self._show_settings()
        self._idle.start()
        self.changed.emit()

    def _show_settings(self) -> None:
        plan, preset = self.plan, self._preset()
        assert self._outline is not None
        plan.settings = effective(preset, plan.own)
        pairs, continues = bool(plan.measure and plan.measure.rejected), bool(plan.continues)
        self.advanced.show_settings(Shown(plan.settings, preset, self._outline, pairs, continues))

    def _preset(self) -> TrainSettings:
        """The chosen preset as it is without the person's own; they were made for the method that is theirs."""
        preset, measure = self._presets[self.plan.preset], self.plan.measure
        return preset.model_copy(update={"method": usual_method(self.plan, measure)}) if measure else preset

    # Forecast

    def _ask(self) -> None:
        """Presets for this data, what each would take, and what the settings as they are would."""
        if self._asking:
            self._asking.drop()
        plan = self.plan
        assert plan.data is not None
        data, base, prompt, known = plan.data, plan.base, plan.system_prompt, plan.measure
        limit, own, preset = plan.limit or None, dict(plan.own), plan.preset

        def work(engine: Engine, call: Call) -> Any:
            measure = known or engine.measure_data(data, base, prompt, cancel=call.cancel_token)
            method = own.get("method", usual_method(plan, measure))
            shared = {"continue_from": plan.continues, "method": method, "max_seq_length": limit}
            presets = engine.presets(measure, base, **shared)
            each = {name: engine.estimate(measure, settings, base) for name, settings in presets.items()}
            settings = effective(presets[preset], own)  # type: ignore[index]
            estimate = engine.estimate(measure, settings, base) if own else each[preset]  # type: ignore[index]
            return measure, presets, each, estimate, engine.outline(base), engine.machine().memory

        self._asking = self.backend.run(
            work,
            done=lambda found: self._on_estimate(plan, *found),
            failed=self._on_no_estimate,
        )

    def _on_estimate(
        self,
        plan: Plan,
        measure: DataMeasure,
        presets: Any,
        each: Any,
        estimate: Estimate,
        outline: Outline,
        memory: int,
    ) -> None:
        self._asking = None
        if plan is not self.plan:
            return
        self._presets, self._outline, self.estimate = presets, outline, estimate
        plan.measure = measure
        self.advanced.setEnabled(True)
        self._show_settings()
        self.forecast.show_estimate(estimate, memory)
        if self._measuring:
            self.forecast.show_measuring(0, 1)
        for name in PRESETS:
            seconds = each[name].seconds
            self.cards.cards[name].show_choice(
                preset_words(presets[name], each[name], outline),
                time_left(seconds) if seconds is not None else "",
            )
        self.cards.offer_turbo(not plan.continues)
        clear(self._errors)
        if estimate.speed is None and self._may_measure and self._measuring is None and estimate.fits:
            self.measure()
        self.changed.emit()

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
        self._show_error(error, self.measure)

    def _on_no_estimate(self, error: EngineError) -> None:
        self._asking = self.estimate = None
        self.forecast.show_none()
        self._show_error(error, self._ask)
        self.changed.emit()

    def _show_error(self, error: EngineError, retry: Callable[[], object]) -> None:
        clear(self._errors)
        self._errors.addWidget(ErrorBox(error, button(self.tr("Retry"), retry)))
