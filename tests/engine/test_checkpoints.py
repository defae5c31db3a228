"""The training loop and its checkpoints, on a model small enough to train a hundred times.

The model is a real one (a bigram table with dropout), so that gradients, optimizer, random numbers and files
are real too; training a llama is in test_training.py.
"""

from __future__ import annotations

import json
import logging
import random
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save

from engine.errors import BadFile, Cancelled, InputError, StorageError
from engine.training.checkpoints import load_checkpoint, save_checkpoint
from engine.training.device import choose_device, settled_device
from engine.training.divergence import Divergence
from engine.training.encode import IGNORE, Encoded
from engine.training.loop import Trainer
from engine.training.manifest import seal
from engine.types import TrainSettings
from engine.workers.service import Task
from tests.engine.engine_files import snapshot

SIZE = 24  # tokens in the vocabulary
Events = list[tuple[str, dict[str, Any]]]


class Bigram:
    """Predicts each token from the one before. Fulfils `TrainableModel`."""

    def __init__(self, dropout: float = 0.2) -> None:
        torch.manual_seed(0)
        self.table = torch.nn.Parameter(torch.randn(SIZE, SIZE) * 0.1)
        self.dropout = torch.nn.Dropout(dropout)
        self.spoil_at = -1
        self.calls = 0

    def named_parameters(self) -> dict[str, torch.nn.Parameter]:
        return {"table": self.table}

    def train(self, mode: bool) -> None:
        self.dropout.train(mode)

    def losses(self, batch: Sequence[Encoded]) -> torch.Tensor:
        self.calls += self.dropout.training
        factor = float("nan") if self.calls == self.spoil_at else 1.0
        each = []
        for example in batch:
            logits = self.dropout(self.table[torch.tensor(example.ids[:-1])])
            target = torch.tensor(example.labels[1:])
            each.append(F.cross_entropy(logits, target, ignore_index=IGNORE, reduction="sum"))
        return torch.stack(each) * factor

    def disable_adapter(self) -> AbstractContextManager[None]:
        raise AssertionError("only preferences ask for the bare base")

    def save_adapter(self, folder: Path) -> None:
        (folder / "adapter_model.safetensors").write_bytes(save({"table": self.table.detach()}))

    def load_adapter(self, folder: Path) -> None:
        with torch.no_grad():
            self.table.copy_(load_file(folder / "adapter_model.safetensors")["table"])


def examples(count: int, offset: int = 0) -> list[Encoded]:
    made = []
    for i in range(offset, offset + count):
        ids = [(i + 5 * k) % SIZE for k in range(4 + i % 5)]
        made.append(Encoded(ids, [IGNORE, *ids[1:]]))
    return made


TRAIN, VALID = examples(30), examples(7, 100)
SETTINGS = TrainSettings(learning_rate=0.05, epochs=3, micro_batch_size=4, eval_every=4, save_every=3)
TOTAL = 24  # three epochs of eight batches


class Session:
    """One process's life of a run: trains in `run` until `stop` says so."""

    def __init__(
        self,
        run: Path,
        stop: Callable[[str, dict[str, Any]], bool] = lambda *_: False,
        settings: TrainSettings = SETTINGS,
        dropout: float = 0.2,
        valid: Sequence[Encoded] = VALID,
    ) -> None:
        run.mkdir(exist_ok=True)
        self.run, self.events, self.stop = run, [], stop
        self.model, self.task = Bigram(dropout), Task(self._emit)
        self.events: Events = []
        self.trainer = Trainer(self.model, TRAIN, valid, settings, run, self.task)

    def _emit(self, event: str, fields: dict[str, Any]) -> None:
        self.events.append((event, fields))
        if self.stop(event, fields):
            self.task.cancel()

    def fit(self) -> dict[str, Any]:
        return self.trainer.fit()

    def points(self, event: str) -> list[dict[str, Any]]:
        return [fields for name, fields in self.events if name == event]


def at_step(step: int) -> Callable[[str, dict[str, Any]], bool]:
    return lambda event, fields: event == "step" and fields["step"] == step


