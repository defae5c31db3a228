"""Token counts, speed and estimates before Start, compared with what training then really does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.api import Engine
from engine.cancel import Cancel
from engine.errors import BadFile, Cancelled
from engine.models.gguf_file import read_header
from engine.paths import RESOURCES, Home
from engine.training.memory import lora_weights
from engine.training.speeds import Speeds
from engine.types import Compute, Persona, TrainSettings
from engine.workers.once import ask_once

PIRATE = RESOURCES / "personas" / "pirate" / "dataset.jsonl"


@pytest.fixture
def engine(home: Home, tiny_base: Path) -> Iterator[Engine]:
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        yield engine


def write(file: Path, pairs: list[tuple[str, str]]) -> Path:
    file.write_text("".join(json.dumps({"prompt": q, "completion": a}) + "\n" for q, a in pairs))
    return file


def test_measuring_counts_the_tokens_training_will_see(engine: Engine, tmp_path: Path) -> None:
    pairs = [(f"Question {i}?", "word " * (i + 1)) for i in range(12)]
    data = write(tmp_path / "d.jsonl", pairs)
    measure = engine.measure_data(data, "tiny")
    assert measure.examples == 12 and measure.conversations
    assert sum(measure.counts.values()) == 12 and measure.counts["valid"] >= 1
    assert measure.lines == list(range(1, 13))
    assert measure.lengths == sorted(measure.lengths) and measure.lengths[-1] > measure.lengths[0] + 9
    assert all(0 < answer < whole for answer, whole in zip(measure.answers, measure.lengths, strict=True))
    prompt = "Speak like a pirate. " * 10  # longer than the default one it replaces in the template
    longer = engine.measure_data(data, "tiny", prompt)
    assert all(b > a for a, b in zip(measure.lengths, longer.lengths, strict=True))


def test_measuring_looks_past_bad_rows_but_not_at_a_bad_file(engine: Engine, tmp_path: Path) -> None:
    data = write(tmp_path / "d.jsonl", [("", "Empty."), ("a?", "A."), ("b?", "B.")])
    assert engine.measure_data(data, "tiny").lines == [2, 3]
    with pytest.raises(BadFile):
        engine.measure_data(tmp_path / "missing.jsonl", "tiny")


@pytest.mark.slow
def test_the_estimate_follows_the_settings_and_says_what_it_rests_on(engine: Engine) -> None:
    measure = engine.measure_data(PIRATE, "tiny")
    settings = TrainSettings(epochs=2, micro_batch_size=8)
    first = engine.estimate(measure, settings, "tiny")
    assert first.seconds is None and first.speed is None
    assert first.steps == round(2 * -(-measure.counts["train"] // 8))
    assert sum(first.memory_parts.values()) == first.memory_bytes
    longer = engine.estimate(measure, settings.model_copy(update={"epochs": 4}), "tiny")
    assert longer.tokens == pytest.approx(2 * first.tokens, rel=0.02)
    narrower = engine.estimate(measure, settings.model_copy(update={"micro_batch_size": 1}), "tiny")
    assert narrower.memory_parts["activations"] < first.memory_parts["activations"]

    speed = engine.measure_speed(PIRATE, settings, "tiny")
    assert speed.tokens_per_second > 0 and speed.device and not speed.run
    known = engine.estimate(measure, settings, "tiny")
    assert known.speed == speed
    assert known.seconds is not None and known.seconds > known.tokens / speed.tokens_per_second


@pytest.mark.slow
def test_a_run_teaches_the_estimate_this_machines_speed(engine: Engine) -> None:
    events: list[dict[str, Any]] = []
    settings = TrainSettings(max_steps=6, eval_every=3, save_every=3, r=4, learning_rate=0.02)
    persona = Persona(id="tester", name="Tester")
    run, _ = engine.train(PIRATE, persona, settings, base="tiny", on_event=events.append)
    measure = engine.measure_data(PIRATE, "tiny")
    estimate = engine.estimate(measure, settings, "tiny")
    assert estimate.speed and estimate.speed.run == run.id
    assert estimate.speed.tokens_per_second == pytest.approx(run.tokens / run.seconds)
    assert estimate.steps == run.total_steps == 6
    assert estimate.tokens == pytest.approx(run.tokens, rel=0.4)  # which examples come first is chance
    assert run.peak_memory_bytes >= max(e["memory_bytes"] for e in events if e["event"] == "step") > 0

    heard = [e["seconds"] for e in events if e["event"] == "heard"]
    assert len(heard) == 3 and estimate.speed.hearing_seconds == heard[-1] > 0
    speeds = Speeds(engine.home)
    for seconds in (100 + heard[-1], 0.0):  # a probe does not know it, and leaves what is known
        slower = estimate.speed.model_copy(update={"hearing_seconds": seconds})
        speeds.put(run.base_sha256, Compute(), slower)
        changed = engine.estimate(measure, settings, "tiny")
        assert estimate.seconds and changed.seconds == pytest.approx(estimate.seconds + 3 * 100)


def test_lora_weights_are_counted_as_peft_makes_them(starter: Path) -> None:
    assert lora_weights(read_header(starter), TrainSettings(r=8)) == 2_442_240  # what PEFT trains on it


@pytest.mark.slow
def test_the_memory_a_run_takes_is_foretold_by_the_probe(home: Home, starter: Path) -> None:
    settings, cancel = TrainSettings(r=8, micro_batch_size=8, max_steps=9), Cancel()

    def follow(event: dict[str, Any]) -> None:
        if event["event"] == "step" and event["step"] == 3:
            cancel.press()

    with Engine(home.root) as engine:
        measure = engine.measure_data(PIRATE)
        speed = engine.measure_speed(PIRATE, settings)
        estimate = engine.estimate(measure, settings)
        with pytest.raises(Cancelled):
            engine.train(
                PIRATE, Persona(id="sailor", name="Sailor"), settings, on_event=follow, cancel=cancel
            )
        (run,) = engine.runs()
    assert speed.memory_bytes > 5e8 and speed.planned_bytes > 5e8
    assert estimate.memory_bytes == sum(estimate.memory_parts.values())
    assert run.peak_memory_bytes == pytest.approx(estimate.memory_bytes, rel=0.2)


# name: tokens of each example, the way to train (see `memory.plans_for`), settings
WAYS: dict[str, tuple[int, int, dict[str, Any]]] = {
    "usual": (100, 0, {"micro_batch_size": 4}),
    "long": (700, 0, {"micro_batch_size": 1}),
    "pulled to the base": (100, 1, {"micro_batch_size": 4, "replay": 0.3, "replay_kl": 1.0}),
    "packed": (100, 2, {"micro_batch_size": 4}),
    "packed, checkpointing": (100, 3, {"micro_batch_size": 4}),
    "upper half": (100, 0, {"micro_batch_size": 4, "layers_to_transform": list(range(15, 30))}),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WAYS)
def test_the_memory_formula_is_within_twenty_percent(name: str, starter: Path, tmp_path: Path) -> None:
    length, way, changes = WAYS[name]
    found = ask_once(
        "tests.engine.memory_service",
        tmp_path / "log",
        "train",
        Cancel(),
        model=str(starter),
        settings=TrainSettings(r=8, **changes).model_dump(),
        length=length,
        way=way,
    )
    assert found["planned"] == pytest.approx(found["peak"], rel=0.2), found["parts"]
