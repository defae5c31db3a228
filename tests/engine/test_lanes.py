"""Passes side by side: the gradients of one after the other, always the same bits, and no lane disturbs another."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.conversion.peft_format import WEIGHTS
from engine.errors import Cancelled
from engine.paths import Home
from engine.right_of_way import Answers, GivingWay
from engine.training.encode import Encoded, Pair
from engine.training.fast.model import FastTrainable
from engine.training.lanes import Lanes
from engine.training.loop import Trainer
from engine.training.memory import Way
from engine.training.objectives import Anchored, Objective, Preference, Supervised
from engine.training.sampling import (
    TOKENS_AT_ONCE,
    TOKENS_IN_A_LANE,
    PassSize,
    lanes_for,
    on_processor,
    passes,
)
from engine.training.trainable import note_way, noted_way
from engine.types import TrainSettings
from engine.workers.service import Task
from tests.engine.fast_models import FP32, MODELS, make_model, random_batch, write_gguf


@pytest.fixture(autouse=True)
def two_threads() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> FastTrainable:
    path = write_gguf(make_model("qwen2"), MODELS["qwen2"][1], tmp_path_factory.mktemp("base") / "base.gguf")
    made = FastTrainable(path, TrainSettings(r=4), FP32, "base")
    with torch.no_grad():
        for parameter in made.named_parameters().values():
            parameter.add_(torch.randn_like(parameter) * 0.05)
    return made


def learned(
    model: FastTrainable, goal: Objective[Any], parts: Sequence[Any], lanes: Lanes
) -> tuple[float, list[torch.Tensor]]:
    parameters = list(model.named_parameters().values())
    with lanes:
        loss = lanes.learn([partial(goal.total, model, part) for part in parts], parameters)
    gradients = [parameter.grad for parameter in parameters]
    for parameter in parameters:
        parameter.grad = None
    return loss, [gradient for gradient in gradients if gradient is not None]


def examples(kind: str) -> list[Any]:
    batch = [example for seed in range(6) for example in random_batch(seed)]
    if kind == "pairs":
        return [[Pair(a, b, "")] for a, b in zip(batch[::2], batch[1::2], strict=True)]
    if kind == "anchored":
        batch = [Encoded(e.ids, e.labels, anchored=i % 2 == 1) for i, e in enumerate(batch)]
    return [[example] for example in batch]


@pytest.mark.parametrize(
    ("kind", "goal"),
    [("answers", Supervised()), ("pairs", Preference(0.1)), ("anchored", Anchored(2.0))],
    ids=["supervised", "dpo", "kl"],
)
def test_lanes_learn_what_one_learns(model: FastTrainable, kind: str, goal: Objective[Any]) -> None:
    parts = examples(kind)
    loss, gradients = learned(model, goal, parts, Lanes(on_processor(1)))
    loss_3, gradients_3 = learned(model, goal, parts, Lanes(on_processor(3)))
    assert loss_3 == pytest.approx(loss, rel=1e-5) and len(gradients_3) == len(gradients)
    for one, three in zip(gradients, gradients_3, strict=True):
        torch.testing.assert_close(three, one, rtol=1e-4, atol=1e-5 * float(one.abs().max()))


def test_the_same_bits_however_the_threads_run(model: FastTrainable) -> None:
    first = learned(model, Supervised(), examples("answers"), Lanes(on_processor(3)))
    for _ in range(3):
        loss, gradients = learned(model, Supervised(), examples("answers"), Lanes(on_processor(3)))
        assert loss == first[0]
        assert all(torch.equal(a, b) for a, b in zip(gradients, first[1], strict=True))


def test_one_after_the_other_for_want_of_memory(model: FastTrainable) -> None:
    first = learned(model, Supervised(), examples("answers"), Lanes(on_processor(3)))
    torch.set_num_threads(1)  # as each of three lanes has: products may differ in their last bits
    loss, gradients = learned(model, Supervised(), examples("answers"), Lanes(on_processor(3), abreast=False))
    assert loss == first[0] and all(torch.equal(a, b) for a, b in zip(gradients, first[1], strict=True))


def test_a_failing_pass_says_so_when_all_have_ended() -> None:
    ended: list[int] = []

    def one(i: int) -> int:
        if i == 1:
            raise MemoryError("too large")
        ended.append(i)
        return i

    with Lanes(on_processor(2)) as lanes, pytest.raises(MemoryError, match="too large"):
        lanes.map([partial(one, i) for i in range(4)])
    assert sorted(ended) == [0, 2, 3]


def test_a_batch_is_split_evenly_and_never_too_large() -> None:
    dice = random.Random(0)
    for _ in range(200):
        batch = [
            Encoded(list(range(n)), list(range(n)))
            for n in sorted(dice.randrange(1, 700) for _ in range(dice.randrange(1, 12)))
        ]
        lanes = dice.randrange(1, 4)
        parts = passes(batch, on_processor(lanes))
        assert [example for part in parts for example in part] == batch
        for part in parts:
            assert len(part) == 1 or sum(example.length for example in part) <= (
                TOKENS_AT_ONCE if lanes == 1 else TOKENS_IN_A_LANE
            )
    even = [Encoded([1] * 60, [1] * 60) for _ in range(8)]
    assert [len(part) for part in passes(even, on_processor(2))] == [4, 4]


def test_small_batches_and_noise_keep_one_lane() -> None:
    settings = TrainSettings(micro_batch_size=8)
    assert lanes_for(settings, [60] * 100, cores=4) == 2
    assert lanes_for(settings, [500] * 100, cores=4) == 4
    assert lanes_for(settings, [20] * 100, cores=4) == 1
    assert lanes_for(settings, [500], cores=1) == 1
    assert lanes_for(settings, [90] * 100, cores=4) == 2  # three would leave a core idle
    for noise in ({"lora_dropout": 0.1}, {"neftune_noise_alpha": 5.0}):
        assert lanes_for(settings.model_copy(update=noise), [500] * 100, cores=4) == 1


def test_stopped_and_resumed_it_ends_with_the_same_bytes(model: FastTrainable, tmp_path: Path) -> None:
    """Stopped in the middle, validations and giving way included; every step in two lanes."""
    train = [example for seed in range(30) for example in random_batch(seed)]
    settings = TrainSettings(r=4, max_steps=8, save_every=100, eval_every=3, micro_batch_size=8)
    fresh = {name: parameter.detach().clone() for name, parameter in model.named_parameters().items()}

    def run(folder: Path, stop_at: int = 0) -> bytes | None:
        with torch.no_grad():
            for name, parameter in model.named_parameters().items():
                parameter.copy_(fresh[name])

        def heed(event: str, fields: dict[str, Any]) -> None:
            if event == "step" and fields["step"] == stop_at:
                task.cancel()

        task = Task(heed)
        folder.mkdir(exist_ok=True)
        gate = GivingWay(Home(folder), lambda _: None, lambda: False)
        with Lanes(on_processor(2)) as lanes:
            trainer = Trainer(model, train, train[:9], settings, folder, task, gate=gate, lanes=lanes)
            if stop_at:
                with pytest.raises(Cancelled):
                    trainer.fit()
                return None
            trainer.fit()
        newest = sorted((folder / "checkpoints").glob("step-*"))[-1]
        return (newest / WEIGHTS).read_bytes()

    whole = run(tmp_path / "whole")
    for stop_at in (2, 5):
        run(tmp_path / "stopped", stop_at)
    assert run(tmp_path / "stopped") == whole
    with torch.no_grad():
        for name, parameter in model.named_parameters().items():
            parameter.copy_(fresh[name])


def test_lanes_wait_together_while_somebody_is_answered(tmp_path: Path) -> None:
    home, told = Home(tmp_path), list[bool]()
    gate, begun = GivingWay(home, told.append, lambda: False), threading.Event()

    def answer() -> None:
        with Answers(home).one():
            begun.set()
            time.sleep(0.6)

    def lane() -> None:
        for _ in range(100):
            gate.pause()
            time.sleep(0.001)

    thread = threading.Thread(target=answer)
    thread.start()
    begun.wait(10)
    began = time.monotonic()
    with Lanes(on_processor(3)) as lanes:
        lanes.map([lane, lane, lane])
    assert told == [True, False]
    assert 0.2 < gate.waited < time.monotonic() - began  # counted once, not by each of them
    thread.join()


def test_a_resumed_run_keeps_its_lanes(tmp_path: Path) -> None:
    notes = tmp_path / "config.json"
    notes.write_text(json.dumps({"device": "cpu", "dtype": "bfloat16"}))
    assert noted_way(notes) is None
    way = note_way(notes, Way(PassSize(2, 500), reordered=True))
    assert noted_way(notes) == way
    assert json.loads(notes.read_text())["device"] == "cpu"
