"""The job worker: trains, converts and proves; owns torch; one process for each job."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.datasets import Example, Part, load_part, read_dataset
from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.paths import RESOURCES, Home
from engine.training.audition import Audition, audition
from engine.training.encode import encode_examples, encode_for_run
from engine.training.measuring import measure, probe
from engine.types import RunInfo, TrainSettings
from engine.workers.service import Arguments, Task

_REPLAY = RESOURCES / "replay" / "general.jsonl"


def train(task: Task, args: Arguments) -> dict[str, Any]:
    """Train the run in folder `run`: {"run", "model", "home", "info"}. Resumes by itself; see `Trainer.fit`."""
    began = time.perf_counter()
    task.report("stage", name="Loading torch")
    from engine.training.device import settled_device
    from engine.training.loop import Trainer
    from engine.training.trainable import make_trainable, plan_memory

    base, info = Path(args["model"]), RunInfo.model_validate(args["info"])
    device = settled_device(Path(args["run"]) / "config.json")
    task.report("stage", name="Reading the data", device=device.reason)
    learned, held_back = _encode(args, info, "train"), _encode(args, info, "valid")
    others = _encode_examples(args, info, read_dataset(_REPLAY).examples, "") if info.settings.replay else []
    task.check()
    task.report("stage", name="Unpacking the base model")
    plan = plan_memory(base, info.settings, device, [*learned, *others])
    model = make_trainable(base, info.settings, device, info.base_model, plan)
    trainer = Trainer(
        model, learned, held_back, info.settings, Path(args["run"]), task, _audition(args, info), others
    )
    start_seconds = time.perf_counter() - began
    task.report(
        "stage",
        name="Training",
        total_steps=trainer.total_steps,
        start_seconds=start_seconds,
        dtype=device.name,
    )
    return trainer.fit()


def _audition(args: Arguments, info: RunInfo) -> Audition | None:
    """The question to hear the voice on, from the validation part as long as there is one."""
    base, home = Path(args["model"]), Home(Path(args["home"]))
    examples = load_part(home, info.dataset, "valid") or load_part(home, info.dataset, "train")
    template = ChatTemplate(base, Path(args["run"]) / "log.txt")
    try:
        prompt = info.persona.system_prompt
        return audition(examples, prompt, template, Vocabulary(base), info.settings.max_seq_length)
    finally:
        template.close()


def prove(task: Task, args: Arguments) -> dict[str, Any]:
    """Compare PyTorch and llama.cpp on the run's held-out part; returns a `Parity`.

    {"run", "model", "home", "info", "adapter_dir", "adapter_gguf"}
    """
    from engine.conversion.parity import prove_parity

    info = RunInfo.model_validate(args["info"])
    # A preference is proved like any other adapter: on the answers that are preferred.
    plain = info.model_copy(update={"settings": info.settings.model_copy(update={"method": "sft"})})
    judged = info if info.settings.method != "dpo" else plain
    held_out = _encode(args, judged, "test") or _encode(args, judged, "train")
    parity = prove_parity(
        Path(args["model"]), Path(args["adapter_dir"]), Path(args["adapter_gguf"]), held_out, task
    )
    return parity.model_dump()


def _encode(args: Arguments, info: RunInfo, part: Part) -> Sequence[Any]:
    examples = load_part(Home(Path(args["home"])), info.dataset, part)
    return _encode_examples(args, info, examples, info.persona.system_prompt)


def _encode_examples(
    args: Arguments, info: RunInfo, examples: Sequence[Example], system_prompt: str
) -> Sequence[Any]:
    base = Path(args["model"])
    template = ChatTemplate(base, Path(args["run"]) / "log.txt")
    try:
        with Vocabulary(base) as vocabulary:
            return encode_for_run(examples, system_prompt, template, vocabulary, info.settings)
    finally:
        template.close()


def prove_files(task: Task, args: Arguments) -> dict[str, Any]:
    """Compare PyTorch and llama.cpp on our own everyday conversations, for an adapter of unknown data.

    {"model", "adapter_dir", "adapter_gguf", "log"}; returns a `Parity`.
    """
    from engine.conversion.parity import prove_parity

    base = Path(args["model"])
    examples = read_dataset(RESOURCES / "proof" / "conversations.jsonl").examples
    template = ChatTemplate(base, Path(args["log"]))
    try:
        with Vocabulary(base) as vocabulary:
            texts = encode_examples(examples, "", template, vocabulary, TrainSettings())
    finally:
        template.close()
    files = Path(args["adapter_dir"]), Path(args["adapter_gguf"])
    return prove_parity(base, *files, texts, task).model_dump()


def device(task: Task, args: Arguments) -> str:
    """What a run that begins now would train on, and why."""
    from engine.training.device import choose_device

    return choose_device().reason


COMMANDS = {
    "prove_files": prove_files,
    "train": train,
    "prove": prove,
    "measure": measure,
    "probe": probe,
    "device": device,
}
