"""The proof after a conversion: it passes for what was converted rightly and fails for what was not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from engine.api import Engine
from engine.conversion import architectures
from engine.conversion.to_gguf import convert_adapter
from engine.errors import InputError, ParityFailed
from engine.training.encode import IGNORE, Encoded
from engine.types import Parity, Persona, TrainSettings
from engine.workers.service import Task
from tests.engine.engine_files import sums

pytestmark = [
    pytest.mark.slow,
    # PEFT asks transformers for something that it calls by another name now.
    pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning"),
]
WEIGHTS = "adapter_model.safetensors"


def held_out(count: int = 6) -> list[Encoded]:
    made = []
    for seed in range(count):
        ids = [(3 + 37 * seed + 13 * k * k) % 40000 for k in range(24)]
        made.append(Encoded(ids, [IGNORE if k < 8 else id for k, id in enumerate(ids)]))
    return made


TASK = Task(lambda *_: None)


class Trained:
    """An adapter in PyTorch, and what it says at the held-out positions."""

    def __init__(self, base: Path, folder: Path) -> None:
        from engine.conversion import parity

        self.base, self.folder = base, folder
        self._parity, self._texts = parity, parity._choose(held_out())
        self._rows = parity._in_torch(base, folder, self._texts, TASK)

    def against(self, converted: Path) -> Parity:
        """As `prove_parity`, without asking PyTorch again each time."""
        return self._parity._compare(
            self._rows, self._parity._in_llama(self.base, converted, self._texts, TASK)
        )


@pytest.fixture(scope="module", params=[6, 40], ids=["weak", "strong"])
def trained(
    request: pytest.FixtureRequest, tiny_base: Path, tmp_path_factory: pytest.TempPathFactory
) -> Trained:
    """After a few steps of real training, and after many."""
    import torch

    from engine.training.device import Device
    from engine.training.peft_model import PeftTrainable

    device = Device(torch.device("cpu"), torch.float32, "test")
    model = PeftTrainable(tiny_base, TrainSettings(r=4, lora_alpha=8), device, "tiny")
    optimizer = torch.optim.AdamW(model.named_parameters().values(), lr=2e-3)
    batch = held_out()
    for _ in range(request.param):
        (model.losses(batch).sum() / sum(e.targets for e in batch)).backward()
        optimizer.step()
        optimizer.zero_grad()
    folder = tmp_path_factory.mktemp("trained")
    model.save_adapter(folder)
    return Trained(tiny_base, folder)


def changed(folder: Path, out: Path, change: Callable[[str, Any], Any]) -> Path:
    """The adapter with every tensor as `change` (name, values) has it."""
    shutil.copytree(folder, out)
    weights = {name: np.ascontiguousarray(change(name, v)) for name, v in load_file(out / WEIGHTS).items()}
    save_file(weights, out / WEIGHTS)
    return out


def scaled(factor: float) -> Callable[[str, Any], Any]:
    return lambda name, values: values * factor if "lora_B" in name else values


def without(*words: str) -> Callable[[str, Any], Any]:
    return lambda name, values: values * 0 if any(word in name for word in words) else values


WRONG: dict[str, Callable[[str, Any], Any]] = {
    "b scaled 1.5": scaled(1.5),
    "b scaled 0.5": scaled(0.5),
    "alpha by r": scaled(4),
    "zeroed": scaled(0),
    "a negated": lambda name, values: -values if "lora_A" in name else values,
    "a layer lost": without(".layers.1."),
    "down lost": without("down_proj"),
    "q and k lost": without("q_proj", "k_proj"),
    "rows of v reversed": lambda name, v: v[::-1] if "v_proj.lora_B" in name else v,
}


@pytest.mark.slow
def test_a_right_conversion_passes(trained: Trained, tmp_path: Path) -> None:
    from engine.conversion.parity import prove_parity

    convert_adapter(trained.folder, trained.base, tmp_path / "right.gguf")
    parity = trained.against(tmp_path / "right.gguf")
    assert parity == prove_parity(trained.base, trained.folder, tmp_path / "right.gguf", held_out(), TASK)
    assert parity.passed and parity.reason == ""
    assert parity.positions == sum(e.targets for e in held_out())
    assert parity.mean_kl < 1e-4 < 1e-3 < parity.effect_kl
    assert parity.top1_agreement > 0.97 and parity.base_top1_agreement > 0.97


def test_without_room_for_transformers_the_weights_stay_packed(
    tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only some modules of one layer: what the adapter has decides what is read."""
    import torch

    from engine.conversion import parity
    from engine.training.device import Device
    from engine.training.fast.model import FastTrainable

    settings = TrainSettings(r=4, target_modules=["q_proj", "down_proj"], layers_to_transform=[1])
    model = FastTrainable(tiny_base, settings, Device(torch.device("cpu"), torch.float32, "test"), "tiny")
    with torch.no_grad():
        for parameter in model.named_parameters().values():
            parameter.add_(torch.randn_like(parameter) * 0.2)
    model.save_adapter(tmp_path)
    convert_adapter(tmp_path, tiny_base, tmp_path / "adapter.gguf")
    monkeypatch.setattr(parity, "_BYTES_A_WEIGHT", 1 << 50)
    monkeypatch.setattr(parity, "load_adapted", None)
    proof = parity.prove_parity(tiny_base, tmp_path, tmp_path / "adapter.gguf", held_out(), TASK)
    assert proof.passed and proof.mean_kl < 1e-4 < proof.effect_kl


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_conversion_fails(
    change: Callable[[str, Any], Any], trained: Trained, tmp_path: Path
) -> None:
    wrong = changed(trained.folder, tmp_path / "wrong", change)
    convert_adapter(wrong, trained.base, tmp_path / "wrong.gguf")
    parity = trained.against(tmp_path / "wrong.gguf")
    assert not parity.passed and parity.reason