def metrics(run: Path) -> list[dict[str, Any]]:
    """Every point of the curve, without what a clock says."""
    timed = {"tokens_per_second", "eta_seconds", "memory_bytes"}
    lines = (run / "metrics.jsonl").read_text().splitlines()
    return [{k: v for k, v in json.loads(line).items() if k not in timed} for line in lines]


def outcome(run: Path) -> tuple[bytes, bytes, list[dict[str, Any]]]:
    """What must not depend on interruptions: last and best weights, and the whole curve."""
    last = run / "checkpoints" / f"step-{TOTAL:06d}" / "adapter_model.safetensors"
    return last.read_bytes(), (run / "best" / "adapter_model.safetensors").read_bytes(), metrics(run)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A run that was never interrupted."""
    session = Session(tmp_path_factory.mktemp("calm") / "run")
    session.result = session.fit()  # type: ignore[attr-defined]
    return session


def test_a_whole_run(calm: Session) -> None:
    steps, valid = calm.points("step"), calm.points("valid")
    assert [p["step"] for p in steps] == list(range(1, TOTAL + 1))
    assert [p["step"] for p in valid] == [4, 8, 12, 16, 20, 24]
    assert [p["step"] for p in calm.points("checkpoint")] == [3, 6, 9, 12, 15, 18, 21, 24]
    assert steps[-1]["loss"] < 0.8 * steps[0]["loss"]
    assert {p["total_steps"] for p in steps} == {TOTAL}
    assert steps[-1]["epoch"] == 3 and steps[-1]["eta_seconds"] < 1  # the last validation
    assert all(p["tokens_per_second"] > 0 and p["memory_bytes"] > 1e6 and p["grad_norm"] > 0 for p in steps)
    assert all(p["eta_seconds"] > 0 for p in steps[:-1])
    result = calm.result  # type: ignore[attr-defined]
    assert result["step"] == TOTAL and result["tokens"] == 3 * sum(len(e.ids) for e in TRAIN)
    assert (result["loss_first"], result["loss_last"]) == (steps[0]["loss"], steps[-1]["loss"])
    assert metrics(calm.run) == [
        {k: v for k, v in {"event": event, **fields}.items() if k in {"event", *metric_keys(event)}}
        for event, fields in calm.events
        if event in ("step", "valid")
    ]
    kept = sorted(path.name for path in (calm.run / "checkpoints").iterdir())
    assert kept == ["step-000021", "step-000024"]


def metric_keys(event: str) -> set[str]:
    if event == "valid":
        return {"step", "loss", "best"}
    return {"step", "total_steps", "epoch", "loss", "learning_rate", "grad_norm"}


def test_the_learning_rate_warms_up_and_falls_to_a_tenth(tmp_path: Path) -> None:
    session = Session(tmp_path / "run", settings=SETTINGS.model_copy(update={"warmup_ratio": 0.25}))
    session.fit()
    rates = [p["learning_rate"] / SETTINGS.learning_rate for p in session.points("step")]
    assert rates[:6] == pytest.approx([1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1])
    assert rates[5:] == sorted(rates[5:], reverse=True)
    assert rates[14] == pytest.approx(0.55) and rates[-1] == pytest.approx(0.1)  # half way, and at the end


def test_the_best_is_kept_when_validation_gets_worse(tmp_path: Path) -> None:
    # Validated on the very opposite of what is learned: each step makes it worse.
    opposite = [Encoded(e.ids[::-1], [IGNORE, *e.ids[::-1][1:]]) for e in TRAIN]
    session = Session(tmp_path / "run", valid=opposite)
    result = session.fit()
    losses = {p["step"]: p["loss"] for p in session.points("valid")}
    best = min(losses, key=lambda step: losses[step])
    assert best < TOTAL and (result["best_step"], result["best_valid_loss"]) == (best, losses[best])
    other = Session(tmp_path / "other", valid=opposite, stop=at_step(best))
    with pytest.raises(Cancelled):
        other.fit()
    stopped = other.run / "checkpoints" / f"step-{best:06d}" / "adapter_model.safetensors"
    assert (session.run / "best" / "adapter_model.safetensors").read_bytes() == stopped.read_bytes()


def test_a_validation_loss_that_is_no_number_is_never_the_best(tmp_path: Path) -> None:
    session = Session(tmp_path / "run")
    losses = session.model.losses

    def spoilt_at_the_first(batch: Sequence[Encoded]) -> torch.Tensor:
        spoil = not session.model.dropout.training and not session.points("valid")
        return losses(batch) * (float("nan") if spoil else 1)

    session.model.losses = spoilt_at_the_first  # type: ignore[method-assign]
    result = session.fit()
    losses = [p["loss"] for p in session.points("valid")]
    assert losses[0] is None and None not in losses[1:]
    assert result["best_valid_loss"] == min(losses[1:])


def test_without_validation_data_the_last_is_the_best(tmp_path: Path) -> None:
    session = Session(tmp_path / "run", valid=[])
    result = session.fit()
    assert (result["best_step"], result["best_valid_loss"]) == (TOTAL, None)
    last = session.run / "checkpoints" / f"step-{TOTAL:06d}" / "adapter_model.safetensors"
    assert (session.run / "best" / "adapter_model.safetensors").read_bytes() == last.read_bytes()


def test_accumulated_micro_batches_are_one_batch(tmp_path: Path) -> None:
    first = {}
    for micro, accumulated in ((30, 1), (5, 6)):
        settings = SETTINGS.model_copy(
            update={"micro_batch_size": micro, "gradient_accumulation_steps": accumulated, "max_steps": 2}
        )
        session = Session(tmp_path / str(micro), settings=settings, dropout=0)
        session.fit()
        first[micro] = session.points("step"), session.model.table.detach()
    (a, table_a), (b, table_b) = first.values()
    assert [p["loss"] for p in a] == pytest.approx([p["loss"] for p in b], rel=1e-5)
    torch.testing.assert_close(table_a, table_b, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("step", range(1, TOTAL))
def test_stopped_at_any_step_and_resumed_it_ends_the_same(step: int, calm: Session, tmp_path: Path) -> None:
    stopped = Session(tmp_path / "run", stop=at_step(step))
    with pytest.raises(Cancelled):
        stopped.fit()
    assert stopped.points("checkpoint")[-1]["step"] == step
    resumed = Session(tmp_path / "run")
    result = resumed.fit()
    assert [p["step"] for p in resumed.points("step")] == list(range(step + 1, TOTAL + 1))
    assert outcome(tmp_path / "run") == outcome(calm.run)
    want = calm.result  # type: ignore[attr-defined]
    timed = ("seconds", "peak_memory_bytes")
    assert {k: v for k, v in result.items() if k not in timed} == {
        k: v for k, v in want.items() if k not in timed
    }


def test_stopped_at_every_step_it_ends_the_same(calm: Session, tmp_path: Path) -> None:
    for step in range(1, TOTAL):
        with pytest.raises(Cancelled):
            Session(tmp_path / "run", stop=at_step(step)).fit()
    Session(tmp_path / "run").fit()
    assert outcome(tmp_path / "run") == outcome(calm.run)


def test_stopped_while_validating_it_validates_after_resuming(calm: Session, tmp_path: Path) -> None:
    session = Session(tmp_path / "run")
    losses = session.model.losses

    def stop_in_validation(batch: Sequence[Encoded]) -> torch.Tensor:
        if not session.model.dropout.training and session.points("step")[-1]["step"] == 8:
            session.task.cancel()
        return losses(batch)

    session.model.losses = stop_in_validation  # type: ignore[method-assign]
    with pytest.raises(Cancelled):
        session.fit()
    assert [p["step"] for p in session.points("valid")] == [4]
    assert session.points("checkpoint")[-1]["step"] == 8
    Session(tmp_path / "run").fit()
    assert outcome(tmp_path / "run") == outcome(calm.run)


def test_stopped_before_the_first_step_nothing_is_kept(calm: Session, tmp_path: Path) -> None:
    session = Session(tmp_path / "run")
    session.task.cancel()
    with pytest.raises(Cancelled):
        session.fit()
    assert not (tmp_path / "run" / "checkpoints").exists()
    Session(tmp_path / "run").fit()
    assert outcome(tmp_path / "run") == outcome(calm.run)


def test_a_finished_run_is_not_trained_further(calm: Session, tmp_path: Path) -> None:
    shutil.copytree(calm.run, tmp_path / "run")
    again = Session(tmp_path / "run")
    assert again.fit() == calm.result  # type: ignore[attr-defined]
    assert again.events == []
    assert outcome(tmp_path / "run") == outcome(calm.run)


def crashed(tmp_path: Path) -> Path:
    """A run killed in step 14 with checkpoints at 9 and 12."""

    class Killed(BaseException):
        pass

    def kill(event: str, fields: dict[str, Any]) -> bool:
        if event == "step" and fields["step"] == 14:
            raise Killed
        return False

    with pytest.raises(Killed):
        Session(tmp_path / "run", stop=kill).fit()
    return tmp_path / "run"


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-7])


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def not_an_object(file: Path) -> None:
    file.write_text("[1, 2]")


DAMAGE = [
    (damage, name)
    for name in ("adapter_model.safetensors", "state.safetensors", "trainer.json", "manifest.json")
    for damage in (truncate, flip, Path.unlink, not_an_object)
]


@pytest.mark.parametrize(("damage", "name"), DAMAGE, ids=lambda x: getattr(x, "__name__", x))
def test_a_torn_newest_checkpoint_falls_back_to_the_one_before(
    damage: Callable[[Path], None], name: str, calm: Session, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run = crashed(tmp_path)
    damage(run / "checkpoints" / "step-000012" / name)
    resumed = Session(run)
    with caplog.at_level(logging.WARNING):
        resumed.fit()
    assert resumed.points("step")[0]["step"] == 10
    assert "step-000012" in caplog.text
    assert outcome(run) == outcome(calm.run)


def test_a_crash_resumes_from_the_newest_checkpoint(calm: Session, tmp_path: Path) -> None:
    run = crashed(tmp_path)
    with (run / "metrics.jsonl").open("a") as file:
        file.write('{"event": "step", "step": 15, "lo')  # the last line was cut off
    resumed = Session(run)
    resumed.fit()
    assert resumed.points("step")[0]["step"] == 13
    assert outcome(run) == outcome(calm.run)


def test_what_a_killed_save_leaves_behind_is_cleared_away(calm: Session, tmp_path: Path) -> None:
    run = crashed(tmp_path)
    half = run / "checkpoints" / ".step-000015.4194304.00c0ffee.7.tmp"  # no process has so high an id
    half.mkdir()
    (half / "state.safetensors").write_bytes(b"half")
    set_aside = run / ".best.4194304.00c0ffee.8.old"
    (run / "best").rename(set_aside)  # killed between the two renames of its replacement
    Session(run).fit()
    assert outcome(run) == outcome(calm.run)
    assert not half.exists() and not set_aside.exists()


def test_a_lost_best_is_made_again(tmp_path: Path) -> None:
    run = crashed(tmp_path)
    shutil.rmtree(run / "best")
    result = Session(run).fit()
    assert (run / "best" / "adapter_model.safetensors").is_file() and result["best_step"] >= 12


def resealed(change: Callable[[dict[str, torch.Tensor]], None], name: str) -> Callable[[Path], None]:
    """Rewrites a checkpoint's tensors with matching hashes: whole, but not what a run needs."""

    def rewrite(checkpoint: Path) -> None:
        tensors = load_file(checkpoint / name)
        change(tensors)
        (checkpoint / name).write_bytes(save(tensors))
        (checkpoint / "manifest.json").unlink()
        seal(checkpoint)

    return rewrite


