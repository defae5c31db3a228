"""The fast model is the same mathematics as transformers and PEFT: loss and every gradient, per architecture."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import gguf
import pytest
import torch

from engine.errors import BadFile
from engine.models.catalogue import starter_path
from engine.models.gguf_file import read_header
from engine.training.encode import IGNORE, Encoded
from engine.training.fast.geometry import read_geometry
from engine.training.fast.model import FastTrainable
from engine.training.fast.weights import ReorderedMatrix
from engine.training.optimizer import make_optimizer
from engine.training.peft_model import load_base
from engine.types import TrainSettings
from tests.engine.fast_models import FP32, MODELS, make_model, random_batch, write_gguf

# transformers announces changes of its own; they are not ours to heed here.
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")


def peft_loss(adapted: Any, batch: list[Encoded]) -> torch.Tensor:
    """Cross-entropy summed over labelled tokens, one sequence at a time: nothing to get wrong."""
    total = torch.zeros(())
    for example in batch:
        logits = adapted(input_ids=torch.tensor([example.ids])).logits[0, :-1]
        total = total + torch.nn.functional.cross_entropy(
            logits, torch.tensor(example.labels[1:]), ignore_index=IGNORE, reduction="sum"
        )
    return total


@pytest.fixture(scope="module", params=list(MODELS))
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[FastTrainable, Any]:
    """The same model twice, fast and by PEFT, with the same random adapter."""
    from peft import LoraConfig, get_peft_model

    name = request.param
    model = make_model(name)
    path = write_gguf(model, MODELS[name][1], tmp_path_factory.mktemp("fast") / f"{name}.gguf")
    settings = TrainSettings(r=4, lora_alpha=12)
    fast = FastTrainable(path, settings, FP32, "test")
    adapted = get_peft_model(
        model, LoraConfig(r=4, lora_alpha=12, target_modules="all-linear", task_type="CAUSAL_LM")
    )
    theirs = {k.replace(".default", ""): p for k, p in adapted.named_parameters() if p.requires_grad}
    ours = fast.named_parameters()
    assert set(ours) == set(theirs)
    with torch.no_grad():
        for key, parameter in ours.items():
            parameter.normal_(std=0.05)
            theirs[key].copy_(parameter)
    return fast, adapted


def test_loss_and_gradients_equal_peft(pair: tuple[FastTrainable, Any]) -> None:
    fast, adapted = pair
    batch = random_batch(1)
    loss, expected = fast.losses(batch).sum(), peft_loss(adapted, batch)
    assert float(loss.detach()) == pytest.approx(float(expected.detach()), rel=1e-5)
    for parameter in [*fast.named_parameters().values(), *adapted.parameters()]:
        parameter.grad = None
    loss.backward()
    expected.backward()
    theirs = {k.replace(".default", ""): p.grad for k, p in adapted.named_parameters() if p.requires_grad}
    for key, parameter in fast.named_parameters().items():
        assert parameter.grad is not None
        scale = theirs[key].norm()
        assert float((parameter.grad - theirs[key]).norm() / scale) < 1e-5, key


def test_packed_equals_one_by_one(pair: tuple[FastTrainable, Any]) -> None:
    fast, _ = pair
    batch = random_batch(2)
    with torch.no_grad():
        apart = sum(float(fast.losses([example]).sum()) for example in batch)
        assert float(fast.losses(batch).sum()) == pytest.approx(apart, rel=1e-5)


def test_the_saved_adapter_is_peft_s(pair: tuple[FastTrainable, Any], tmp_path: Path) -> None:
    from peft import PeftConfig
    from safetensors.torch import load_file

    fast, adapted = pair
    fast.save_adapter(tmp_path)
    config = PeftConfig.from_pretrained(str(tmp_path))
    assert (config.r, config.lora_alpha) == (4, 12)
    saved = load_file(tmp_path / "adapter_model.safetensors")
    expected = {k.replace(".default", ""): p for k, p in adapted.named_parameters() if p.requires_grad}
    assert set(saved) == set(expected)
    assert all(torch.equal(saved[key], expected[key]) for key in saved)
    before = {key: p.detach().clone() for key, p in fast.named_parameters().items()}
    with torch.no_grad():
        for parameter in fast.named_parameters().values():
            parameter.zero_()
    fast.load_adapter(tmp_path)
    assert all(torch.equal(before[key], p) for key, p in fast.named_parameters().items())


reorders = pytest.mark.skipif(not ReorderedMatrix.is_possible(FP32), reason="PyTorch has no oneDNN here")


@reorders
@pytest.mark.parametrize("name", ["llama", "qwen2", "phi3"])  # qwen2 has biases, phi3 fused layers
def test_reordered_weights_give_the_same_loss_and_gradients(name: str, tmp_path: Path) -> None:
    path = write_gguf(make_model(name), MODELS[name][1], tmp_path / "model.gguf")
    found: list[tuple[float, list[torch.Tensor]]] = []
    for reordered in (False, True):
        model = FastTrainable(path, TrainSettings(r=4), FP32, "test", reordered=reordered)
        parameters = list(model.named_parameters().values())
        assert isinstance(model._blocks[0].qkv.projection.weight, ReorderedMatrix) == reordered
        with torch.no_grad():
            for parameter in parameters:
                parameter.normal_(std=0.05, generator=torch.Generator().manual_seed(1))
        loss = model.losses(random_batch(1)).sum()
        found.append((float(loss.detach()), list(torch.autograd.grad(loss, parameters))))
    (plain, gradients), (other, others) = found
    assert other == pytest.approx(plain, rel=1e-6)
    for mine, theirs in zip(gradients, others, strict=True):
        assert float((mine - theirs).norm() / mine.norm()) < 1e-5


@reorders
def test_reordered_weights_are_still_the_weights() -> None:
    values = torch.randn(24, 40)
    matrix = ReorderedMatrix(values)
    assert torch.equal(matrix.dense(), values)
    x, g, bias = torch.randn(5, 40), torch.randn(5, 24), torch.randn(24)
    assert torch.allclose(matrix.times(x, bias), x @ values.t() + bias, atol=1e-5)
    assert torch.allclose(matrix.back(g), g @ values, atol=1e-5)


def test_the_optimizers_steps_are_noticed(tmp_path: Path) -> None:
    """What the adapters are joined to is made anew once they have changed; a fused optimizer tells nobody."""
    path = write_gguf(make_model("llama"), "llama", tmp_path / "model.gguf")
    settings = TrainSettings(r=4, learning_rate=0.1)
    model = FastTrainable(path, settings, FP32, "test")
    optimizer, batch = make_optimizer(model, settings), random_batch(1)
    before = model.losses(batch).sum()
    before.backward()
    optimizer.step()
    model.save_adapter(tmp_path)
    fresh = FastTrainable(path, settings, FP32, "test")
    fresh.load_adapter(tmp_path)
    with torch.no_grad():
        after, expected = (float(one.losses(batch).sum()) for one in (model, fresh))
    assert after == expected != float(before.detach())


@pytest.mark.parametrize("name", MODELS)
def test_packed_weights_give_the_logits_of_dequantized_ones(name: str, tmp_path: Path) -> None:
    kind = gguf.GGMLQuantizationType.Q5_1
    model = make_model(name, hidden_size=64, intermediate_size=96)
    path = write_gguf(model, MODELS[name][1], tmp_path / "model.gguf", kind)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 2:
                parameter.copy_(
                    torch.from_numpy(gguf.dequantize(gguf.quantize(parameter.numpy(), kind), kind))
                )
        for example in random_batch(7):
            theirs = model(input_ids=torch.tensor([example.ids])).logits[0]
            ours = FastTrainable(path, TrainSettings(), FP32, "test", packed=True).logits(
                example.ids, range(len(example.ids))
            )
            assert float((ours - theirs).norm() / theirs.norm()) < 1e-5


@pytest.mark.slow
def test_the_starter_models_logits_are_those_of_transformers() -> None:
    base = starter_path()
    ids = [1, *random.Random(0).choices(range(3, 49152), k=60)]
    ours = FastTrainable(base, TrainSettings(), FP32, "test", packed=True).logits(ids, range(len(ids)))
    with torch.no_grad():
        theirs = load_base(base, FP32)(input_ids=torch.tensor([ids])).logits[0]
    assert float((ours - theirs).norm() / theirs.norm()) < 1e-4


def test_sampling_is_greedy(pair: tuple[FastTrainable, Any]) -> None:
    fast, adapted = pair
    prompt = random_batch(5, (9,))[0].ids
    with torch.no_grad():
        ids = list(prompt)
        for _ in range(3):
            ids.append(int(adapted(input_ids=torch.tensor([ids])).logits[0, -1].argmax()))
    assert list(fast.sample(prompt, 3)) == ids[-3:]


def test_what_the_fast_model_does_not_know_is_named(tmp_path: Path) -> None:
    writer = gguf.GGUFWriter(tmp_path / "x.gguf", "mamba")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with pytest.raises(BadFile, match="mamba"):
        read_geometry(read_header(tmp_path / "x.gguf"))
