"""The first minute: the real process on a screen, from its start to a pirate's answer that can be read there."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from PySide6.QtGui import QImage

from engine.paths import RESOURCES, Home, read_json
from tests.end_to_end.screen import Screen, missing, wait

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "How do I make a good cup of tea?"
_LINE = 45
"""Pixels: an answer has a line of its persona's colour at its side, taller than any face."""
pytestmark = pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}")


@pytest.fixture
def screen() -> Iterator[Screen]:
    with Screen() as made:
        yield made


@pytest.fixture
def macaw(screen: Screen, home: Home) -> Iterator[subprocess.Popen[bytes]]:
    """`macaw app` on a data folder that does not exist yet."""
    assert not home.root.exists()
    process = subprocess.Popen(
        [sys.executable, "-m", "engine", "app"],
        cwd=ROOT, env={**screen.environment, "LANGUAGE": "en"}, stderr=subprocess.PIPE,
    )  # fmt: skip
    yield process
    if process.poll() is None:
        process.kill()
        process.wait()
    assert process.stderr
    process.stderr.close()


def messages(home: Home) -> list[tuple[str, str]]:
    """What the app's own database holds, read as any program could."""
    if not home.database.exists():
        return []
    with contextlib.closing(sqlite3.connect(f"{home.database.as_uri()}?mode=ro", uri=True)) as database:
        try:
            return list(database.execute("SELECT role, content FROM messages ORDER BY id"))
        except sqlite3.OperationalError:  # it is being made
            return []


def tallest(picture: Path, color: str) -> int:
    """The most pixels of exactly this colour that stand on each other."""
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    found = np.frombuffer(bytes(image.constBits()), np.uint32).reshape(image.height(), -1) & 0xFFFFFF
    run, best = np.zeros(found.shape[1], dtype=int), 0
    for row in found == int(color.removeprefix("#"), 16):
        run = (run + 1) * row
        best = max(best, int(run.max()))
    return best


def keep(picture: Path) -> None:
    """The evidence outlives the test where MACAW_EVIDENCE names a folder."""
    if folder := os.environ.get("MACAW_EVIDENCE"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(picture, folder)


@pytest.mark.slow
def test_from_start_to_a_pirates_answer(
    screen: Screen, macaw: subprocess.Popen[bytes], home: Home, tmp_path: Path
) -> None:
    screen.window("Macaw")
    pirate = str(read_json(RESOURCES / "personas/pirate/persona.json")["color"])
    wait(lambda: tallest(screen.picture(tmp_path / "start.png"), pirate) > 10, 60, "the pirate is not there")
    assert tallest(tmp_path / "start.png", pirate) < _LINE
    screen.type(QUESTION)
    screen.key("Return")
    wait(lambda: ("user", QUESTION) in messages(home), 60, "the question was not sent")
    wait(lambda: messages(home)[-1][0] == "assistant", 120, "no answer came")
    answer = messages(home)[-1][1]
    assert len(answer.split()) > 5, answer
    wait(
        lambda: tallest(screen.picture(tmp_path / "answer.png"), pirate) >= _LINE, 60,
        "the answer is in the database but not on the screen",
    )  # fmt: skip
    keep(tmp_path / "answer.png")

    children = psutil.Process(macaw.pid).children(recursive=True)
    assert children, "the model must not run inside the window's process"
    macaw.send_signal(signal.SIGTERM)
    assert macaw.wait(30) == 128 + signal.SIGTERM
    assert not psutil.wait_procs(children, timeout=10)[1]
    assert read_json(home.root / "settings.json")["chat"]
