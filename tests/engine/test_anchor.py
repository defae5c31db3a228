"""The pull to the base on general examples: the mathematics, and runs that use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.api import Engine
from engine.errors import InputError
from engine.paths import Home
from engine.training.encode import IGNORE, Encoded
from engine.training.fast.losses import token_divergences, token_losses
from engine.training.fast.model import FastTrainable
from engine.training.fast.norms import rms_norm
from engine.training.fast.weights import DenseMatrix
from engine.training.objectives import Anchored, Supervised, objective
from engine.training.peft_model import PeftTrainable
from engine.types import Persona, RunInfo, TrainSettings
from tests.engine.engine_files import sums
from tests.engine.fast_models import FP32, MODELS, make_model, random_batch, write_gguf

pytestmark = pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")


def plain_kl(bare: torch.Tensor, adapted: torch.Tensor) -> torch.Tensor:
    p, q = bare.log_softmax(-1), adapted.log_softmax(-1)
    return (p.exp() * (p - q)).sum(-1)


def close(found: torch.Tensor, wanted: torch.Tensor, tolerance: float = 1e-5) -> bool:
    found, wanted = found.detach(), wanted.detach()
    return float((found - wanted).norm()) <= tolerance * float(wanted.norm())


@pytest.mark.parametrize("softcap", [0.0, 2.0])
def test_the_divergence_and_its_gradient_are_those_of_plain_torch(softcap: float) -> None:
    torch.manual_seed(1)
    head, bare = torch.randn(61, 12), torch.randn(600, 12)  # more tokens than are made at once
    x = (bare + 0.3 * torch.randn_like(bare)).requires_grad_()
    weights = torch.rand(600)

    def logits(features: torch.Tensor) -> torch.Tensor:
        made = features @ head.t()
        return torch.tanh(made / softcap) * softcap if softcap else made

    wanted = plain_kl(logits(bare), logits(x))
    found = token_divergences(x, bare, DenseMatrix(head), softcap)
    assert close(found, wanted)
    gradients = [torch.autograd.grad((loss * weights).sum(), x)[0] for loss in (found, wanted)]
    assert close(*gradients)


@pytest.mark.parametrize("softcap", [0.0, 2.0])
def test_the_loss_and_its_gradient_are_those_of_plain_torch(softcap: float) -> None:
    torch.manual_seed(2)
    head, x = (
        torch.randn(61, 12),
        torch.randn(600, 12, requires_grad=True),
    )  # more tokens than are made at once
    targets, weights = torch.randint(0, 61, (600,)), torch.rand(600)
    logits = x @ head.t()
    if softcap:
        logits = torch.tanh(logits / softcap) * softcap
    wanted = torch.nn.functional.cross_entropy(logits, targets, reduction="none")
    found = token_losses(x, DenseMatrix(head), targets, softcap)
    assert close(found, wanted)
    gradients = [torch.autograd.grad((loss * weights).sum(), x)[0] for loss in (found, wanted)]
    assert close(*gradients)


def moved(model: Any, seed: int = 5, size: float = 0.05) -> Any:
    """The model with an adapter that does something."""
    torch.manual_seed(seed)
    with torch.no_grad():
        for parameter in model.named_parameters().values():
            parameter.normal_(std=size)
    return model


def fast(name: str, path: Path, **settings: Any) -> FastTrainable:
    base = write_gguf(make_model(name), MODELS[name][1], path / f"{name}.gguf")
    return FastTrainable(base, TrainSettings(**{"r": 4, **settings}), FP32, "t")


def plain_divergences(model: FastTrainable, batch: list[Encoded]) -> torch.Tensor:
    """From the logits of every position of every example, by itself."""
    cap = model.geometry.logit_softcap
    made = []
    for example in batch:

        def logits(ids: list[int] = example.ids) -> torch.Tensor:
            x = model.hidden(torch.tensor(ids), (len(ids),))
            scores = rms_norm(x, model._norm) @ model._head.dense().t()
            return torch.tanh(scores / cap) * cap if cap else scores

        with torch.no_grad(), model.disable_adapter():
            bare = logits()
        kl = plain_kl(bare, logits())
        made.append(
            sum((kl[i - 1] for i, x in enumerate(example.labels) if i and x != IGNORE), torch.zeros(()))
        )
    return torch.stack(made)


@pytest.mark.parametrize(
    ("name", "settings"),
    [("llama", {}), ("gemma2", {}), ("qwen3", {"layers_to_transform": [3, 5]})],
    ids=["llama", "softcap", "upper layers"],
)
def test_the_model_diverges_from_its_own_base(name: str, settings: dict[str, Any], tmp_path: Path) -> None:
    model, batch = fast(name, tmp_path, **settings), random_batch(4)
    assert float(model.divergences(batch).detach().abs().max()) < 1e-6  # a fresh adapter does nothing
    moved(model)
    found, wanted = model.divergences(batch), plain_divergences(model, batch)
    assert float(wanted.detach().min()) > 0 and close(found, wanted)
    parameters = list(model.named_parameters().values())
    gradients = [torch.autograd.grad(loss.sum(), parameters) for loss in (found, wanted)]
    assert all(close(ours, theirs) for ours, theirs in zip(*gradients, strict=True))


def test_the_base_reads_without_noise_and_its_features_are_kept(tmp_path: Path) -> None:
    model, batch = moved(fast("llama", tmp_path, neftune_noise_alpha=50.0)), random_batch(4)
    model.train(False)
    quiet = model.divergences(batch)
    model.train(True)
    with model.disable_adapter():
        bare = model.losses(batch)
        assert torch.equal(bare, model.losses(batch))
    assert not torch.equal(model.losses(batch), model.losses(batch))  # and the noise is back
    assert not torch.allclose(model.divergences(batch), quiet)

    kept = [part.clone() for _, part in model._bare._kept.values()]
    assert len(kept) == len(batch)
    for example, part in zip(batch, kept, strict=True):  # whatever batch an example first came in
        model._bare._kept.clear()
        model.divergences([batch[0], example] if example is not batch[0] else [example])
        assert torch.equal(model._bare._kept[id(example)][1], part)


def test_peft_says_the_same(tmp_path: Path, tiny_base: Path) -> None:
    settings = TrainSettings(r=4, lora_dropout=0.3)
    ours, theirs = (
        FastTrainable(tiny_base, settings, FP32, "t"),
        PeftTrainable(tiny_base, settings, FP32, "t"),
    )
    moved(ours).save_adapter(tmp_path)
    theirs.load_adapter(tmp_path)
    batch = random_batch(7)
    for model in (ours, theirs):
        model.train(False)
    assert close(theirs.divergences(batch), ours.divergences(batch), 1e-4)
    theirs.train(True)
    torch.manual_seed(0)
    theirs.divergences(batch)
    assert theirs._model.training  # as it was; dropout was off for the base only


def test_anchored_examples_are_pulled_and_not_learned(tmp_path: Path) -> None:
    model, batch = moved(fast("llama", tmp_path)), random_batch(9)
    mixed = [batch[0], replace(batch[1], anchored=True), batch[2], replace(batch[3], anchored=True)]
    goal = objective(TrainSettings(replay=0.5, replay_kl=3.0))
    assert isinstance(goal, Anchored) and not isinstance(objective(TrainSettings(replay=0.5)), Anchored)
    learned = Supervised().total(model, [batch[0], batch[2]])
    pulled = model.divergences([batch[1], batch[3]]).sum()
    assert float(goal.total(model, mixed).detach()) == pytest.approx(
        float((learned + 3 * pulled).detach()), rel=1e-5
    )
    assert goal.units(mixed) == sum(e.targets for e in batch)
    for part in ([mixed[0]], [mixed[1]]):  # a pass may hold only one kind
        assert goal.total(model, part).requires_grad


def test_the_pull_keeps_what_the_base_says(tmp_path: Path) -> None:
    """Both learn the same; the one that is pulled stays nearer to the base on text it is not pulled on."""
    learned, anchors, unseen = (
        random_batch(1, (20,) * 4),
        random_batch(50, (24,) * 12),
        random_batch(80, (24,) * 4),
    )
    found = {}
    for weight in (0.0, 10.0):
        model = fast("llama", tmp_path)
        batch = learned + [replace(e, anchored=True) for e in anchors] * bool(weight)
        goal = Anchored(weight)
        optimizer = torch.optim.AdamW(model.named_parameters().values(), lr=5e-3)
        for _ in range(30):
            (goal.total(model, batch) / goal.units(batch)).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            optimizer.zero_grad()
        with torch.no_grad():
            found[weight] = float(model.losses(learned).sum()), float(model.divergences(unseen).sum())
    with torch.no_grad(), model.disable_adapter():
        before = float(model.losses(learned).sum())
    assert all(loss < 0.9 * before for loss, _ in found.values()), (before, found)
    assert found[10.0][1] < 0.5 * found[0.0][1], found


@pytest.fixture
def engine(home: Home, tiny_base: Path) -> Iterator[Engine]:
    with Engine(home.root) as opened:
        opened.add_model(tiny_base, "tiny")
        yield opened


SHORT = {"r": 4, "learning_rate": 5e-3, "max_steps": 6, "epochs": 9, "micro_batch_size": 4, "eval_every": 3}


def trained(engine: Engine, data: Path, name: str, **settings: Any) -> RunInfo:
    chosen = TrainSettings(**{**SHORT, **settings})
    return engine.train(data, Persona(id=name, name=name), chosen, base="tiny")[0]


@pytest.mark.slow
def test_runs_with_a_pull_and_with_plain_text(engine: Engine, tmp_path: Path) -> None:
    data = sums(tmp_path / "sums.jsonl")
    pulled = trained(engine, data, "pulled", replay=0.5, replay_kl=1.0)
    text = trained(engine, data, "text", replay=0.5, method="text")
    assert pulled.state == text.state == "done"
    # At the first step the adapter is nothing: what is pulled has no divergence yet, what is learned has a loss.
    assert pulled.loss_first is not None and text.loss_first is not None
    assert text.loss_first > 8 and pulled.loss_first < 0.75 * text.loss_first


def test_settings_that_contradict_each_other_are_refused(engine: Engine, tmp_path: Path) -> None:
    data = sums(tmp_path / "sums.jsonl")
    with pytest.raises(InputError, match="nothing to pull") as refused:
        trained(engine, data, "x", replay_kl=1.0)
    assert "replay" in refused.value.fix
    with pytest.raises(InputError, match="Preferences cannot be mixed"):
        trained(engine, data, "x", replay_kl=1.0, method="dpo")
    assert not list(engine.home.runs.glob("*")) and not list(engine.home.datasets.glob("*"))
