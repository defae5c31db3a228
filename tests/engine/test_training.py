"""Training a real (tiny) llama from its GGUF: the right loss, and whole runs through the job worker."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.api import Engine
from engine.cancel import Cancel
from engine.errors import BadFile, Cancelled, EngineError, InputError, NotFound, WorkerCrashed
from engine.models.gguf_file import read_header
from engine.paths import Home
from engine.training.encode import IGNORE, Encoded
from engine.types import Message, Parity, Persona, RunInfo, Sampling, TrainSettings
from tests.engine.engine_files import BASE_KEY, put_persona, snapshot, sums, workers_of

# PEFT asks transformers for something that it calls by another name now.
pytestmark = pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")

STEPS = 12
SETTINGS = TrainSettings(
    r=4, lora_alpha=8, learning_rate=5e-3, max_steps=STEPS, epochs=9, micro_batch_size=4,
    eval_every=4, save_every=2, lora_dropout=0.1,
)  # fmt: skip
Event = dict[str, Any]


# The loss


@pytest.fixture(scope="module")
def trainable(tiny_base: Path) -> Any:
    torch = pytest.importorskip("torch")
    from engine.training.device import Device
    from engine.training.peft_model import PeftTrainable

    device = Device(torch.device("cpu"), torch.float32, "test")
    model = PeftTrainable(tiny_base, TrainSettings(r=4, lora_alpha=8), device, "tiny")
    with torch.no_grad():
        for parameter in model.named_parameters().values():  # a fresh adapter does nothing: its B is zero
            parameter.copy_(0.05 * torch.randn_like(parameter))
    return model


def batch_of(lengths: list[int]) -> list[Encoded]:
    made = []
    for seed, n in enumerate(lengths):
        ids = [(7 + 31 * seed + 11 * k * k) % 40000 for k in range(n)]
        made.append(Encoded(ids, [IGNORE if k < 3 or k % 5 == seed % 5 else id for k, id in enumerate(ids)]))
    return made


@pytest.mark.slow
def test_the_loss_is_that_of_transformers_whatever_the_padding(trainable: Any) -> None:
    import torch

    trainable.train(False)
    batch = batch_of([30, 8, 19, 5])
    with torch.no_grad():
        want = 0.0
        for e in batch:
            output = trainable._model(input_ids=torch.tensor([e.ids]), labels=torch.tensor([e.labels]))
            want += float(output.loss) * e.targets
        got = float(trainable.losses(batch).sum())
        alone = sum(float(trainable.losses([e]).sum()) for e in batch)
        turned = float(trainable.losses(batch[::-1]).sum())
    assert got == pytest.approx(want, rel=1e-5)
    assert alone == pytest.approx(want, rel=1e-5) and turned == pytest.approx(want, rel=1e-5)
    assert want / sum(e.targets for e in batch) > 5  # an untrained model over 49,152 tokens


@pytest.mark.slow
def test_only_the_adapter_learns_and_its_files_hold_it(trainable: Any, tmp_path: Path) -> None:
    import torch

    trainable.train(True)
    trainable.losses(batch_of([12, 9])).sum().backward()
    parameters = list(trainable.named_parameters().values())
    assert len(parameters) == 2 * 7 * 2  # A and B, seven layers, two blocks
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in parameters)
    learning = {name for name, p in trainable._model.named_parameters() if p.requires_grad}
    assert all("lora_" in name for name in learning)
    batch = batch_of([20, 11])
    trainable.train(False)
    with torch.no_grad():
        before = float(trainable.losses(batch).sum())
        trainable.save_adapter(tmp_path)
        for parameter in parameters:
            parameter.zero_()
        assert float(trainable.losses(batch).sum()) != pytest.approx(before, rel=1e-6)
        trainable.load_adapter(tmp_path)
        assert float(trainable.losses(batch).sum()) == before
    config = json.loads((tmp_path / "adapter_config.json").read_text())
    assert config["peft_type"] == "LORA" and config["r"] == 4 and config["base_model_name_or_path"] == "tiny"


@pytest.mark.slow
def test_impossible_target_modules_and_bases_are_the_persons_to_mend(tiny_base: Path, tmp_path: Path) -> None:
    import torch

    from engine.training.device import Device
    from engine.training.peft_model import PeftTrainable

    device = Device(torch.device("cpu"), torch.float32, "test")
    with pytest.raises(InputError, match="adapter") as caught:
        PeftTrainable(tiny_base, TrainSettings(target_modules=["nothing"]), device, "tiny")
    assert "target_modules" in caught.value.fix
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(tiny_base.read_bytes()[:100_000])
    with pytest.raises(BadFile, match="broken"):
        PeftTrainable(broken, TrainSettings(), device, "broken")


# Whole runs


@pytest.fixture(scope="module")
def engine(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with Engine(tmp_path_factory.mktemp("home")) as opened:
        opened.add_model(tiny_base, "tiny")
        yield opened


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sums(tmp_path_factory.mktemp("data") / "sums.jsonl")


@pytest.fixture(scope="module")
def calm(engine: Engine, data: Path) -> tuple[RunInfo, Parity, list[Event]]:
    """A run from start to end, with all its events."""
    events: list[Event] = []
    persona = Persona(id="calm", name="Calm", system_prompt="You are a pirate.")
    run, parity = engine.train(data, persona, SETTINGS, base="tiny", on_event=events.append)
    return run, parity, events


def adapter_bytes(folder: Path) -> bytes:
    return (folder / "adapter_model.safetensors").read_bytes()


@pytest.mark.slow
def test_a_run_learns_and_reports(engine: Engine, calm: tuple[RunInfo, Parity, list[Event]]) -> None:
    run, _, events = calm
    steps = [e for e in events if e["event"] == "step"]
    valid = [e for e in events if e["event"] == "valid"]
    assert events[0] == {"event": "run", "run": run.id}
    stages = [e["name"] for e in events if e["event"] == "stage"]
    assert stages[0] == "Loading torch" and stages[-2:] == ["Converting", "Proving"]
    assert [e["step"] for e in steps] == list(range(1, STEPS + 1))
    assert steps[-1]["loss"] < 0.9 * steps[0]["loss"]
    for e in steps:
        assert e["learning_rate"] > 0 and e["tokens_per_second"] > 0 and e["eta_seconds"] >= 0
        assert e["memory_bytes"] > 100e6 and e["total_steps"] == STEPS
    assert [e["step"] for e in valid] == [4, 8, 12]
    assert [e["step"] for e in events if e["event"] == "checkpoint"] == [2, 4, 6, 8, 10, 12]
    best = min(valid, key=lambda e: float(e["loss"]))
    assert (run.best_step, run.best_valid_loss) == (best["step"], best["loss"])
    assert (run.loss_first, run.loss_last) == (steps[0]["loss"], steps[-1]["loss"])
    assert run.state == "done" and run.step == run.total_steps == STEPS and run.error == ""
    assert run.tokens > 0 and run.seconds > 0 and run.device.startswith("CPU")
    assert engine.run(run.id) == run
    kept = [p for p in engine.metrics(run.id) if p["event"] in ("step", "valid")]
    assert kept == [
        {k: v for k, v in e.items() if k != "id"} for e in events if e["event"] in ("step", "valid")
    ]


@pytest.mark.slow
def test_the_persona_is_installed_with_its_proof(
    engine: Engine, tiny_base: Path, calm: tuple[RunInfo, Parity, list[Event]]
) -> None:
    run, parity, _ = calm
    folder = engine.home.personas / "calm"
    persona = engine.persona("calm")
    assert persona.adapter and persona.base_model == "tiny"
    assert persona.base_sha256 == engine.model("tiny").sha256 == run.base_sha256
    assert persona.system_prompt == "You are a pirate."
    header = read_header(folder / "adapter.gguf")
    assert header.metadata[BASE_KEY] == persona.base_sha256
    assert adapter_bytes(folder / "adapter") == adapter_bytes(engine.home.runs / run.id / "best")
    assert parity.passed and parity.reason == "" and parity.positions > 10
    assert parity.mean_kl < 0.01 and parity.effect_kl > 0.01
    report = json.loads((folder / "report.json").read_text())
    assert report["parity"] == parity.model_dump() and report["run"]["id"] == run.id
    assert "state" not in report["run"]  # it was written while the run was still under way
    card = engine.persona_card("calm")
    assert f"{parity.mean_kl:.4f}" in card and persona.base_sha256[:16] in card and "sums.jsonl" in card


@pytest.mark.slow
def test_peft_itself_loads_the_folder(
    engine: Engine, tiny_base: Path, calm: tuple[RunInfo, Parity, list[Event]]
) -> None:
    import torch

    from engine.training.device import Device
    from engine.training.peft_model import load_adapted

    folder = engine.home.personas / "calm" / "adapter"
    model = load_adapted(tiny_base, folder, Device(torch.device("cpu"), torch.float32, "test"))
    with torch.no_grad():
        ids = torch.tensor([[1, 2, 3, 4, 5]])
        on = model(input_ids=ids).logits
        with model.disable_adapter():
            off = model(input_ids=ids).logits
    assert on.isfinite().all() and (on - off).abs().max() > 1e-3


@pytest.mark.slow
def test_the_new_voice_speaks(engine: Engine, calm: tuple[RunInfo, Parity, list[Event]]) -> None:
    said = {}
    for name in ("calm", "calm:0"):
        voice = engine.voice(name)
        assert voice.model.id == "tiny"
        reply = engine.reply(
            [Message(role="user", content="Hi")], voice, sampling=Sampling(temperature=0, max_tokens=12)
        )
        said[name] = reply.text
    assert said["calm"] != said["calm:0"]


def only_job() -> int:
    (worker,) = workers_of("job")
    return int(worker.pid)


def kill_at_step(step: int) -> Callable[[Event], None]:
    def follow(event: Event) -> None:
        if event["event"] == "step" and event["step"] == step:
            os.kill(only_job(), signal.SIGKILL)

    return follow


def kill_while_saving(folder: Path, hits: list[str]) -> Callable[[Event], None]:
    """Kills as soon as a checkpoint is half written."""

    def watch(pid: int) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            half = [path.name for path in folder.glob(".step-*")] if folder.exists() else []
            if half:
                os.kill(pid, signal.SIGKILL)
                hits.extend(half)
                return

    def follow(event: Event) -> None:
        if event["event"] == "stage" and event["name"] == "Training":
            threading.Thread(target=watch, args=(only_job(),), daemon=True).start()

    return follow


@pytest.mark.slow
def test_cancelled_and_killed_again_and_again_it_ends_with_the_same_adapter(
    engine: Engine, data: Path, calm: tuple[RunInfo, Parity, list[Event]]
) -> None:
    events: list[Event] = []
    cancel = Cancel()

    def cancel_at_3(event: Event) -> None:
        events.append(event)
        if event["event"] == "step" and event["step"] == 3:
            cancel.press()

    persona = Persona(id="stormy", name="Stormy", system_prompt="You are a pirate.")
    with pytest.raises(Cancelled, match="stopped") as caught:
        engine.train(data, persona, SETTINGS, base="tiny", on_event=cancel_at_3, cancel=cancel)
    assert "runs resume" in caught.value.fix
    id = events[0]["run"]
    stopped, folder = engine.run(id), engine.home.runs / id
    assert stopped.state == "cancelled" and 3 <= stopped.step < STEPS
    assert (folder / "checkpoints" / f"step-{stopped.step:06d}" / "manifest.json").is_file()
    assert stopped.loss_first == calm[0].loss_first
    assert "stormy" not in {p.id for p in engine.personas()}

    with pytest.raises(WorkerCrashed, match="SIGKILL"):
        engine.resume(id, on_event=kill_at_step(stopped.step + 2))
    assert engine.run(id).state == "failed" and "SIGKILL" in engine.run(id).error

    hits: list[str] = []
    with pytest.raises(WorkerCrashed, match="SIGKILL"):
        engine.resume(id, on_event=kill_while_saving(folder / "checkpoints", hits))
    assert hits

    again: list[Event] = []
    run, parity = engine.resume(id, on_event=again.append)
    assert run.state == "done" and parity.passed and run.error == ""
    assert min(e["step"] for e in again if e["event"] == "step") > 3
    for name in ("best", f"checkpoints/step-{STEPS:06d}"):
        assert adapter_bytes(folder / name) == adapter_bytes(engine.home.runs / calm[0].id / name)
    losses = {run_id: [(p["step"], p["loss"]) for p in engine.metrics(run_id) if p["event"] in ("step", "valid")]
              for run_id in (id, calm[0].id)}  # fmt: skip
    assert losses[id] == losses[calm[0].id]
    assert not list(folder.rglob(".*.tmp")) and not list(folder.rglob(".*.old"))
    assert parity == calm[1]

    with pytest.raises(InputError, match="is done"):
        engine.resume(id)
    assert engine.run(id).state == "done"


@pytest.mark.slow
def test_a_base_with_numbers_missing_stops_at_once(
    engine: Engine, data: Path, tiny_base: Path, tmp_path: Path
) -> None:
    header = read_header(tiny_base)
    broken = tmp_path / "nan.gguf"
    content = bytearray(tiny_base.read_bytes())
    offset = header.tensors["blk.0.ffn_up.weight"].offset
    content[offset : offset + 2] = b"\x00\x7e"  # a float16 NaN
    broken.write_bytes(content)
    engine.add_model(broken, "nan")
    events: list[Event] = []
    with pytest.raises(InputError, match="no longer a finite number at step 1"):
        engine.train(data, Persona(id="nan", name="Nan"), SETTINGS, base="nan", on_event=events.append)
    run = engine.run(events[0]["run"])
    assert run.state == "failed" and "learning_rate" in run.error
    assert "nan" not in {p.id for p in engine.personas()}


# What is refused before anything is written


def bad_rows(path: Path) -> Path:
    path.write_text('{"prompt": "a"}\n{"prompt": 1, "completion": 2}\n')
    return path


def one_bad_row(path: Path) -> Path:
    path.write_text('{"prompt": "a", "completion": "b"}\n{"prompt": "c", "completion": ""}\n')
    return path


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def binary(path: Path) -> Path:
    path.write_bytes(bytes(range(256)) * 20)
    return path


def absent(path: Path) -> Path:
    return path


@pytest.mark.parametrize("make", [bad_rows, one_bad_row, empty, binary, absent], ids=lambda f: f.__name__)
def test_bad_data_changes_nothing(
    make: Callable[[Path], Path], home: Home, tiny_base: Path, tmp_path: Path
) -> None:
    with Engine() as engine:
        engine.add_model(tiny_base, "tiny")
        before = snapshot(home.root)
        path = make(tmp_path / "data.jsonl")
        with pytest.raises(BadFile, match="data") as caught:
            engine.train(path, Persona(id="new", name="New"), SETTINGS, base="tiny")
        assert caught.value.cause or caught.value.fix
        assert snapshot(home.root) == before


def test_bad_names_and_bases_change_nothing(home: Home, tiny_base: Path, data: Path) -> None:
    with Engine() as engine:
        engine.add_model(tiny_base, "tiny")
        put_persona(home, Persona(id="taken", name="Taken"))
        before = snapshot(home.root)
        cases: list[tuple[str, str, type[EngineError], str]] = [
            ("new", "nothing", NotFound, "nothing"),
            ("taken", "tiny", InputError, "taken"),
            ("plain", "tiny", InputError, "plain"),
            ("../new", "tiny", InputError, "cannot be used as a name"),
            ("", "tiny", InputError, "cannot be used as a name"),
        ]
        for persona, base, error, words in cases:
            with pytest.raises(error, match=words) as caught:
                engine.train(data, Persona(id=persona, name="X"), SETTINGS, base=base)
            assert caught.value.exit_code == 1
            assert snapshot(home.root) == before


def test_a_base_that_adapters_cannot_be_converted_for_is_refused_at_once(
    home: Home, tiny_base: Path, data: Path, tmp_path: Path
) -> None:
    other = tmp_path / "mamba.gguf"
    other.write_bytes(tiny_base.read_bytes().replace(b"llama", b"mamba"))
    with Engine() as engine:
        engine.add_model(other, "mamba")
        before = snapshot(home.root)
        with pytest.raises(BadFile, match="cannot be converted"):
            engine.train(data, Persona(id="new", name="New"), SETTINGS, base="mamba")
        assert snapshot(home.root) == before


def test_a_run_that_cannot_be_written_down_leaves_no_dataset(home: Home, tiny_base: Path, data: Path) -> None:
    with Engine() as engine:
        engine.add_model(tiny_base, "tiny")
        (home.root / "runs").write_text("a file where a folder should be")
        before = snapshot(home.root)
        with pytest.raises(EngineError, match="runs"):
            engine.train(data, Persona(id="new", name="New"), SETTINGS, base="tiny")
        assert snapshot(home.root) == before


def test_unknown_runs_cannot_be_resumed(home: Home) -> None:
    with Engine() as engine:
        for id in ("nothing", "../x", ""):
            with pytest.raises(NotFound):
                engine.resume(id)


def test_a_run_whose_base_was_exchanged_is_not_resumed(
    home: Home, tiny_base: Path, data: Path, tmp_path: Path
) -> None:
    base = tmp_path / "base.gguf"
    base.write_bytes(tiny_base.read_bytes())
    with Engine() as engine:
        engine.add_model(base, "mine")
        run = engine._pipeline.start(data, Persona(id="new", name="New"), "mine", SETTINGS)
        content = bytearray(base.read_bytes())
        content[-1] ^= 1
        base.write_bytes(content)
        with pytest.raises(InputError, match="another base model"):
            engine.resume(run.id)
