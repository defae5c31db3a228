"""The fast model on an NVIDIA GPU: skipped where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gguf
import pytest
import torch

from engine.errors import Cancelled
from engine.training.device import Device, choose_device
from engine.training.fast.attention import Heads, Layout, attention
from engine.training.fast.flash import flash_attention, has_flash
from engine.training.fast.model import FastTrainable
from engine.training.loop import Trainer
from engine.training.sampling import passes
from engine.training.trainable import make_trainable, plan_memory
from engine.types import TrainSettings
from engine.workers.service import Task
from tests.engine.fast_models import FP32, MODELS, make_model, random_batch, write_gguf

pytestmark = [
    pytest.mark.skipif(not torch.cuda.is_available(), reason="this computer has no NVIDIA GPU"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]
GPU = Device(torch.device("cuda"), torch.float32, "test")
HALF = Device(torch.device("cuda"), torch.bfloat16, "test")
HALF_CPU = Device(torch.device("cpu"), torch.bfloat16, "test")


def twice(
    name: str, folder: Path, there: Device, *, packed: bool = False
) -> tuple[FastTrainable, FastTrainable]:
    """The same model with the same random adapter, on the CPU and `there`."""
    kind = gguf.GGMLQuantizationType.Q5_1 if packed else None
    model = make_model(name, hidden_size=64, intermediate_size=96)
    path = write_gguf(model, MODELS[name][1], folder / "model.gguf", kind)
    made = [
        FastTrainable(path, TrainSettings(r=4), device, "test", packed=packed) for device in (FP32, there)
    ]
    with torch.no_grad():
        ours, theirs = (m.named_parameters() for m in made)
        for key, parameter in ours.items():
            theirs[key].copy_(parameter.normal_(std=0.05))
    return made[0], made[1]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", MODELS)
def test_loss_and_gradients_are_the_cpus(name: str, packed: bool, tmp_path: Path) -> None:
    cpu, gpu = twice(name, tmp_path, GPU, packed=packed)
    batch = random_batch(1)
    losses = [model.losses(batch).sum() for model in (cpu, gpu)]
    assert float(losses[1].detach()) == pytest.approx(float(losses[0].detach()), rel=1e-5)
    for loss in losses:
        loss.backward()
    theirs = gpu.named_parameters()
    for key, parameter in cpu.named_parameters().items():
        mine, other = parameter.grad, theirs[key].grad
        assert mine is not None and other is not None
        assert float((mine - other.cpu()).norm() / mine.norm()) < 2e-5, key  # sums in another order


@pytest.mark.parametrize("window", [0, 8])
def test_the_flash_kernel_gives_what_products_give(window: int) -> None:
    heads = Heads(6, 2, 64, 0.125, window=window)
    lengths = (70, 19, 33, 1)
    layout = Layout(lengths, torch.device("cuda"))
    torch.manual_seed(0)
    values = torch.randn(sum(lengths), 10 * 64, device="cuda")
    angles = torch.rand(sum(lengths), 1, 32, device="cuda")
    wanted = torch.randn(sum(lengths), 6 * 64, device="cuda")
    found: list[tuple[torch.Tensor, torch.Tensor]] = []
    for attend, dtype in ((attention, torch.float32), (flash_attention, torch.bfloat16)):
        x = values.to(dtype).requires_grad_()
        rotation = angles.cos().to(dtype), angles.sin().to(dtype)
        y = attend(x * 1, rotation, layout, heads)
        (gradient,) = torch.autograd.grad(y, x, wanted.to(dtype))
        found.append((y.detach().float(), gradient.float()))
    assert has_flash(values.device, torch.bfloat16) and not has_flash(values.device, torch.float32)
    for mine, theirs in zip(*found, strict=True):
        assert float((mine - theirs).norm() / mine.norm()) < 0.01


@pytest.mark.parametrize("name", MODELS)
def test_half_precision_is_as_close_as_on_the_cpu(name: str, tmp_path: Path) -> None:
    exact, gpu = twice(name, tmp_path, HALF)
    cpu = FastTrainable(tmp_path / "model.gguf", TrainSettings(r=4), HALF_CPU, "test")
    batch, found = random_batch(3), []
    with torch.no_grad():
        for key, parameter in cpu.named_parameters().items():
            parameter.copy_(exact.named_parameters()[key])
    for model in (exact, cpu, gpu):
        loss = model.losses(batch).sum()
        gradients = torch.autograd.grad(loss, list(model.named_parameters().values()))
        found.append((float(loss.detach()), torch.cat([gradient.flatten().cpu() for gradient in gradients])))
    assert found[2][0] == pytest.approx(found[0][0], rel=0.02)
    on_cpu, on_gpu = (float((half - found[0][1]).norm() / found[0][1].norm()) for _, half in found[1:])
    assert on_gpu < 1.5 * on_cpu + 0.01


@pytest.mark.parametrize("name", ["llama", "gemma2"])  # by the flash kernel, and by products with a softcap
def test_the_memory_formula_holds(name: str, tmp_path: Path) -> None:
    sizes = {"hidden_size": 512, "intermediate_size": 1536, "num_hidden_layers": 8, "head_dim": 128}
    path = write_gguf(make_model(name, **sizes), MODELS[name][1], tmp_path / "model.gguf")
    settings, lengths = TrainSettings(r=4, micro_batch_size=8), [900] * 8
    batch = random_batch(1, tuple(lengths))
    plan = plan_memory(path, settings, HALF, batch)
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    model = make_trainable(path, settings, HALF, "test", plan)
    (part,) = passes(batch, plan.size)
    before = torch.cuda.memory_allocated()
    model.losses(part).sum().backward()
    taken = torch.cuda.max_memory_allocated() - before
    assert plan.parts["activations"] == pytest.approx(taken, rel=0.35)


def test_a_run_stops_resumes_and_answers(tmp_path: Path) -> None:
    path = write_gguf(make_model("llama"), "llama", tmp_path / "model.gguf")
    device = choose_device()
    assert device.device.type == "cuda"
    settings = TrainSettings(
        r=4, micro_batch_size=2, epochs=4, save_every=2, eval_every=4, learning_rate=1e-2
    )
    train, valid = random_batch(1, (9, 22, 14, 30)), random_batch(2)

    def run(folder: Path, stop_at: int = 0) -> dict[str, Any]:
        def heed(event: str, fields: dict[str, Any]) -> None:
            if event == "step" and fields["step"] == stop_at:
                task.cancel()

        folder.mkdir(exist_ok=True)
        task = Task(heed)
        model = FastTrainable(path, settings, device, "test")
        result = Trainer(model, train, valid, settings, folder, task).fit()
        assert list(model.sample(train[0].ids, 3))
        return result

    whole = run(tmp_path / "whole")
    with pytest.raises(Cancelled):
        run(tmp_path / "stopped", stop_at=3)
    resumed = run(tmp_path / "stopped")
    assert resumed["loss_last"] < resumed["loss_first"]
    assert resumed["loss_last"] == pytest.approx(whole["loss_last"], rel=0.02)
    assert resumed["peak_memory_bytes"] > 0
