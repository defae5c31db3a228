"""Learning from pairs of answers: the rows, their tokens, the loss, and a run from end to end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.nn.functional as F

from engine.api import Engine
from engine.datasets import read_dataset
from engine.errors import BadFile, InputError
from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.paths import Home
from engine.training.encode import IGNORE, Encoded, Pair, encode_pairs
from engine.training.fast.model import FastTrainable
from engine.training.objectives import Preference, Supervised
from engine.types import Persona, TrainSettings
from tests.engine.fast_models import FP32, MODELS, make_model, random_batch, write_gguf

SYSTEM = {"role": "system", "content": "Be brief."}
ASKED = {"role": "user", "content": "How are you?"}
BETTER = {"role": "assistant", "content": "Well, thank you."}
WORSE = {"role": "assistant", "content": "I am a machine."}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.parametrize(
    "row",
    [
        {
            "prompt": ASKED["content"],
            "chosen": BETTER["content"],
            "rejected": WORSE["content"],
            "system": "Be brief.",
        },
        {"prompt": [SYSTEM, ASKED], "chosen": [BETTER], "rejected": [WORSE]},
        {"prompt": ASKED["content"], "system": "Be brief.", "chosen": [BETTER], "rejected": [WORSE]},
        {"chosen": [SYSTEM, ASKED, BETTER], "rejected": [SYSTEM, ASKED, WORSE]},
        {"messages": [SYSTEM, ASKED, BETTER], "rejected": WORSE["content"]},
    ],
    ids=["texts", "lists", "prompt text", "whole conversations", "chat with rejected"],
)
def test_every_usual_form_is_read(tmp_path: Path, row: dict[str, Any]) -> None:
    (example,) = read_dataset(write(tmp_path / "pairs.jsonl", row)).examples
    assert [m.model_dump() for m in example.messages] == [SYSTEM, ASKED, BETTER]
    assert example.rejected == WORSE["content"]
    again = read_dataset(write(tmp_path / "again.jsonl", example.to_row())).examples
    assert [e.model_copy(update={"line": 1}) for e in again] == [example]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"chosen": "a", "rejected": "b"}, "“prompt” is missing"),
        ({"prompt": "q", "chosen": "a", "rejected": ""}, "“rejected” is empty"),
        ({"prompt": "q", "chosen": "a", "rejected": " a "}, "two answers are the same"),
        ({"chosen": [ASKED, BETTER], "rejected": [{**ASKED, "content": "Other?"}, WORSE]}, "part before"),
        ({"chosen": [ASKED, BETTER], "rejected": [ASKED]}, "part before"),
        ({"prompt": "q", "chosen": 3, "rejected": "b"}, "not a list"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, row: dict[str, Any], said: str) -> None:
    with pytest.raises(BadFile) as refused:
        read_dataset(write(tmp_path / "pairs.jsonl", row))
    assert "line 1" in str(refused.value) and said in str(refused.value)


def test_only_the_last_answers_are_labelled(tmp_path: Path, tiny_base: Path) -> None:
    first = {"role": "user", "content": "Hello?"}, {"role": "assistant", "content": "Hello."}
    file = write(
        tmp_path / "pairs.jsonl",
        {"chosen": [*first, ASKED, BETTER], "rejected": [*first, ASKED, WORSE]},
        {"prompt": "x " * 200, "chosen": "a", "rejected": "b"},  # too long: neither half keeps its answer
    )
    examples = read_dataset(file).examples
    template = ChatTemplate(tiny_base, tmp_path / "log")
    try:
        with Vocabulary(tiny_base) as vocabulary:
            (pair,) = encode_pairs(examples, "", template, vocabulary, TrainSettings(max_seq_length=120))
            said = [
                b"".join(vocabulary.piece(i) for i in half.labels if i != IGNORE).decode()
                for half in (pair.chosen, pair.rejected)
            ]
    finally:
        template.close()
    assert [text.strip() for text in said] == [BETTER["content"], WORSE["content"]]
    assert pair.length == pair.chosen.length + pair.rejected.length


@pytest.fixture
def model(tmp_path: Path) -> FastTrainable:
    made = FastTrainable(
        write_gguf(make_model("llama"), MODELS["llama"][1], tmp_path / "m.gguf"),
        TrainSettings(r=4),
        FP32,
        "t",
    )
    torch.manual_seed(5)
    with torch.no_grad():
        for parameter in made.named_parameters().values():
            parameter.normal_(std=0.05)
    return made


def pairs(seed: int, count: int) -> list[Pair]:
    made = []
    for i in range(count):
        a, b = random_batch(seed + 2 * i, (14, 11))
        asked = a.ids[:6]
        made.append(Pair(*(Encoded(asked + e.ids[6:], [IGNORE] * 6 + e.ids[6:]) for e in (a, b))))
    return made


def log_probability(model: FastTrainable, example: Encoded) -> torch.Tensor:
    """Of the labelled tokens, in the plainest way: from the logits of every position."""
    x = model.hidden(torch.tensor(example.ids), (len(example.ids),))
    from engine.training.fast.norms import rms_norm

    logits = rms_norm(x, model._norm) @ model._head.dense().t()
    logp = logits.log_softmax(-1)
    return sum(logp[i - 1, label] for i, label in enumerate(example.labels) if i and label != IGNORE)  # type: ignore[return-value]


def test_the_loss_is_that_of_the_paper(model: FastTrainable) -> None:
    batch, beta = pairs(3, 3), 0.3
    found = Preference(beta).total(model, batch)
    with torch.no_grad(), model.disable_adapter():
        reference = [[log_probability(model, half) for half in (p.chosen, p.rejected)] for p in batch]
    expected = torch.zeros(())
    for pair, (chosen, rejected) in zip(batch, reference, strict=True):
        margin = (log_probability(model, pair.chosen) - chosen) - (
            log_probability(model, pair.rejected) - rejected
        )
        expected = expected - F.logsigmoid(beta * margin)
    assert float(found.detach()) == pytest.approx(float(expected.detach()), rel=1e-4)
    grads = [torch.autograd.grad(loss, list(model.named_parameters().values())) for loss in (found, expected)]
    for ours, theirs in zip(*grads, strict=True):
        assert float((ours - theirs).norm()) <= 1e-4 * float(theirs.norm())


def test_the_reference_is_asked_once_for_each_pair(
    model: FastTrainable, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, goal, asked = pairs(5, 3), Preference(0.1), 0
    bare = model.disable_adapter

    def counted() -> Any:
        nonlocal asked
        asked += 1
        return bare()

    monkeypatch.setattr(model, "disable_adapter", counted)
    first = goal.total(model, batch[:2])
    assert asked == 1 and float(goal.total(model, batch[:2]).detach()) == float(first.detach())
    assert asked == 1
    goal.total(model, batch)
    assert asked == 2


def test_preferences_are_learned_and_units_are_pairs(model: FastTrainable) -> None:
    batch, goal = pairs(9, 4), Preference(0.5)
    optimizer = torch.optim.AdamW(model.named_parameters().values(), lr=5e-3)
    before = Supervised().total(model, [pair.chosen for pair in batch])
    losses = []
    for _ in range(25):
        loss = goal.total(model, batch) / goal.units(batch)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(float(loss.detach()))
    assert goal.units(batch) == 4 and losses[-1] < 0.3 * losses[0], losses
    assert float(before.detach()) > 0


@pytest.mark.slow
def test_a_run_learns_to_prefer(home: Home, tiny_base: Path, tmp_path: Path) -> None:
    rows = [{"prompt": f"Question {i}?", "chosen": "Aye aye!", "rejected": "No."} for i in range(24)]
    file = write(tmp_path / "pairs.jsonl", *rows)
    settings = TrainSettings(
        method="dpo", r=4, learning_rate=0.02, max_steps=12, eval_every=6, micro_batch_size=4, dpo_beta=0.5
    )
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        run, parity = engine.train(file, Persona(id="sailor", name="Sailor"), settings, base="tiny")
        assert run.loss_first == pytest.approx(0.693, abs=1e-3)  # ln 2: nothing is preferred yet
        assert run.best_valid_loss is not None and run.best_valid_loss < 0.3
        assert parity.passed

        plain = write(tmp_path / "plain.jsonl", *({"prompt": f"q {i}", "completion": "a"} for i in range(8)))
        with pytest.raises(InputError, match="no rejected answers") as refused:
            engine.train(plain, Persona(id="other", name="Other"), settings, base="tiny")
        assert "chosen" in refused.value.cause
