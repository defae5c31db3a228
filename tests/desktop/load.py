"""Everything at once, in a real window: training, indexing, a streamed answer, and someone turning pages."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

from desktop.pages.train.plan import Plan
from desktop.window import MainWindow
from engine.types import TrainSettings

_QUESTIONS = ("How do I make tea?", "Tell me a story about a ship.", "Why is the sea salty?")
_TURN_SECONDS = 0.4
_PATIENCE = 120.0


def write_examples(file: Path) -> Path:
    """A small dataset of conversations."""
    rows = [
        {"messages": [{"role": "user", "content": f"Question {number}?"},
                      {"role": "assistant", "content": f"Answer {number}, " + "and so on. " * 12}]}
        for number in range(80)
    ]  # fmt: skip
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


def write_documents(folder: Path, files: int) -> Path:
    """A folder of text files, several passages each."""
    folder.mkdir(parents=True)
    for number in range(files):
        text = "\n\n".join(
            f"Part {part} of {number}. " + "Ropes and sails are kept dry. " * 30 for part in range(8)
        )
        (folder / f"file{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


class Load:
    """Keeps the window busy until `seconds` are over; says what was really done."""

    def __init__(self, window: MainWindow, tiny: Path, scratch: Path) -> None:
        """`tiny`: a base model small enough to train on in seconds."""
        self._window = window
        self._pages: dict[str, Any] = {key: window.open(key) for key in ("train", "library", "chat")}
        self._data = write_examples(scratch / "examples.jsonl")
        self._documents = write_documents(scratch / "documents", 400)
        self._tiny = tiny
        self.steps = self.files = self.answers = 0

    def begin(self) -> None:
        """Start the training, the indexing and the first question; back when all are really under way."""
        added: list[Any] = []
        self._window.backend.run(
            lambda engine, call: engine.add_model(self._tiny).id, done=added.append, failed=added.append
        )
        turn_until(lambda: bool(added), _PATIENCE)
        settings = TrainSettings(
            epochs=1000,
            max_steps=20_000,
            micro_batch_size=4,
            max_seq_length=128,
            eval_every=0,
            save_every=500,
        )
        plan = Plan(
            name="Busy", color="#22713F", base=added[0], data=self._data, examples=80, settings=settings
        )
        desk = self._pages["train"].desk
        self._live = desk.train(plan)
        desk.show_wanted.emit(self._live)
        self._pages["library"].actions_.add([self._documents], "Busy")
        self._ask()
        assert turn_until(lambda: self._live.step > 0, _PATIENCE), self._live.error
        assert turn_until(lambda: self._files() > 0, _PATIENCE)

    def _files(self) -> int:
        job = self._pages["library"].queue.running
        return job.done if job else 0

    def _ask(self) -> None:
        self.answers += 1
        self._pages["chat"].ask("pirate", _QUESTIONS[self.answers % len(_QUESTIONS)])

    def run(self, seconds: float) -> None:
        """Turn pages and ask on while everything runs."""
        chat, end, turn = self._pages["chat"], time.monotonic() + seconds, 0
        first_step, first_file = self._live.step, self._files()
        while time.monotonic() < end:
            turn += 1
            self._window.open(("chat", "train", "chat", "library")[turn % 4])
            if not chat.session.current.running:
                self._ask()
            turn_until(lambda: False, _TURN_SECONDS)
        self.steps, self.files = self._live.step - first_step, self._files() - first_file

    def end(self) -> None:
        """Stop it all and wait until it has stopped."""
        self._pages["chat"].session.stop()
        self._pages["library"].queue.stop("Busy")
        self._pages["train"].desk.stop(self._live)
        assert turn_until(lambda: not self._live.active and not self._pages["library"].queue.jobs, _PATIENCE)


def turn_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Run the event loop as the app does until the condition holds; whether it does."""
    loop, poll = QEventLoop(), QTimer()
    poll.setInterval(20)
    poll.timeout.connect(lambda: loop.quit() if condition() else None)
    poll.start()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
    poll.stop()
    return condition()
