"""What one can ask of the fast model beyond the plain case: packed weights, less memory, fewer layers, noise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import pytest
import torch

from engine.errors import InputError
from engine.training.encode import Encoded
from engine.training.fast import attention, frozen, weights
from engine.training.fast.model import FastTrainable
from engine.types import TrainSettings
from tests.engine.fast_models import FP32, MODELS, make_model, random_batch, write_gguf

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")

Make = Callable[..., FastTrainable]
BATCH = random_batch(4)


@pytest.fixture(scope="module", params=["llama-tied", "qwen2", "gemma2"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model whose matrices are quantized. 64 columns: whole blocks of 32."""
    model = make_model(request.param, hidden_size=64, intermediate_size=96)
    kind = gguf.GGMLQuantizationType.Q4_1
    return write_gguf(model, MODELS[request.param][1], tmp_path_factory.mktemp("q") / "model.gguf", kind)


@pytest.fixture
def make(path: Path) -> Make:
    """The model with an adapter that does something."""

    def made(packed: bool = False, checkpointing: bool = False, **settings: Any) -> FastTrainable:
        chosen = TrainSettings(r=4, lora_alpha=12, **settings)
        model = FastTrainable(path, chosen, FP32, "test", packed=packed, checkpointing=checkpointing)
        torch.manual_seed(5)
        with torch.no_grad():
            for parameter in model.named_parameters().values():
                parameter.normal_(std=0.05)
        return model

    return made


def loss_and_gradients(model: FastTrainable, seed: int = 0) -> tuple[float, dict[str, torch.Tensor]]:
    torch.manual_seed(seed)
    for parameter in model.named_parameters().values():
        parameter.grad = None
    loss = model.losses(BATCH).sum()
    loss.backward()
    gradients = {k: p.grad.clone() for k, p in model.named_parameters().items() if p.grad is not None}
    return float(loss.detach()), gradients


def same(a: FastTrainable, b: FastTrainable) -> bool:
    """Bit for bit the same loss and gradients."""
    (one, ours), (other, theirs) = loss_and_gradients(a), loss_and_gradients(b)
    assert set(ours) == set(theirs) == set(a.named_parameters())
    return one == other and all(torch.equal(ours[key], theirs[key]) for key in ours)


