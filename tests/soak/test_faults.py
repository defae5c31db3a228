"""Long fault and fuzz tests: `make soak`. The suite holds a short form of each."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from engine.api import Engine
from engine.conversion.adapter_file import validate_adapter
from engine.errors import BadFile, EngineError, WrongBase
from engine.library.client import Library
from engine.models.catalogue import starter_path
from engine.models.gguf_file import read_header
from engine.paths import Home
from engine.types import Persona, TrainSettings
from engine.workers.supervisor import Worker
from tests.engine.library_files import chunk_rows, embedder_fixture, library_fixture, many_files
from tests.engine.test_adapter_file import in_llama_cpp, mutant, tensors, write

__all__ = ["embedder_fixture", "library_fixture"]  # pytest finds fixtures by their names here


@pytest.mark.timeout(3600)
def test_mutated_adapters(tmp_path: Path) -> None:
    base = read_header(starter_path())
    sound = write(tmp_path / "sound.gguf", tensors())
    content, end, dice = sound.read_bytes(), read_header(sound).data_offset, random.Random(11)
    verdicts: Counter[str] = Counter()
    for _ in range(10):
        accepted = []
        for i in range(500):
            path = tmp_path / f"{i}.gguf"
            path.write_bytes(mutant(content, end, dice))
            try:
                validate_adapter(path, base)
                accepted.append(path)
                verdicts["accepted"] += 1
            except (BadFile, WrongBase) as error:
                verdicts[type(error).__name__] += 1
        assert in_llama_cpp(accepted) == ("+" * len(accepted), 0)
    print(f"\nadapters: {dict(verdicts)}; every accepted one ran in llama.cpp")


@pytest.mark.timeout(3600)
def test_mutated_model_headers(tmp_path: Path) -> None:
    original = starter_path().read_bytes()[: 4 << 20]
    dice, verdicts, slowest = random.Random(12), Counter[str](), 0.0
    path = tmp_path / "model.gguf"
    for _ in range(2000):
        data = bytearray(original)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(dice.choice([64, 4096, len(data)]))] = dice.randrange(256)
        path.write_bytes(data[: dice.randrange(len(data)) if dice.random() < 0.2 else len(data)])
        began = time.perf_counter()
        try:
            read_header(path)
            verdicts["read"] += 1
        except BadFile:
            verdicts["refused"] += 1
        slowest = max(slowest, time.perf_counter() - began)
    print(f"\nmodel headers: {dict(verdicts)}, slowest verdict {slowest:.2f} s")
    assert slowest < 5


@pytest.mark.timeout(3600)
def test_the_library_survives_a_hundred_kills(library: Library, tmp_path: Path) -> None:
    folder, dice = many_files(tmp_path / "many", 40), random.Random(13)
    kills = 0
    while kills < 100:
        timer = threading.Timer(dice.uniform(0.2, 2.5), kill, [library.worker])
        timer.start()
        try:
            library.add("sea", [folder])
            library.remove("sea")  # all indexed: begin again
        except EngineError:
            kills += 1
        timer.cancel()
    result = library.add("sea", [folder])
    rows = chunk_rows(library)
    report = library.check()[0]
    print(f"\nlibrary: {kills} kills, {result.unchanged} of 40 files were kept, {len(rows)} chunks agree")
    assert len(rows) == len({text for _, text in rows}) == 40 * 6
    assert report.chunks == report.words == report.vectors == report.index == len(rows)


def kill(worker: Worker) -> None:
    if pid := worker.pid:
        os.kill(pid, signal.SIGKILL)


@pytest.mark.timeout(3600)
def test_training_survives_thirty_kills(tiny_base: Path, home: Home, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text(
        "".join(
            f'{{"prompt": "What is {i} plus {i}?", "completion": "It is {2 * i}, matey."}}\n'
            for i in range(60)
        )
    )
    settings = TrainSettings(r=4, lora_alpha=8, max_steps=60, micro_batch_size=4, save_every=3, eval_every=20)
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        adapters = []
        for name, kills in (("calm", 0), ("stormy", 30)):
            adapters.append(train_through(engine, data, Persona(id=name, name=name), settings, kills))
    assert adapters[0] == adapters[1]


def train_through(engine: Engine, data: Path, persona: Persona, settings: TrainSettings, kills: int) -> bytes:
    """Train with `kills` SIGKILLs at random moments, resuming each time; the final PEFT weights."""
    dice, run = random.Random(14), ""

    def follow(event: dict[str, object]) -> None:
        nonlocal run, kills
        if event["event"] == "run":
            run = str(event["run"])
        elif event["event"] in ("step", "checkpoint") and kills and dice.random() < 0.25:
            kills -= 1
            worker = next(c for c in children_of(os.getpid()) if "job" in c)
            threading.Timer(dice.uniform(0, 0.05), os.kill, [int(worker.split()[0]), signal.SIGKILL]).start()

    try:
        engine.train(data, persona, settings, base="tiny", on_event=follow)
    except EngineError:
        while True:
            try:
                engine.resume(run, on_event=follow)
                break
            except EngineError:
                continue
    return (engine.home.personas / persona.id / "adapter" / "adapter_model.safetensors").read_bytes()


def children_of(pid: int) -> list[str]:
    """`pid command` of every child process."""
    import psutil

    return [f"{child.pid} {' '.join(child.cmdline())}" for child in psutil.Process(pid).children()]
