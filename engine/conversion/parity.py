"""Proof that a GGUF adapter in llama.cpp behaves like the trained one in PyTorch.

Both runtimes read the same held-out conversations; their next-token distributions are compared at
positions of the answers. Two runtimes never agree exactly (llama.cpp multiplies in 8 bits), so the bare
base is measured the same way and sets the scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import psutil
import torch

from engine.conversion.plain_adapter import from_peft
from engine.errors import BadFile, InputError
from engine.inference.llama import Context, LoadedModel
from engine.models.gguf_file import read_header
from engine.training.device import Device
from engine.training.encode import IGNORE, Encoded
from engine.training.fast.geometry import ARCHITECTURES
from engine.training.fast.model import FastTrainable
from engine.training.peft_model import load_adapted
from engine.types import Parity, TrainSettings
from engine.workers.service import Task

_MAX_POSITIONS = 400
# The allowed mean KL: a factor times the bare base's, plus a share of what the adapter does, plus rounding to
# float16. Measured (tests/engine/test_parity.py holds the tiny model's): sound adapters stay at 0.5 to 1 times
# the base's; forgotten q/k permutation, missing modules or alpha wrong by half cost 1.3 % of the effect or more.
_KL_FACTOR, _KL_SHARE, _KL_SLACK = 2.0, 0.002, 2e-4
_AGREEMENT_SLACK = 0.03  # beyond three standard deviations of the count
_LEAST_EFFECT = 1e-3  # nats by which on must differ from off

_BYTES_A_WEIGHT = 6  # as transformers unpacks a GGUF to fp32: the weights, and those on their way

Rows = npt.NDArray[np.float32]
"""Log-probabilities at some positions: [positions, vocabulary]."""
_Pair = tuple[list[Rows], list[Rows]]
"""The rows of each text with the adapter, and without."""


@dataclass(frozen=True)
class _Gap:
    mean_kl: float
    top1_agreement: float


@dataclass(frozen=True)
class _Text:
    """Token ids, and the positions in them after which the two runtimes are compared."""

    ids: list[int]
    positions: list[int]


def prove_parity(
    base: Path, adapter_dir: Path, adapter_gguf: Path, examples: Sequence[Encoded], task: Task
) -> Parity:
    """Measure and judge, at 400 answer positions or as many as there are; fp32 in PyTorch.

    Raises `InputError` if there is nothing to compare on, `BadFile` or `WrongBase` for a file that
    cannot be used.
    """
    texts = _choose(examples)
    if not texts:
        raise InputError("There are no held-out answers to prove the adapter on.", fix="Add examples.")
    return _compare(_in_torch(base, adapter_dir, texts, task), _in_llama(base, adapter_gguf, texts, task))


def _compare(torch_rows: _Pair, llama_rows: _Pair) -> Parity:
    (torch_on, torch_off), (llama_on, llama_off) = torch_rows, llama_rows
    adapted, bare = _gap(torch_on, llama_on), _gap(torch_off, llama_off)
    effect = _gap(llama_on, llama_off)
    positions = sum(len(rows) for rows in torch_on)
    reason = _judge(adapted, bare, effect.mean_kl, _gap(torch_on, torch_off).mean_kl, positions)
    return Parity(
        positions=positions,
        mean_kl=adapted.mean_kl,
        top1_agreement=adapted.top1_agreement,
        base_mean_kl=bare.mean_kl,
        base_top1_agreement=bare.top1_agreement,
        effect_kl=effect.mean_kl,
        passed=not reason,
        reason=reason,
    )


def _judge(adapted: _Gap, bare: _Gap, effect_kl: float, trained_kl: float, positions: int) -> str:
    """Why the proof fails, or nothing. `effect_kl` and `trained_kl`: on against off, in llama.cpp and in PyTorch."""
    limit = _KL_FACTOR * bare.mean_kl + _KL_SHARE * trained_kl + _KL_SLACK
    if not adapted.mean_kl <= limit:  # NaN fails too
        return (
            f"mean KL {adapted.mean_kl:.4g} is above {limit:.4g} (the bare base's is {bare.mean_kl:.4g}, "
            f"the adapter's effect {trained_kl:.4g})"
        )
    chance = (bare.top1_agreement * positions + 1) / (positions + 2)
    deviation = (2 * chance * (1 - chance) / positions) ** 0.5  # of the difference of two such counts
    if adapted.top1_agreement < bare.top1_agreement - _AGREEMENT_SLACK - 3 * deviation:
        return f"top-1 agreement {adapted.top1_agreement:.3f} is far below the bare base's {bare.top1_agreement:.3f}"
    if not effect_kl >= _LEAST_EFFECT:
        return f"the adapter changes nothing (KL between on and off {effect_kl:.2g})"
    return ""


def _choose(examples: Sequence[Encoded]) -> list[_Text]:
    """The first `_MAX_POSITIONS` positions that predict an answer's token, and what must be read for them."""
    chosen: list[_Text] = []
    room = _MAX_POSITIONS
    for example in examples:
        positions = [i for i, label in enumerate(example.labels[1:]) if label != IGNORE][:room]
        if not positions:
            continue
        chosen.append(_Text(example.ids[: positions[-1] + 1], positions))
        room -= len(positions)
        if not room:
            break
    return chosen