def test_packed_and_checkpointed_change_no_bit(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = make()
    assert same(plain, make(packed=True)) and same(plain, make(packed=True, checkpointing=True))
    assert same(make(lora_dropout=0.3), make(lora_dropout=0.3, packed=True, checkpointing=True))


def test_long_sequences_are_looked_over_in_parts(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    loss, gradients = loss_and_gradients(make())
    monkeypatch.setattr(attention, "_PLACES", 5)  # of 33 places, and gemma2's window is 8
    in_parts, theirs = loss_and_gradients(make())
    assert in_parts == pytest.approx(loss, rel=1e-6)
    for name, gradient in gradients.items():
        torch.testing.assert_close(theirs[name], gradient, rtol=1e-4, atol=1e-5 * float(gradient.abs().max()))


def test_a_vocabulary_unpacked_in_slices(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_SLICE", 64 * 10)  # ten words at a time
    (one, ours), (other, theirs) = loss_and_gradients(make()), loss_and_gradients(make(packed=True))
    assert one == pytest.approx(other, rel=1e-6)
    assert all(float((ours[k] - theirs[k]).norm()) <= 1e-5 * float(ours[k].norm()) for k in ours)


def test_sampling_from_packed_weights(make: Make) -> None:
    assert list(make().sample(BATCH[0].ids, 5)) == list(make(packed=True).sample(BATCH[0].ids, 5))


def test_chosen_modules_and_layers_alone_are_trained(make: Make) -> None:
    model = make(target_modules=["q_proj", "down_proj"], layers_to_transform=[2, 4])
    trained = {".".join(name.split(".")[4:7]) for name in model.named_parameters()}
    assert trained == {f"{i}.{module}" for i in (2, 4) for module in ("self_attn.q_proj", "mlp.down_proj")}
    _, gradients = loss_and_gradients(model)
    # as if the adapters of the others were there and did nothing
    whole = make()
    with torch.no_grad():
        for name, parameter in whole.named_parameters().items():
            own = model.named_parameters().get(name)
            parameter.copy_(own) if own is not None else parameter.zero_()
    _, theirs = loss_and_gradients(whole)
    for name, gradient in gradients.items():
        assert float((gradient - theirs[name]).norm() / theirs[name].norm()) < 1e-5, name


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"target_modules": ["qproj"]}, "no linear layer called qproj"),
        ({"layers_to_transform": [99]}, "No adapter would be trained"),
        ({"layers_to_transform": []}, "No adapter would be trained"),
        ({"target_modules": []}, "No adapter would be trained"),
    ],
)
def test_what_does_not_exist_is_refused(make: Make, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        make(**asked)
    assert refused.value.fix


def test_frozen_layers_are_computed_once(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    model = make(layers_to_transform=[3, 4, 5])
    runs: list[int] = []
    run = model._run
    monkeypatch.setattr(model, "_run", lambda i, *rest: (runs.append(i), run(i, *rest))[1])
    first = loss_and_gradients(model)
    assert runs == [0, 1, 2] * len(BATCH) + [3, 4, 5]  # each example by itself
    runs.clear()
    second = loss_and_gradients(model)
    assert runs == [3, 4, 5]
    assert first[0] == second[0] and all(torch.equal(first[1][k], second[1][k]) for k in first[1])
    # in another order and company, and with one it has not seen
    more = random_batch(8, (12,))
    model.losses([BATCH[2], *more, BATCH[0]])
    assert runs[3:] == [0, 1, 2, 3, 4, 5]

    monkeypatch.setattr(frozen, "_SHARE", 0.0)  # no room: computed each time, and the same
    short = make(layers_to_transform=[3, 4, 5])
    again = [loss_and_gradients(short), loss_and_gradients(short)]
    assert all(loss == first[0] for loss, _ in again)


def test_dropout_leaves_out_its_share_in_training_only(make: Make) -> None:
    model, plain = make(lora_dropout=0.5), make()
    losses = [loss_and_gradients(model, seed)[0] for seed in range(6)]
    assert len(set(losses)) == 6 and loss_and_gradients(model, 3)[0] == losses[3]
    model.train(False)
    assert loss_and_gradients(model)[0] == loss_and_gradients(plain)[0]


def test_dropout_has_the_gradient_of_what_it_computed(make: Make) -> None:
    """Along a random direction, by finite differences with the same mask."""
    model = make(lora_dropout=0.3)
    _, gradients = loss_and_gradients(model, 1)
    name = next(n for n in gradients if "lora_A" in n and float(gradients[n].norm()) > 0)
    parameter, direction = model.named_parameters()[name], torch.randn_like(gradients[name])
    ends = []
    for step in (1e-2, -1e-2):
        with torch.no_grad():
            parameter.add_(direction, alpha=step)
        ends.append(loss_and_gradients(model, 1)[0])
        with torch.no_grad():
            parameter.add_(direction, alpha=-step)
    slope = (ends[0] - ends[1]) / 2e-2
    assert slope == pytest.approx(float((gradients[name] * direction).sum()), rel=0.02, abs=1e-3)


def test_neftune_adds_noise_of_its_size_in_training_only(make: Make) -> None:
    model, plain = make(neftune_noise_alpha=5.0), make()
    assert loss_and_gradients(model, 1)[0] != loss_and_gradients(model, 2)[0]
    ids = torch.tensor(BATCH[0].ids)
    noise = model._embedded(ids, [len(ids)]) - plain._embedded(ids, [len(ids)])
    limit = 5.0 / (len(ids) * noise.shape[1]) ** 0.5
    assert 0.9 * limit < float(noise.abs().max()) <= limit * 1.0001
    model.train(False)
    assert loss_and_gradients(model)[0] == loss_and_gradients(plain)[0]


def test_without_the_adapter_it_is_the_base(make: Make) -> None:
    model, bare = make(packed=True), make()
    with torch.no_grad():
        for parameter in bare.named_parameters().values():
            parameter.zero_()
        with model.disable_adapter():
            off = model.losses(BATCH)
        assert torch.equal(off, bare.losses(BATCH))
        assert not torch.equal(off, model.losses(BATCH))


def test_losses_are_each_sequences_own(make: Make) -> None:
    model = make()
    with torch.no_grad():
        each = model.losses(BATCH)
        for example, loss in zip(BATCH, each, strict=True):
            assert float(model.losses([example])[0]) == pytest.approx(float(loss), rel=1e-5)
    unlearned = Encoded(BATCH[0].ids, [-100] * len(BATCH[0].ids))
    assert float(model.losses([unlearned, BATCH[1]])[0].detach()) == 0.0
