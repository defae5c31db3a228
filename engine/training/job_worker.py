"""The job worker: trains, converts and proves; owns torch; one process for each job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.datasets import Example, Part, load_part
from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.paths import Home
from engine.training.encode import Encoded, encode_chats, encode_texts
from engine.types import Message, RunInfo
from engine.workers.service import Arguments, Task


def train(task: Task, args: Arguments) -> dict[str, Any]:
    """Train the run in folder `run`: {"run", "model", "home", "info"}. Resumes by itself; see `Trainer.fit`."""
    task.report("stage", name="Loading torch")
    from engine.training.device import choose_device
    from engine.training.loop import Trainer
    from engine.training.peft_model import PeftTrainable

    base, info = Path(args["model"]), RunInfo.model_validate(args["info"])
    device = choose_device()
    task.report("stage", name="Reading the data", device=device.reason)
    learned, held_back = _encode(args, info, "train"), _encode(args, info, "valid")
    task.check()
    task.report("stage", name="Unpacking the base model")
    model = PeftTrainable(base, info.settings, device, info.base_model)
    trainer = Trainer(model, learned, held_back, info.settings, Path(args["run"]), task)
    task.report("stage", name="Training", total_steps=trainer.total_steps)
    return trainer.fit()


def prove(task: Task, args: Arguments) -> dict[str, Any]:
    """Compare PyTorch and llama.cpp on the run's held-out part; returns a `Parity`.

    {"run", "model", "home", "info", "adapter_dir", "adapter_gguf"}
    """
    from engine.conversion.parity import prove_parity

    info = RunInfo.model_validate(args["info"])
    held_out = _encode(args, info, "test") or _encode(args, info, "train")
    parity = prove_parity(
        Path(args["model"]), Path(args["adapter_dir"]), Path(args["adapter_gguf"]), held_out, task
    )
    return parity.model_dump()


def _encode(args: Arguments, info: RunInfo, part: Part) -> list[Encoded]:
    base = Path(args["model"])
    examples = load_part(Home(Path(args["home"])), info.dataset, part)
    vocabulary = Vocabulary(base)
    texts = [example.text for example in examples if example.text]
    encoded = encode_texts(texts, vocabulary, info.settings.max_seq_length)
    chats = [_conversation(example, info.persona.system_prompt) for example in examples if example.messages]
    template = ChatTemplate(base, Path(args["run"]) / "log.txt")
    try:
        return encoded + encode_chats(chats, template, vocabulary, info.settings.max_seq_length)
    finally:
        template.close()


def _conversation(example: Example, system_prompt: str) -> list[Message]:
    """The messages, with the persona's system prompt where the row brings none."""
    messages = list(example.messages)
    if system_prompt and messages[0].role != "system":
        messages.insert(0, Message(role="system", content=system_prompt))
    return messages


COMMANDS = {"train": train, "prove": prove}
