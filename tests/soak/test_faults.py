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
from engine.workers.supervisor import Worker
from tests.engine.engine_files import sums
from tests.engine.library_files import chunk_rows, embedder_fixture, library_fixture, many_files
from tests.engine.test_adapter_file import in_llama_cpp, mutant, tensors, write
from tests.soak.kills import FROZEN, STORMY, outcome, train_through

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
def test_training_survives_forty_kills(tiny_base: Path, home: Home, tmp_path: Path) -> None:
    data = sums(tmp_path / "sums.jsonl", 60)
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        for name, settings, kills in (("all-random", STORMY, 30), ("frozen", FROZEN, 10)):
            settings = settings.model_copy(update={"max_steps": 100})
            calm, _ = train_through(engine, data, f"{name}-calm", settings)
            began = time.perf_counter()
            stormy, done = train_through(engine, data, f"{name}-stormy", settings, kills, seed=14)
            assert done.total() == kills and done["writing"] >= kills // 3
            assert outcome(engine, stormy) == outcome(engine, calm)
            early = ", stopped early" if calm.stopped_early else ""
            print(
                f"\n{name}: {done['between']} kills between steps, {done['writing']} while saving, in "
                f"{time.perf_counter() - began:.0f} s; same bytes after {calm.step} steps{early}"
            )
