"""The job worker: trains, converts and proves; owns torch; one process for each job."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.datasets import Example, Part, load_part, read_dataset
from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.paths import RESOURCES, Home
from engine.right_of_way import GivingWay
from engine.training.audition import Audition, auditions
from engine.training.continuing import START, checked_start
from engine.training.encode import encode_examples, encode_for_run
from engine.training.measuring import measure, probe
from engine.training.replay import old_examples, replayed_examples
from engine.types import Compute, RunInfo, TrainSettings
from engine.workers.service import Arguments, Task


def train(task: Task, args: Arguments) -> dict[str, Any]:
    """Train the run in folder `run`: {"run", "model", "home", "info", "compute"}. See `Trainer.fit`: it resumes
    by itself."""
    began = time.perf_counter()
    task.report("stage", name="Loading torch")
    from engine.training.device import settled_device, take
    from engine.training.lanes import Lanes
    from engine.training.loop import Trainer
    from engine.training.trainable import (
        abilities,
        device_memory,
        make_trainable,
        note_way,
        noted_way,
        plan_memory,
    )

    base, info = Path(args["model"]), RunInfo.model_validate(args["info"])
    compute = Compute.model_validate(args["compute"])
    take(compute)
    run, notes = Path(args["run"]), Path(args["run"]) / "config.json"
    device = settled_device(notes, compute.device)
    task.report("stage", name="Reading the data", device=device.reason)
    learned, held_back = _encode(args, info, "train"), _encode(args, info, "valid")
    others, old = _replayed(args, info), _old_held_back(args, info)
    task.check()
    task.report("stage", name="Unpacking the base model")
    free, began_as = device_memory(device), noted_way(notes)
    plan = plan_memory(base, info.settings, device, [*learned, *others], began_as)
    model = make_trainable(base, info.settings, device, info.base_model, plan)
    if info.continued:
        model.load_adapter(checked_start(run / START, info.continued))
    heard = _auditions(args, info)
    gate = _gate(task, Home(Path(args["home"])))
    # Other passes would add up in another order.
    size = (began_as or note_way(notes, plan.way)).size
    lanes = Lanes(size, abreast=plan.size.lanes > 1)
    trainer = Trainer(model, learned, held_back, info.settings, run, task, heard, others, old, gate, lanes)
    start_seconds = time.perf_counter() - began
    task.report(
        "stage",
        name="Training",
        total_steps=trainer.total_steps,
        start_seconds=start_seconds,
        dtype=device.name,
        device_bytes=free,
        packed=plan.packed,
        checkpointing=plan.checkpointing,
        planned_bytes=plan.total,
        **abilities(device),
    )
    with lanes:
        return trainer.fit()


def _gate(task: Task, home: Home) -> GivingWay:
    def on_wait(waits: bool) -> None:
        task.report("stage", name="Waiting while you chat" if waits else "Training")

    return GivingWay(home, on_wait, lambda: task.cancelled)


def _replayed(args: Arguments, info: RunInfo) -> Sequence[Any]:
    found: list[Any] = []
    for examples, prompt, anchored in replayed_examples(info, Home(Path(args["home"]))):
        encoded = _encode_examples(args, info, examples, prompt)
        found += [replace(item, anchored=True) for item in encoded] if anchored else encoded
    return found


def _old_held_back(args: Arguments, info: RunInfo) -> Sequence[Any]:
    """What tells whether the voice that the run goes on from stays."""
    if info.continued is None:
        return []
    examples = old_examples(info, Home(Path(args["home"])), "valid")
    return _encode_examples(args, info, examples, info.continued.system_prompt)


def _auditions(args: Arguments, info: RunInfo) -> list[Audition]:
    """The prompts to hear the voice on, its own from the validation part as long as there is one."""
    base, home = Path(args["model"]), Home(Path(args["home"]))
    examples = load_part(home, info.dataset, "valid") or load_part(home, info.dataset, "train")
    template = ChatTemplate(base, Path(args["run"]) / "log.txt")
    try:
        prompt = info.persona.system_prompt
        return auditions(examples, prompt, template, Vocabulary(base), info.settings.max_seq_length)
    finally:
        template.close()


def prove(task: Task, args: Arguments) -> dict[str, Any]:
    """Compare PyTorch and llama.cpp on the run's held-out part; returns a `Parity`.

    {"run", "model", "home", "info", "compute", "adapter_dir", "adapter_gguf"}
    """
    from engine.conversion.parity import prove_parity
    from engine.training.device import take

    take(Compute.model_validate(args["compute"]))
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


def devices(task: Task, args: Arguments) -> list[dict[str, Any]]:
    """What one may train on, as `TrainDevice`; the automatic choice comes first."""
    from engine.training.device import all_devices

    return [device.model_dump() for device in all_devices()]


COMMANDS = {
    "prove_files": prove_files,
    "train": train,
    "prove": prove,
    "measure": measure,
    "probe": probe,
    "devices": devices,
}