def without(*keys: str) -> Callable[[dict[str, torch.Tensor]], None]:
    return lambda tensors: [tensors.pop(key) for key in keys] and None


def narrower(key: str) -> Callable[[dict[str, torch.Tensor]], None]:
    return lambda tensors: tensors.update({key: tensors[key][:3].clone()})


STATE, ADAPTER = "state.safetensors", "adapter_model.safetensors"
MOMENTS = [f"optimizer.0.{name}" for name in ("step", "exp_avg", "exp_avg_sq")]
LACKING = {
    "no optimizer": (resealed(without(*MOMENTS), STATE), "state.safetensors lacks the optimizer's step"),
    "half an optimizer": (
        resealed(without(MOMENTS[2]), STATE),
        "lacks the optimizer's exp_avg_sq of weight 0",
    ),
    "another shape": (resealed(narrower(MOMENTS[1]), STATE), "exp_avg of weight 0 in another shape"),
    "no random numbers": (resealed(without("rng.cpu"), STATE), "lacks the state of the random numbers"),
    "no weight": (
        resealed(lambda tensors: tensors.update(other=tensors.pop("table")), ADAPTER),
        "lacks table",
    ),
    "a narrow weight": (resealed(narrower("table"), ADAPTER), "step-000012: .*size"),
}


