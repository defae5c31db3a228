"""Sample answers while a voice learns, and stopping early with the best so far."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.api import Engine
from engine.cancel import Cancel
from engine.errors import Cancelled, InputError, NotFound
from engine.paths import RESOURCES, Home
from engine.types import Message, Persona, Sampling, TrainSettings

PIRATE = RESOURCES / "personas" / "pirate" / "dataset.jsonl"
TINY = {"r": 4, "learning_rate": 0.02, "micro_batch_size": 4}


@pytest.fixture
def engine(home: Home, tiny_base: Path) -> Iterator[Engine]:
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        yield engine


class Follower:
    """Collects events and presses stop at a step."""

    def __init__(self, stop_at: int = 0) -> None:
        self.events: list[dict[str, Any]] = []
        self.cancel, self._stop_at = Cancel(), stop_at

    def __call__(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        if event["event"] == "step" and event["step"] == self._stop_at:
            self.cancel.press()

    @property
    def run(self) -> str:
        return next(str(e["run"]) for e in self.events if e["event"] == "run")

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == kind]


@pytest.mark.slow
def test_the_same_question_is_answered_at_the_start_and_at_every_validation(engine: Engine) -> None:
    follow = Follower()
    refusals: list[str] = []

    def on_event(event: dict[str, Any]) -> None:
        follow(event)
        if event["event"] == "step" and event["step"] == 1:
            with pytest.raises(InputError, match="is running"):  # while it runs, nobody can remove it
                engine.remove_run(engine.runs()[0].id)
            refusals.append(follow.run)

    settings = TrainSettings(max_steps=6, eval_every=2, **TINY)
    run, _ = engine.train(PIRATE, Persona(id="t", name="T"), settings, base="tiny", on_event=on_event)
    assert refusals == [run.id]
    samples = follow.of("sample")
    assert [s["step"] for s in samples] == [0, 2, 4, 6]
    assert len({s["prompt"] for s in samples}) == 1 and samples[0]["prompt"]
    assert len({s["text"] for s in samples}) > 1, "nothing changed in six steps at a high rate"
    kept = [p for p in engine.metrics(run.id) if p["event"] == "sample"]
    assert [(p["step"], p["text"]) for p in kept] == [(s["step"], s["text"]) for s in samples]


@pytest.mark.slow
def test_hearing_does_not_change_what_is_learned(engine: Engine) -> None:
    losses = []
    for every in (2, 0):
        follow = Follower()
        settings = TrainSettings(max_steps=6, eval_every=every, **TINY)
        engine.train(PIRATE, Persona(id=f"t{every}", name="T"), settings, base="tiny", on_event=follow)
        losses.append([step["loss"] for step in follow.of("step")])
    assert losses[0] == losses[1]


@pytest.mark.slow
def test_the_first_sample_is_what_the_starter_itself_would_say(home: Home) -> None:
    follow = Follower(stop_at=1)
    engine = Engine(home.root)
    with pytest.raises(Cancelled):
        settings = TrainSettings(max_steps=2, micro_batch_size=2)
        engine.train(PIRATE, Persona(id="t", name="T"), settings, on_event=follow, cancel=follow.cancel)
    sample = follow.of("sample")[0]
    greedy = Sampling(temperature=0, repeat_penalty=1, max_tokens=40)
    reply = engine.reply(
        [Message(role="user", content=sample["prompt"])], engine.voice("plain"), sampling=greedy
    )
    engine.close()
    # Two runtimes round differently, so the texts may part at some point, but they begin alike.
    assert sample["text"].split()[:2] == reply.text.split()[:2]


@pytest.mark.slow
def test_a_stopped_run_is_kept_at_its_best(engine: Engine) -> None:
    follow = Follower(stop_at=5)
    settings = TrainSettings(max_steps=500, eval_every=2, save_every=100, **TINY)
    with pytest.raises(Cancelled):
        persona = Persona(id="kept", name="Kept")
        engine.train(PIRATE, persona, settings, base="tiny", on_event=follow, cancel=follow.cancel)
    assert engine.run(follow.run).state == "cancelled"
    assert not any(p.id == "kept" for p in engine.personas())
    run, parity = engine.keep_best(follow.run)
    best = min(follow.of("valid"), key=lambda e: e["loss"])
    assert (run.best_step, run.best_valid_loss) == (best["step"], best["loss"])
    assert run.state == "done" and run.step < run.total_steps and parity.passed
    assert engine.persona("kept").adapter and engine.parity(run.id) == parity
    assert "Best validation loss" in engine.persona_card("kept")


@pytest.mark.slow
def test_a_run_stopped_before_its_first_validation_is_kept_as_it_is_and_can_go(engine: Engine) -> None:
    follow = Follower(stop_at=3)
    settings = TrainSettings(max_steps=500, eval_every=100, save_every=100, **TINY)
    with pytest.raises(Cancelled):
        persona = Persona(id="early", name="Early")
        engine.train(PIRATE, persona, settings, base="tiny", on_event=follow, cancel=follow.cancel)
    run, _ = engine.keep_best(follow.run)
    assert run.best_step == run.step >= 3
    assert engine.persona("early").adapter
    engine.remove_run(run.id)
    assert not engine.runs() and engine.persona("early").adapter
    with pytest.raises(NotFound):
        engine.remove_run(run.id)


def test_a_run_that_learned_nothing_cannot_be_kept(engine: Engine) -> None:
    follow = Follower()
    follow.cancel.press()
    with pytest.raises(Cancelled):
        persona = Persona(id="none", name="None")
        engine.train(
            PIRATE, persona, TrainSettings(**TINY), base="tiny", on_event=follow, cancel=follow.cancel
        )
    with pytest.raises(InputError, match="learned nothing"):
        engine.keep_best(follow.run)
