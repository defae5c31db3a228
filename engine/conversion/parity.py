"""Proof that a GGUF adapter in llama.cpp behaves like the trained one in PyTorch.

Both runtimes read the same held-out conversations; their next-token distributions are compared at
every position of the answers. Two runtimes never agree exactly (llama.cpp multiplies in 8 bits), so
the bare base is measured the same way and sets the scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from engine.errors import InputError
from engine.inference.llama import Context, LoadedModel
from engine.training.device import Device
from engine.training.encode import IGNORE, Encoded
from engine.training.peft_model import load_adapted
from engine.types import Parity
from engine.workers.service import Task

_MAX_POSITIONS = 400
_KL_FACTOR, _KL_SLACK = 2.5, 0.005  # allowed: factor times the base's KL, plus a little for tiny bases
_AGREEMENT_SLACK = 0.08
_LEAST_EFFECT = 1e-3  # nats by which on must differ from off

Logits = npt.NDArray[np.float32]


@dataclass(frozen=True)
class _Gap:
    mean_kl: float
    top1_agreement: float


def prove_parity(
    base: Path, adapter_dir: Path, adapter_gguf: Path, examples: Sequence[Encoded], task: Task
) -> Parity:
    """Measure and judge. Reads at most about 400 answer positions; fp32 in PyTorch.

    Raises `InputError` if there is nothing to compare on.
    """
    chosen = _choose(examples)
    if not chosen:
        raise InputError("There are no held-out answers to prove the adapter on.", fix="Add examples.")
    device = Device(torch.device("cpu"), torch.float32, "proof")
    model = load_adapted(base, adapter_dir, device)
    task.report("proof", done=0, total=4)
    torch_on = [_torch_logits(model, e) for e in chosen]
    task.check()
    task.report("proof", done=1, total=4)
    with model.disable_adapter():
        torch_off = [_torch_logits(model, e) for e in chosen]
    del model
    task.check()
    task.report("proof", done=2, total=4)

    llama = LoadedModel(base)
    context = Context(llama, n_ctx=max(len(e.ids) for e in chosen) + 8, threads=torch.get_num_threads())
    try:
        llama_off = [_answers(context.all_logits(e.ids), e) for e in chosen]
        task.report("proof", done=3, total=4)
        context.set_adapters([(adapter_gguf, 1.0)])
        llama_on = [_answers(context.all_logits(e.ids), e) for e in chosen]
    finally:
        context.free()
        llama.free()
    task.report("proof", done=4, total=4)

    adapted, bare = _gap(torch_on, llama_on), _gap(torch_off, llama_off)
    effect = _gap(llama_on, llama_off)
    reason = _judge(adapted, bare, effect.mean_kl)
    return Parity(
        positions=sum(len(rows) for rows in torch_on),
        mean_kl=adapted.mean_kl,
        top1_agreement=adapted.top1_agreement,
        base_mean_kl=bare.mean_kl,
        base_top1_agreement=bare.top1_agreement,
        effect_kl=effect.mean_kl,
        passed=not reason,
        reason=reason,
    )


def _judge(adapted: _Gap, bare: _Gap, effect_kl: float) -> str:
    """Why the proof fails, or nothing."""
    limit = _KL_FACTOR * bare.mean_kl + _KL_SLACK
    if not adapted.mean_kl <= limit:  # NaN fails too
        return f"mean KL {adapted.mean_kl:.4f} is above {limit:.4f} ({_KL_FACTOR} times the bare base's plus {_KL_SLACK})"
    if adapted.top1_agreement < bare.top1_agreement - _AGREEMENT_SLACK:
        return f"top-1 agreement {adapted.top1_agreement:.3f} is far below the bare base's {bare.top1_agreement:.3f}"
    if not effect_kl >= _LEAST_EFFECT:
        return f"the adapter changes nothing (KL between on and off {effect_kl:.5f})"
    return ""


def _choose(examples: Sequence[Encoded]) -> list[Encoded]:
    chosen: list[Encoded] = []
    positions = 0
    for example in examples:
        if positions >= _MAX_POSITIONS:
            break
        chosen.append(example)
        positions += example.targets
    return chosen


def _answers(logits: Logits, example: Encoded) -> Logits:
    """Log-probabilities at the positions that predict an answer's token: [targets, vocabulary]."""
    rows = np.array([i for i, label in enumerate(example.labels[1:]) if label != IGNORE])
    picked = logits[rows].astype(np.float64)
    picked -= picked.max(-1, keepdims=True)
    return np.asarray(picked - np.log(np.exp(picked).sum(-1, keepdims=True)), dtype=np.float32)


def _torch_logits(model: torch.nn.Module, example: Encoded) -> Logits:
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([example.ids])).logits[0]
    return _answers(logits.float().numpy(), example)


def _gap(p: Sequence[Logits], q: Sequence[Logits]) -> _Gap:
    """Mean KL(p || q) in nats and the share of positions with the same argmax."""
    kl, same = [], []
    for a, b in zip(p, q, strict=True):
        kl.append((np.exp(a.astype(np.float64)) * (a.astype(np.float64) - b)).sum(-1))
        same.append(a.argmax(-1) == b.argmax(-1))
    return _Gap(float(np.concatenate(kl).mean()), float(np.concatenate(same).mean()))