@pytest.mark.parametrize("name", LACKING)
def test_a_whole_checkpoint_that_lacks_something_is_refused_with_the_reason(
    name: str, tmp_path: Path
) -> None:
    run = crashed(tmp_path)
    damage, reason = LACKING[name]
    damage(run / "checkpoints" / "step-000012")
    before = snapshot(run)
    with pytest.raises(BadFile, match=reason) as caught:
        Session(run).fit()
    assert "step-000012" in str(caught.value) and "Start the run again" in caught.value.fix
    assert snapshot(run) == before


def test_a_checkpoint_without_its_position_is_refused(tmp_path: Path) -> None:
    checkpoint = crashed(tmp_path) / "checkpoints" / "step-000012"
    (checkpoint / "trainer.json").write_text("{}")
    (checkpoint / "manifest.json").unlink()
    seal(checkpoint)
    with pytest.raises(BadFile, match=r"trainer\.json does not say its step"):
        Session(tmp_path / "run").fit()


def test_no_whole_checkpoint_is_an_error_that_names_each(tmp_path: Path) -> None:
    run = crashed(tmp_path)
    truncate(run / "checkpoints" / "step-000009" / "state.safetensors")
    (run / "checkpoints" / "step-000012" / "manifest.json").unlink()
    before = sorted(run.rglob("*"))
    with pytest.raises(BadFile) as caught:
        Session(run).fit()
    assert "step-000009: state.safetensors is damaged" in str(caught.value)
    assert "step-000012: its manifest is missing" in str(caught.value)
    assert "Start the run again" in caught.value.fix
    assert sorted(run.rglob("*")) == before


