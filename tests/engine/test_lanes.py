"""Passes side by side: the gradients of one after the other, always the same bits, and no lane disturbs another."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.training.encode import Encoded, Pair
from engine.training.fast.model import FastTrainable
from engine.training.lanes import Lanes, settled_lanes
from engine.training.objectives import Anchored, Objective, Preference, Supervised
from engine.training.sampling import TOKENS_AT_ONCE, TOKENS_IN_A_LANE, lanes_for, passes
from engine.types import TrainSettings
from tests.engine.fast_models import FP32, MODELS, make_model, random_batch, write_gguf


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
    try:
        loss = lanes.learn([partial(goal.total, model, part) for part in parts], parameters)
    finally:
        lanes.close()
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
    loss, gradients = learned(model, goal, parts, Lanes(1))
    loss_3, gradients_3 = learned(model, goal, parts, Lanes(3))
    assert loss_3 == pytest.approx(loss, rel=1e-5) and len(gradients_3) == len(gradients)
    for one, three in zip(gradients, gradients_3, strict=True):
        torch.testing.assert_close(three, one, rtol=1e-4, atol=1e-5 * float(one.abs().max()))


def test_the_same_bits_however_the_threads_run(model: FastTrainable) -> None:
    first = learned(model, Supervised(), examples("answers"), Lanes(3))
    for _ in range(3):
        loss, gradients = learned(model, Supervised(), examples("answers"), Lanes(3))
        assert loss == first[0]
        assert all(torch.equal(a, b) for a, b in zip(gradients, first[1], strict=True))


def test_one_after_the_other_for_want_of_memory(model: FastTrainable) -> None:
    threads = torch.get_num_threads()
    first = learned(model, Supervised(), examples("answers"), Lanes(3))
    torch.set_num_threads(1)  # as each of three lanes has
    try:
        loss, gradients = learned(model, Supervised(), examples("answers"), Lanes(3, abreast=False))
    finally:
        torch.set_num_threads(threads)
    assert loss == first[0] and all(torch.equal(a, b) for a, b in zip(gradients, first[1], strict=True))


def test_a_failing_pass_says_so_when_all_have_ended() -> None:
    ended: list[int] = []

    def one(i: int) -> int:
        if i == 1:
            raise MemoryError("too large")
        ended.append(i)
        return i

    lanes = Lanes(2)
    with pytest.raises(MemoryError, match="too large"):
        lanes.map([partial(one, i) for i in range(4)])
    assert sorted(ended) == [0, 2, 3]
    lanes.close()


def test_a_batch_is_split_evenly_and_never_too_large() -> None:
    dice = random.Random(0)
    for _ in range(200):
        batch = [
            Encoded(list(range(n)), list(range(n)))
            for n in sorted(dice.randrange(1, 700) for _ in range(dice.randrange(1, 12)))
        ]
        lanes = dice.randrange(1, 4)
        parts = passes(batch, lanes)
        assert [example for part in parts for example in part] == batch
        for part in parts:
            assert len(part) == 1 or sum(example.length for example in part) <= (
                TOKENS_AT_ONCE if lanes == 1 else TOKENS_IN_A_LANE
            )
    even = [Encoded([1] * 60, [1] * 60) for _ in range(8)]
    assert [len(part) for part in passes(even, 2)] == [4, 4]


def test_small_batches_and_noise_keep_one_lane() -> None:
    settings = TrainSettings(micro_batch_size=8)
    assert lanes_for(settings, [60] * 100, cores=4) == 2
    assert lanes_for(settings, [500] * 100, cores=4) == 4
    assert lanes_for(settings, [20] * 100, cores=4) == 1
    assert lanes_for(settings, [500], cores=1) == 1
    for noise in ({"lora_dropout": 0.1}, {"neftune_noise_alpha": 5.0}):
        assert lanes_for(settings.model_copy(update=noise), [500] * 100, cores=4) == 1


def test_a_resumed_run_keeps_its_lanes(tmp_path: Path) -> None:
    notes = tmp_path / "config.json"
    notes.write_text(json.dumps({"device": "cpu", "dtype": "bfloat16"}))
    assert settled_lanes(notes, 2) == 2
    assert settled_lanes(notes, 1) == 2
    assert json.loads(notes.read_text())["device"] == "cpu"
