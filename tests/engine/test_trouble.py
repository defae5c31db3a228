"""What a night may bring: a full disk, too little memory, a machine that sleeps, a learning rate that is too high."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import namedtuple
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import psutil
import pytest

from engine.api import Engine
from engine.cancel import Cancel
from engine.errors import Cancelled, InputError, OutOfMemory, StorageError
from engine.models.gguf_file import read_header
from engine.paths import Home
from engine.right_of_way import Answers, GivingWay
from engine.training.disk import check_disk, disk_needed
from engine.types import Message, Persona, Sampling, TrainSettings
from tests.engine.engine_files import snapshot, sums, workers_of

ROOT = Path(__file__).resolve().parents[2]
HELLO = [Message(role="user", content="Hello!")]
PERSONA = Persona(id="new", name="New")
Event = dict[str, Any]


@pytest.fixture
def engine(home: Home, tiny_base: Path) -> Any:
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        yield engine


def can_mount() -> bool:
    done = (
        subprocess.run(["unshare", "-rm", "true"], capture_output=True) if shutil.which("unshare") else None
    )
    return done is not None and done.returncode == 0


# The disk


@pytest.mark.slow
@pytest.mark.skipif(not can_mount(), reason="no user namespaces")
def test_a_disk_that_fills_up_stops_the_run_and_loses_nothing(tiny_base: Path, tmp_path: Path) -> None:
    data = sums(tmp_path / "sums.jsonl")
    command = [sys.executable, "-m", "tests.engine.small_disk_training", str(tiny_base), str(data)]
    done = subprocess.run(["unshare", "-rm", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    error = found["error"]
    assert "step-000006" in error["message"] and error["cause"] == "The disk is full."
    assert "Free some space" in error["fix"]
    assert found["kept"] == {"step-000002": "", "step-000004": ""} and found["left"] == []
    assert found["workers"] == 0
    assert found["state"] == "failed" and "disk is full" in found["noted"]
    assert "not enough room on the disk" in found["refused"]["message"]
    assert found["resumed"] == {"state": "done", "error": "", "first": 5}


Usage = namedtuple("Usage", "total used free")


def test_too_small_a_disk_is_refused_before_anything_is_written(
    engine: Engine, home: Home, tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = sums(tmp_path / "sums.jsonl")
    settings = TrainSettings(r=64, max_steps=2)
    needed = disk_needed(read_header(tiny_base), settings, data.stat().st_size)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, needed - 3_000_000))
    before = snapshot(home.root)
    with pytest.raises(StorageError, match="3 MB more are needed") as caught:
        engine.train(data, PERSONA, settings, base="tiny")
    assert str(home.root) in caught.value.cause and "With r 32 it would fit" in caught.value.fix
    assert snapshot(home.root) == before
    # What a run has written already counts as free for it.
    check_disk(home.root, read_header(tiny_base), settings, data.stat().st_size, there=3_000_000)


@pytest.mark.slow
def test_a_run_writes_no_more_than_was_foreseen(engine: Engine, tiny_base: Path, tmp_path: Path) -> None:
    data = sums(tmp_path / "sums.jsonl")
    settings = TrainSettings(r=64, max_steps=8, save_every=1, eval_every=2)
    sizes, cancel = list[int](), Cancel()

    def follow(event: Event) -> None:
        if event["event"] == "step" and event["step"] == 6:
            cancel.press()  # the proof writes nothing
        if event["event"] in ("step", "checkpoint", "stage"):
            files = [path for path in engine.home.root.rglob("*") if path.suffix != ".log"]
            sizes.append(sum(path.stat().st_size for path in files if path.is_file()))

    with pytest.raises(Cancelled):
        engine.train(data, PERSONA, settings, base="tiny", on_event=follow, cancel=cancel)
    foreseen = disk_needed(read_header(tiny_base), settings, data.stat().st_size)
    allowance = disk_needed(read_header(tiny_base), settings.model_copy(update={"r": 1}), 0)
    assert 0.3 * (foreseen - allowance) < max(sizes) < foreseen


# Memory


def test_too_little_memory_says_how_much_is_missing_and_what_would_fit(
    starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    from engine.training.device import Device
    from engine.training.encode import Encoded
    from engine.training.trainable import plan_memory

    monkeypatch.setattr(torch, "get_num_threads", lambda: 2)
    device = Device(torch.device("cpu"), torch.float32, "test")
    examples = [Encoded(list(range(900)), list(range(900)))] * 8
    settings = TrainSettings(micro_batch_size=8)
    own = psutil.Process().memory_info().rss
    memory = psutil.virtual_memory()

    def with_free(size: int, began: Any = None) -> Any:
        monkeypatch.setattr(psutil, "virtual_memory", lambda: memory._replace(available=size - own))
        return plan_memory(starter, settings, device, examples, began)

    enough = with_free(64 << 30)
    assert not enough.packed and not enough.checkpointing
    assert enough.size.lanes == 2 and enough.reordered
    plain = with_free(enough.total)  # the next best way fits with room to spare
    assert plain.size.lanes == 2 and not plain.reordered
    alone = with_free(plain.total)
    assert alone.size.lanes == 1 and not alone.reordered and not alone.packed
    assert with_free(alone.total).packed
    # A run goes on as it began, as long as that fits at all.
    assert with_free(64 << 30, alone.way) == alone
    assert with_free(enough.total, enough.way) == enough
    assert with_free(alone.total, enough.way).packed
    with pytest.raises(OutOfMemory, match=r"0\.\d GB more are needed") as caught:
        with_free(700_000_000)
    assert "0.7 GB are free" in caught.value.cause and "900 tokens, 8 at a time" in caught.value.cause
    assert caught.value.fix.startswith("These would fit: micro_batch_size 1, max_seq_length ")
    with pytest.raises(OutOfMemory) as caught:
        with_free(300_000_000)
    assert "smaller base model" in caught.value.fix


# The learning rate


@pytest.mark.slow
def test_a_learning_rate_that_is_far_too_high_is_stopped_at_the_last_good_checkpoint(
    tiny_base: Path, tmp_path: Path
) -> None:
    torch = pytest.importorskip("torch")
    from engine.training.device import Device
    from engine.training.encode import IGNORE, Encoded
    from engine.training.fast.model import FastTrainable
    from engine.training.loop import Trainer
    from engine.workers.service import Task

    dice = random.Random(0)
    rows = [[dice.choice([5, 9, 77]) for _ in range(30)] for _ in range(24)]
    examples = [Encoded(ids, [IGNORE] * 15 + ids[15:]) for ids in rows]
    settings = TrainSettings(
        learning_rate=1, loraplus_lr_ratio=16, warmup_ratio=0.95, max_grad_norm=1e6, r=4, epochs=900,
        max_steps=100, save_every=2, eval_every=4, early_stopping_patience=0,
    )  # fmt: skip
    device = Device(torch.device("cpu"), torch.bfloat16, "test")
    model, events = FastTrainable(tiny_base, settings, device, "tiny"), list[tuple[str, Event]]()
    task = Task(lambda event, fields: events.append((event, fields)))
    with pytest.raises(InputError, match="exploded") as caught:
        Trainer(model, examples[:20], examples[20:], settings, tmp_path, task).fit()
    assert "Lower learning_rate" in caught.value.fix
    losses = {fields["step"]: fields["loss"] for event, fields in events if event == "step"}
    saved = [fields["step"] for event, fields in events if event == "checkpoint"]
    assert (
        len(losses) < 100 and losses[saved[-1]] < min(losses.values()) + 3
    )  # nothing of the explosion is kept
    assert {p.name for p in (tmp_path / "checkpoints").iterdir()} == {f"step-{n:06d}" for n in saved[-2:]}
    assert (tmp_path / "best" / "adapter_model.safetensors").is_file()


# Sleep


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP")
def test_a_machine_that_slept_is_back_at_its_pace_at_once(engine: Engine, tmp_path: Path) -> None:
    data, heard, cancel = sums(tmp_path / "sums.jsonl"), list[tuple[float, Event]](), Cancel()
    naps: list[float] = []

    def sleep(pid: int) -> None:
        usual = median(later - sooner for (sooner, _), (later, _) in pairwise(heard))
        naps.append(max(6.0, 100 * usual))
        os.kill(pid, signal.SIGSTOP)
        time.sleep(naps[0])
        os.kill(pid, signal.SIGCONT)

    def follow(event: Event) -> None:
        if event["event"] != "step":
            return
        heard.append((time.monotonic(), event))
        if event["step"] == 30:
            (worker,) = workers_of("job")
            sleep(worker.pid)
        elif event["step"] == 45:
            cancel.press()

    settings = TrainSettings(epochs=900, max_steps=1000, r=4, eval_every=0, save_every=5000)
    with pytest.raises(Cancelled):
        engine.train(data, PERSONA, settings, base="tiny", on_event=follow, cancel=cancel)
    took = {event["step"]: later - sooner for (sooner, _), (later, event) in pairwise(heard)}
    real = max(median(took[step] for step in span) for span in (range(20, 31), range(33, 46)))
    eta = median(event["eta_seconds"] / (1000 - event["step"]) for _, event in heard if event["step"] > 32)
    assert (
        eta < 2 * real
    )  # taken for work, the nap alone would be five times as much for each of twenty steps
    (run,) = engine.runs()
    assert run.seconds < heard[-1][0] - heard[0][0] - 0.5 * naps[0] + 2


# Somebody who waits for an answer


@pytest.mark.slow
def test_a_training_stands_still_while_an_answer_is_made(engine: Engine, tmp_path: Path) -> None:
    data, heard, cancel = sums(tmp_path / "sums.jsonl"), list[tuple[float, Event]](), Cancel()
    voice = engine.voice("plain")
    engine.reply(HELLO, voice, sampling=Sampling(max_tokens=1))  # loads the model
    spans: list[tuple[float, float]] = []

    def chat() -> None:
        began = time.monotonic()
        engine.reply(HELLO, voice, sampling=Sampling(max_tokens=60, temperature=1))
        spans.append((began, time.monotonic()))

    def follow(event: Event) -> None:
        heard.append((time.monotonic(), event))
        if event["event"] == "step" and event["step"] == 10:
            threading.Thread(target=chat).start()
        if spans and event["event"] == "step":
            cancel.press()

    settings = TrainSettings(epochs=900, max_steps=2000, r=4, eval_every=0, save_every=5000)
    with pytest.raises(Cancelled):
        engine.train(data, PERSONA, settings, base="tiny", on_event=follow, cancel=cancel)
    ((began, ended),) = spans
    stages = [(at, event["name"]) for at, event in heard if event["event"] == "stage"]
    waits = [at for at, name in stages if name == "Waiting while you chat"]
    assert len(waits) == 1 and began < waits[0] < ended
    assert not [e for at, e in heard if e["event"] == "step" and waits[0] + 0.2 < at < ended - 0.2]
    assert stages[-1][1] == "Training" and stages[-1][0] > ended - 0.2
    run = engine.runs()[0]
    assert run.seconds < heard[-1][0] - heard[0][0] - (ended - waits[0])  # waiting is no work


def test_an_answer_that_died_holds_up_nobody(home: Home) -> None:
    """The lock goes with the process that held it; and nobody waits for ever for one that hangs."""
    waits: list[bool] = []
    gate = GivingWay(home, waits.append, stopped=lambda: len(waits) > 2)
    hold = "from engine.paths import Home; from engine.right_of_way import Answers; import sys, time\n"
    hold += "with Answers(Home()).one(): print('held', flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", hold], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "held\n"
    threading.Timer(0.5, child.kill).start()
    gate.pause()
    child.wait()
    child.stdout.close()
    assert waits == [True, False] and 0.3 < gate.waited < 5
    gate.pause()
    assert waits == [True, False]


def test_a_run_that_is_stopped_while_it_waits_stops(home: Home) -> None:
    stop = threading.Event()
    gate = GivingWay(home, lambda _: None, stop.is_set)
    with Answers(home).one():
        threading.Timer(0.2, stop.set).start()
        gate.pause()
    assert 0.1 < gate.waited < 5


def test_two_answers_at_once_are_waited_for_until_both_are_made(home: Home) -> None:
    stop = threading.Event()
    answers, gate = Answers(home), GivingWay(home, lambda _: None, stop.is_set)
    with answers.one():
        with answers.one():
            pass
        threading.Timer(0.2, stop.set).start()
        gate.pause()
        assert gate.waited > 0
    stop.clear()
    waited = gate.waited
    time.sleep(0.03)
    gate.pause()
    assert gate.waited == waited