def test_a_loss_that_is_no_number_stops_the_run_and_keeps_the_last_checkpoint(tmp_path: Path) -> None:
    session = Session(tmp_path / "run")
    session.model.spoil_at = 15  # the rehearsal comes before step 1
    with pytest.raises(InputError, match="step 14") as caught:
        session.fit()
    assert "learning_rate" in caught.value.fix
    assert sorted(p.name for p in (session.run / "checkpoints").iterdir()) == ["step-000009", "step-000012"]
    weights = load_file(session.run / "checkpoints" / "step-000012" / "adapter_model.safetensors")["table"]
    assert weights.isfinite().all() and session.model.table.isfinite().all()
    assert all(p["step"] < 14 for p in metrics(session.run))


def test_a_loss_that_explodes_stops_the_run_before_it_is_saved(tmp_path: Path) -> None:
    """At step 14 the table is thrown far away, as by a learning rate that is much too high; numbers stay finite."""
    session = Session(tmp_path / "run")
    emit = session.task.report

    def explode(event: str, **fields: Any) -> None:
        emit(event, **fields)
        if event == "step" and fields["step"] == 13:
            with torch.no_grad():
                session.model.table.copy_(100 * torch.randn(SIZE, SIZE))

    session.task.report = explode  # type: ignore[method-assign]
    with pytest.raises(InputError, match=r"has exploded: it is \d+\.\d\d at step 23") as caught:
        session.fit()
    assert "learning_rate" in caught.value.fix
    assert sorted(p.name for p in (session.run / "checkpoints").iterdir()) == ["step-000009", "step-000012"]
    assert load_file(session.run / "best" / "adapter_model.safetensors")["table"].abs().max() < 3