def test_forgotten_permutation_of_q_and_k_fails(
    trained: Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(architectures, "_PERMUTED", set())
    convert_adapter(trained.folder, trained.base, tmp_path / "wrong.gguf")
    parity = trained.against(tmp_path / "wrong.gguf")
    assert not parity.passed and "KL" in parity.reason


@pytest.mark.slow
@pytest.mark.parametrize("trained", [6], indirect=True)
def test_an_adapter_that_learned_nothing_is_told(trained: Trained, tmp_path: Path) -> None:
    idle = changed(trained.folder, tmp_path / "idle", scaled(0))
    convert_adapter(idle, trained.base, tmp_path / "idle.gguf")
    parity = Trained(trained.base, idle).against(tmp_path / "idle.gguf")
    assert not parity.passed and "changes nothing" in parity.reason


@pytest.mark.slow
@pytest.mark.parametrize("trained", [6], indirect=True)
def test_only_so_many_positions_are_compared(trained: Trained, tmp_path: Path) -> None:
    from engine.conversion.parity import prove_parity

    convert_adapter(trained.folder, trained.base, tmp_path / "right.gguf")
    ids = [(5 + 17 * k) % 40000 for k in range(1200)]  # longer than llama.cpp reads at once
    examples = [Encoded(ids, [IGNORE] * 700 + ids[700:])]
    parity = prove_parity(trained.base, trained.folder, tmp_path / "right.gguf", examples, TASK)
    assert parity.passed and parity.positions == 400


def test_nothing_to_compare_on(tiny_base: Path, tmp_path: Path) -> None:
    from engine.conversion.parity import prove_parity

    with pytest.raises(InputError, match="held-out"):
        prove_parity(tiny_base, tmp_path, tmp_path / "x.gguf", [], TASK)


@pytest.fixture
def engine(tiny_base: Path, tmp_path: Path) -> Iterator[Engine]:
    with Engine(tmp_path / "home") as opened:
        opened.add_model(tiny_base, "tiny")
        yield opened


@pytest.mark.slow
def test_after_a_failed_proof_nothing_is_installed_and_resuming_mends_it(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.training import pipeline

    def badly(folder: Path, base: Path, out: Path, **more: Any) -> Any:
        wrong = changed(folder, tmp_path / "wrong", scaled(1.5))
        return convert_adapter(wrong, base, out, **more)

    events: list[dict[str, Any]] = []
    settings = TrainSettings(r=4, lora_alpha=8, max_steps=6, learning_rate=5e-3, micro_batch_size=4)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "convert_adapter", badly)
        with pytest.raises(ParityFailed, match="does not behave like the trained one") as caught:
            engine.train(
                sums(tmp_path / "data.jsonl"),
                Persona(id="new", name="New"),
                settings,
                base="tiny",
                on_event=events.append,
            )
    assert "KL" in caught.value.cause and caught.value.exit_code == 2
    run = engine.run(events[0]["run"])
    assert run.state == "failed" and "does not behave" in run.error
    assert "new" not in {persona.id for persona in engine.personas()}
    kept = json.loads((engine.home.runs / run.id / "parity.json").read_text())
    assert kept["passed"] is False
    _, parity = engine.resume(run.id)
    assert parity.passed and engine.persona("new").adapter