def _in_torch(base: Path, adapter: Path, texts: Sequence[_Text], task: Task) -> _Pair:
    task.report("proof", done=0, total=4)
    model = _trained(base, adapter)
    on = [_torch_rows(model, text, task) for text in texts]
    task.report("proof", done=1, total=4)
    with model.disable_adapter():
        off = [_torch_rows(model, text, task) for text in texts]
    task.report("proof", done=2, total=4)
    return on, off


def _trained(base: Path, adapter: Path) -> Any:
    """The adapter on its base in fp32: by transformers, which knows nothing of how we train, or else by the fast
    model, for what transformers cannot read from a GGUF or would need more memory for than there is. Raises
    `BadFile`."""
    device, header = Device(torch.device("cpu"), torch.float32, "proof"), read_header(base)
    ours = header.architecture in ARCHITECTURES
    weights = sum(tensor.n_elements for tensor in header.tensors.values())
    if not ours or weights * _BYTES_A_WEIGHT < psutil.virtual_memory().available:
        try:
            return load_adapted(base, adapter, device)
        except BadFile:
            if not ours:
                raise
    settings = TrainSettings(**from_peft(adapter, header).shape)
    model = FastTrainable(base, settings, device, "", packed=True)
    model.load_adapter(adapter)
    return model


def _torch_rows(model: Any, text: _Text, task: Task) -> Rows:
    task.check()
    if isinstance(model, FastTrainable):
        return _log_softmax(model.logits(text.ids, text.positions).numpy())
    with torch.no_grad():
        ids, keep = torch.tensor([text.ids]), torch.tensor(text.positions)
        return _log_softmax(model(input_ids=ids, logits_to_keep=keep).logits[0].float().numpy())


def _in_llama(base: Path, adapter: Path, texts: Sequence[_Text], task: Task) -> _Pair:
    model = LoadedModel(base)
    try:
        n_ctx = max(len(text.ids) for text in texts) + 8
        context = Context(model, n_ctx, threads=torch.get_num_threads())
        try:
            off = [_llama_rows(context, text, task) for text in texts]
            task.report("proof", done=3, total=4)
            context.set_adapters([(model.adapter(adapter), 1.0)])
            on = [_llama_rows(context, text, task) for text in texts]
        finally:
            context.free()
    finally:
        model.free()
    task.report("proof", done=4, total=4)
    return on, off


def _llama_rows(context: Context, text: _Text, task: Task) -> Rows:
    task.check()
    return _log_softmax(context.logits(text.ids, text.positions))


def _log_softmax(logits: Rows) -> Rows:
    wide = logits.astype(np.float64)
    wide -= wide.max(-1, keepdims=True)
    return np.asarray(wide - np.log(np.exp(wide).sum(-1, keepdims=True)), dtype=np.float32)


def _gap(p: Sequence[Rows], q: Sequence[Rows]) -> _Gap:
    """Mean KL(p || q) in nats and the share of positions with the same argmax."""
    kl, same = [], []
    for a, b in zip(p, q, strict=True):
        kl.append((np.exp(a.astype(np.float64)) * (a.astype(np.float64) - b)).sum(-1))
        same.append(a.argmax(-1) == b.argmax(-1))
    return _Gap(float(np.concatenate(kl).mean()), float(np.concatenate(same).mean()))