def test_unlike_examples_and_overfitting_are_no_explosion() -> None:
    watch, dice = Divergence(), random.Random(3)
    for step in range(5000):
        watch.add(max(0.01, 3 - step / 500) + abs(dice.gauss(0, 1)))
        assert not watch.certain


def test_an_explosion_is_noticed_after_a_resume_as_without(tmp_path: Path) -> None:
    watch, again = Divergence(), Divergence()
    losses = [3.0, 2.5, 2.0, *[9.0] * 9]
    for loss in losses:
        watch.add(loss)
    again.state = json.loads(json.dumps(watch.state))
    assert watch.suspected and not watch.certain
    again.add(9.0)
    assert again.certain and again.least == watch.least


@pytest.mark.skipif(sys.platform == "win32", reason="no resource limits")
def test_a_full_disk_while_saving_keeps_the_checkpoint_before(calm: Session, tmp_path: Path) -> None:
    import resource

    run = crashed(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = (run / "checkpoints" / "step-000012" / "state.safetensors").stat().st_size
    full = Session(run)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1, hard))
    try:
        with pytest.raises(StorageError, match="step-000015"):
            full.fit()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    kept = sorted(path.name for path in (run / "checkpoints").iterdir())
    assert kept == ["step-000009", "step-000012"]
    Session(run).fit()
    assert outcome(run) == outcome(calm.run)


@pytest.mark.skipif(sys.platform == "win32", reason="no resource limits")
def test_a_full_disk_while_noting_a_step_stops_the_run(calm: Session, tmp_path: Path) -> None:
    import resource

    run = crashed(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    full = Session(run)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((run / "metrics.jsonl").stat().st_size, hard))
    try:
        with pytest.raises(StorageError, match=r"metrics\.jsonl"):
            full.fit()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    Session(run).fit()
    assert outcome(run) == outcome(calm.run)


def test_checkpoints_beyond_a_million_steps_are_in_order(tmp_path: Path) -> None:
    model = Bigram()
    optimizer = torch.optim.AdamW(model.named_parameters().values())
    model.losses(TRAIN).sum().backward()
    optimizer.step()
    for step in (999_998, 999_999, 1_000_000):
        save_checkpoint(tmp_path, step, model, optimizer, {})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["step-1000000", "step-999999"]
    assert load_checkpoint(tmp_path, model, optimizer) == {"step": 1_000_000}


def test_nothing_to_learn_from_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to learn"):
        Trainer(Bigram(), [], VALID, SETTINGS, tmp_path, Task(lambda *_: None))


def test_a_run_keeps_the_number_format_it_began_with(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    chosen = settled_device(file)
    assert chosen == settled_device(file)
    saved = json.loads(file.read_text())
    other = {"float32": "bfloat16", "bfloat16": "float32"}[saved["dtype"]]
    file.write_text(json.dumps({**saved, "dtype": other}))
    assert settled_device(file).dtype == getattr(torch, other)
    file.write_text("{")
    assert settled_device(file).device == choose_device().device


def test_a_run_that_gets_no_better_ends_early_and_keeps_its_best(tmp_path: Path) -> None:
    """Validation on what training never shows: soon every step makes it worse."""
    valid = [Encoded(list(range(SIZE)), [IGNORE, *[0] * (SIZE - 1)])]
    settings = SETTINGS.model_copy(
        update={"epochs": 30, "learning_rate": 0.2, "eval_every": 2, "early_stopping_patience": 3}
    )
    session = Session(tmp_path / "run", settings=settings, valid=valid)
    result = session.fit()
    assert result["stopped_early"] and result["step"] < 240
    points = session.points("valid")
    assert [p["loss"] > result["best_valid_loss"] for p in points[-3:]] == [True] * 3
    assert points[-1]["step"] == result["step"] == result["best_step"] + 6
    again = Session(tmp_path / "run", settings=settings, valid=valid)
    assert again.fit()["step"] == result["step"] and not again.points("step")

    patient = settings.model_copy(update={"early_stopping_patience": 0, "max_steps": 40})
    result = Session(tmp_path / "patient", settings=patient, valid=valid).fit()
    assert result["step"] == 40 and not result["stopped_early"]
