"""The data worker: examines datasets and writes fixed copies, with the tokens training will see. Loads no torch."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.datasets import DataReport, Example, FixReport, describe, read_dataset, write_examples
from engine.datasets.doctor.checks import CHECKS, Examined
from engine.datasets.doctor.examine import checked_keys, examine, fix
from engine.datasets.doctor.lengths import Count
from engine.datasets.drafts import example_row
from engine.datasets.reading import refusal
from engine.errors import InputError
from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.paths import Home, replacing
from engine.training.encode import with_system_prompt
from engine.types import Message
from engine.workers.service import Arguments, Task

_CHUNK = 512


def check(task: Task, args: Arguments) -> dict[str, Any]:
    """Examine: {"data", "model" or None, "system_prompt", "max_seq_length", "seed", "log"}. A `DataReport`."""
    began = time.perf_counter()
    dataset = read_dataset(Path(args["data"]), strict=False)
    task.check()

    def on_check(key: str, done: int, total: int) -> None:
        task.check()
        task.report("checked", key=key, done=done, total=total)

    with _counting(task, args) as count:
        seen = Examined(dataset.examples, args["max_seq_length"], count, args["seed"])
        findings = examine(dataset, seen, on_check)
    return DataReport(
        format=dataset.format,
        description=describe(dataset.examples),
        problems=dataset.problems,
        findings=findings,
        base=args["base"] if args["model"] else "",
        max_seq_length=args["max_seq_length"] if args["model"] else 0,
        seconds=time.perf_counter() - began,
    ).model_dump()


def write_fixed(task: Task, args: Arguments) -> dict[str, Any]:
    """Write a copy without some faults: as `check`, and {"keys", "out" or None, "home"}.

    Without `out` it is kept among the drafts. Returns {"path", "report": `FixReport`}. Raises `InputError` for an
    unknown key, and `BadFile` when rows are refused that no key speaks of: a copy could not hold them.
    """
    keys, path = checked_keys(args["keys"]), Path(args["data"])
    out = Path(args["out"]) if args["out"] else None
    if out and out.exists():
        raise InputError(f"There is a file at {out} already.", fix="Choose another name.")
    dataset = read_dataset(path, strict=False)
    mended = [p.mended for p in dataset.problems if p.mended] if "wrong_roles" in keys else []
    left = [p for p in dataset.problems if not (p.mended and "wrong_roles" in keys)]
    if left and "bad_rows" not in keys:
        raise refusal(path, len(dataset.examples), left)
    examples = (
        sorted([*dataset.examples, *mended], key=lambda example: example.line) if mended else dataset.examples
    )
    task.check()
    with _counting(task, args) as count:
        seen = Examined(examples, args["max_seq_length"], count, args["seed"])
        examples, fixed = fix(seen, [key for key in keys if key in CHECKS])
    for key, found in (("bad_rows", left), ("wrong_roles", mended)):
        if key in keys:
            fixed[key] = len(found)
    task.check()
    if not examples or out is None:
        written = write_examples(Home(Path(args["home"])), f"{path.stem}.jsonl", examples)
    else:
        written = out
        with replacing(out) as temporary, temporary.open("wb") as file:
            for example in examples:
                file.write(example_row(example).encode("utf-8", "backslashreplace"))
    return {"path": str(written), "report": FixReport(examples=len(examples), fixed=fixed).model_dump()}


@contextmanager
def _counting(task: Task, args: Arguments) -> Iterator[Count | None]:
    """What counts tokens as training on the base model will see them; None without a base model."""
    if not args["model"]:
        yield None
        return
    base = Path(args["model"])
    template = ChatTemplate(base, Path(args["log"]))
    try:
        with Vocabulary(base) as vocabulary:

            def count(examples: Sequence[Example]) -> list[int]:
                sizes: list[int] = []
                for start in range(0, len(examples), _CHUNK):
                    task.check()
                    part = examples[start : start + _CHUNK]
                    chats = [chat for example in part for chat in _chats(example, args["system_prompt"])]
                    texts = iter(template.render([(messages, False) for messages in chats]))
                    sizes += [
                        max(len(vocabulary.encode(next(texts))) for _ in range(1 + bool(example.rejected)))
                        for example in part
                    ]
                return sizes

            yield count
    finally:
        template.close()


def _chats(example: Example, system_prompt: str) -> list[list[Message]]:
    """The conversation, and that with the rejected answer at its end."""
    chat = with_system_prompt(example, system_prompt)
    rejected = [*chat[:-1], Message(role="assistant", content=example.rejected)]
    return [chat, rejected] if example.rejected else [chat]


COMMANDS = {"check": check, "fix": write_fixed}
