"""Looking before training: how long the examples are, and how fast this machine trains. Runs in the job worker."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

from engine.datasets import PARTS, Example, read_dataset, split
from engine.errors import InputError
from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.training.encode import encode_for_run, with_system_prompt
from engine.types import Compute, DataMeasure, TrainSettings, TrainSpeed
from engine.workers.service import Arguments, Task

_MEASURED = 20_000  # examples; of more, an even share stands for all
_PROBED = 64  # examples a probe draws its batches from
_CHUNK = 512
# Where among the examples, sorted by length, a probe's timed batches begin. On a slow machine the first is the only
# one: it stands for all.
_SHARES = (3 / 8, 7 / 8, 1 / 8, 5 / 8)
_STEPS, _SECONDS = len(_SHARES), 12.0  # a probe ends after so many timed steps, or so long


def measure(task: Task, args: Arguments) -> dict[str, Any]:
    """Count tokens: {"model", "data", "system_prompt", "log"}. Returns a `DataMeasure`; loads no torch."""
    examples = read_dataset(Path(args["data"]), strict=False).examples
    step = max(1, -(-len(examples) // _MEASURED))
    chosen = examples[::step]
    base = Path(args["model"])
    vocabulary, template = Vocabulary(base), ChatTemplate(base, Path(args["log"]))
    lengths: list[int] = []
    answers: list[int] = []
    rejected: list[int] = []
    try:
        for start in range(0, len(chosen), _CHUNK):
            task.check()
            part = chosen[start : start + _CHUNK]
            task.report("measured", done=start, total=len(chosen))
            chats = [with_system_prompt(e, args["system_prompt"]) for e in part if e.messages]
            texts = iter(template.render([(messages, False) for messages in chats]))
            for example in part:
                whole = len(vocabulary.encode(next(texts) if example.messages else example.text))
                lengths.append(whole)
                answers.append(_answer_tokens(example, vocabulary) if example.messages else whole)
                rejected.append(_with_rejected(example, whole, vocabulary))
    finally:
        template.close()
    parts = split(examples, seed=0).parts()
    return DataMeasure(
        examples=len(examples),
        counts={part: len(parts[part]) for part in PARTS},
        lengths=lengths,
        answers=answers,
        lines=[example.line for example in chosen],
        conversations=any(example.messages for example in examples),
        rejected=rejected if any(example.rejected for example in examples) else [],
    ).model_dump()


def _characters(example: Example) -> int:
    return len(example.text) + sum(len(message.content) for message in example.messages)


def _answer_tokens(example: Example, vocabulary: Vocabulary) -> int:
    return sum(len(vocabulary.encode(m.content)) + 1 for m in example.messages if m.role == "assistant")


def _with_rejected(example: Example, whole: int, vocabulary: Vocabulary) -> int:
    """Tokens of a conversation of `whole` tokens with the rejected answer for its last; 0 without one."""
    if not example.rejected:
        return 0
    last = example.messages[-1].content
    return max(1, whole - len(vocabulary.encode(last)) + len(vocabulary.encode(example.rejected)))


def probe(task: Task, args: Arguments) -> dict[str, Any]:
    """Train a few steps that are thrown away: {"model", "data", "system_prompt", "log", "settings", "compute"}.

    Returns a `TrainSpeed`. The first step takes the longest examples of all, so that too little memory is
    found out here; it is not timed, for it makes the buffers that all later ones use again.
    """
    began = time.perf_counter()
    from engine.training.device import choose_device, take
    from engine.training.lanes import Lanes
    from engine.training.objectives import objective
    from engine.training.optimizer import make_optimizer
    from engine.training.peak import peak_memory
    from engine.training.sampling import passes
    from engine.training.trainable import abilities, device_memory, make_trainable, plan_memory

    base, settings = Path(args["model"]), TrainSettings.model_validate(args["settings"])
    compute = Compute.model_validate(args["compute"])
    take(compute)
    device, size, goal = choose_device(compute.device), settings.micro_batch_size, objective(settings)
    free = device_memory(device)
    examples = read_dataset(Path(args["data"]), strict=False).examples
    longest = sorted(examples, key=_characters)[-size:]
    chosen = examples[:: max(1, len(examples) // _PROBED)][:_PROBED]
    template = ChatTemplate(base, Path(args["log"]))
    try:
        with Vocabulary(base) as vocabulary:
            long, usual = (
                list(encode_for_run(part, args["system_prompt"], template, vocabulary, settings))
                for part in (longest, chosen)
            )
    finally:
        template.close()
    if not usual:
        raise InputError("There is nothing to learn from.", fix="Raise max_seq_length or add examples.")
    usual.sort(key=lambda item: item.length)
    task.check()
    plan = plan_memory(base, settings, device, [*long, *usual])
    model = make_trainable(base, settings, device, base.stem, plan)
    optimizer = make_optimizer(model, settings)
    parameters = list(model.named_parameters().values())
    start_seconds = time.perf_counter() - began
    model.train(True)
    tokens, seconds = 0, 0.0
    with Lanes(plan.size) as lanes:
        for step in range(_STEPS + 1):
            task.check()
            task.report("probed", done=step, total=_STEPS + 1)
            at = int(max(0, len(usual) - size) * _SHARES[step - 1])
            batch = usual[at : at + size] if step else long or usual[-size:]
            parts = passes(batch, lanes.size)
            step_began = time.perf_counter()
            lanes.learn([partial(goal.total, model, part) for part in parts], parameters)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            if step:
                tokens += sum(item.length for item in batch)
                seconds += time.perf_counter() - step_began
            if seconds > _SECONDS:
                break
    return TrainSpeed(
        tokens_per_second=tokens / seconds,
        start_seconds=start_seconds,
        device=device.reason,
        dtype=device.name,
        device_bytes=free,
        memory_bytes=peak_memory(device.device),
        planned_bytes=plan.total,
        **abilities(device),
    ).model_dump()
