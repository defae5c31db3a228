"""Sample answers while a voice learns, and stopping early with the best so far."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.api import Engine
from engine.cancel import Cancel
from engine.datasets import Example, load_part
from engine.errors import Cancelled, InputError, NotFound
from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.paths import RESOURCES, Home
from engine.training.audition import EVERYDAY, PROMPTS, Audition, auditions
from engine.types import Message, Persona, Sampling, TrainSettings
from engine.workers.service import Task

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
def test_the_same_prompts_are_answered_at_the_start_and_at_every_validation(engine: Engine) -> None:
    follow = Follower(stop_at=3)
    refusals: list[str] = []

    def on_event(event: dict[str, Any]) -> None:
        follow(event)
        if event["event"] == "step" and event["step"] == 1:
            with pytest.raises(InputError, match="is running"):  # while it runs, nobody can remove it
                engine.remove_run(engine.runs()[0].id)
            refusals.append(follow.run)

    settings = TrainSettings(max_steps=6, eval_every=2, save_every=1, **TINY)
    persona = Persona(id="t", name="T")
    with pytest.raises(Cancelled):
        engine.train(PIRATE, persona, settings, base="tiny", on_event=on_event, cancel=follow.cancel)
    run, _ = engine.resume(follow.run, on_event=follow)
    assert refusals == [run.id]
    samples = follow.of("sample")
    own, *everyday = (s["prompt"] for s in samples[:PROMPTS])
    held_out = load_part(engine.home, run.dataset, "valid")
    assert own in {example.prompt() for example in held_out} and everyday == list(EVERYDAY[:2])
    expected = [(step, prompt) for step in (0, 2, 4, 6) for prompt in (own, *everyday)]
    assert [(s["step"], s["prompt"]) for s in samples] == expected  # after the stop, too
    for prompt in (own, *everyday):
        said = {s["text"] for s in samples if s["prompt"] == prompt}
        assert len(said) > 1, "nothing changed in six steps at a high rate"
    kept = [p for p in engine.metrics(run.id) if p["event"] == "sample"]
    assert [(p["step"], p["text"]) for p in kept] == [(s["step"], s["text"]) for s in samples]


def test_prompts_are_the_datas_own_and_everyday_ones_never_the_same_twice(
    tiny_base: Path, tmp_path: Path
) -> None:
    def asked(*examples: Example, system: str = "", most: int = 100) -> list[Audition]:
        return auditions(examples, system, template, vocabulary, most)

    def turns(question: str) -> Example:
        return Example(messages=(Message(role="user", content=question), answer))

    answer = Message(role="assistant", content="Aye.")
    template = ChatTemplate(tiny_base, tmp_path / "log.txt")
    with Vocabulary(tiny_base) as vocabulary:
        assert [a.prompt for a in asked()] == list(EVERYDAY)
        found = [a.prompt for a in asked(turns("x" * 200), turns("What is a knot?"))]
        assert found == ["What is a knot?", *EVERYDAY[:2]]
        found = [a.prompt for a in asked(turns("why  do we SLEEP?"))]
        assert found == ["why  do we SLEEP?", EVERYDAY[0], EVERYDAY[2]]
        own, *others = asked(Example(text="The sea was grey and the wind came from the north."))
        assert own.prompt == "The sea was grey and the wind came"
        assert own.ids == vocabulary.encode(own.prompt) and len(others) == 2
        # what the voice is told, it is told here; and what is longer than it can learn from is left out
        told = asked(system="Be brief.")
        assert all("Be brief." in b"".join(map(vocabulary.piece, a.ids)).decode() for a in told)
        assert asked(most=min(len(a.ids) for a in told), system="Be brief.") == []
    template.close()


def test_an_answer_that_fails_or_takes_long_stops_no_other(
    tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    from engine.training.device import Device
    from engine.training.encode import IGNORE, Encoded
    from engine.training.fast.model import FastTrainable
    from engine.training.loop import Trainer

    settings, events = TrainSettings(r=4, max_steps=2, eval_every=1), list[dict[str, Any]]()
    model = FastTrainable(tiny_base, settings, Device(torch.device("cpu"), torch.float32, "test"), "tiny")
    rows = [Encoded([5, 9, 77, i], [IGNORE, 9, 77, i]) for i in range(8)]
    task = Task(lambda event, fields: events.append({"event": event, **fields}))
    with Vocabulary(tiny_base) as vocabulary:
        prompts = [("ok", 5), ("no such token", 10**7), ("fine", 9)]
        heard = [Audition(name, [token], 8, vocabulary) for name, token in prompts]
        Trainer(model, rows[:6], rows[6:], settings, tmp_path, task, heard).fit()
        samples = [(e["step"], e["prompt"]) for e in events if e["event"] == "sample"]
        assert samples == [(step, prompt) for step in range(3) for prompt in ("ok", "fine")]

        whole = heard[0].answer(model)
        monkeypatch.setattr("engine.training.audition._SECONDS", 0.0)
        short = heard[0].answer(model)
        assert short.endswith("…") and len(short) < len(whole) and whole.startswith(short[:-1])


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
