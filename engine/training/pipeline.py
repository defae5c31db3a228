"""From a file of examples to a voice on the shelf: train, convert, prove, install.

Runs in the window's or the command line's process and keeps it light: torch lives in the job worker.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine import datasets
from engine.cancel import Cancel
from engine.conversion.adapter_file import BASE_SHA256
from engine.conversion.architectures import Layout
from engine.conversion.peft_format import CONFIG, WEIGHTS
from engine.conversion.to_gguf import convert_adapter
from engine.errors import Cancelled, EngineError, InputError, ParityFailed, WorkerCrashed
from engine.models.catalogue import Catalogue, header_of
from engine.paths import Home, checked_id, replacing_folder, write_atomic, write_json
from engine.personas import PLAIN, Shelf
from engine.runs import Runs
from engine.training.card import write_card
from engine.training.continuing import Start, find_start
from engine.training.disk import check_disk
from engine.training.manifest import checkpoints_in, flaw
from engine.training.outline import block_count
from engine.training.replay import check_replay
from engine.training.schedule import effort
from engine.training.speeds import Speeds
from engine.types import Compute, ModelInfo, Parity, Persona, RunInfo, TrainSettings, TrainSpeed, as_one_line
from engine.workers.supervisor import Worker

OnEvent = Callable[[dict[str, Any]], None]
_START = (
    "start_seconds",
    "dtype",
    "device_bytes",
    "planned_bytes",
    "cores",
    "reorders",
    "flash",
)  # what is told of a run as it begins
_PROGRESS = frozenset(
    [
        "step",
        "tokens",
        "seconds",
        "best_step",
        "best_valid_loss",
        "loss_first",
        "loss_last",
        "peak_memory_bytes",
        "stopped_early",
        "old_loss_before",
        "old_loss_after",
    ]
)
_TELLING = 5  # steps from which a run tells how fast this machine is


class Pipeline:
    """Trains personas, one run at a time."""

    def __init__(self, home: Home, catalogue: Catalogue, shelf: Shelf, runs: Runs) -> None:
        self._home, self._catalogue, self._shelf, self._runs = home, catalogue, shelf, runs
        self._speeds = Speeds(home)
        self._start: dict[str, Any] = {}  # how the run under way began, and what hearing it took
        self._fresh = False  # and whether it did so now: the speed of a resumed one is of two kinds
        self._blocks = 0  # of its base model
        self.compute = Compute()
        self._using = self.compute  # what the run under way was given

    def start(
        self,
        data: Path,
        persona: Persona,
        base: str,
        settings: TrainSettings,
        *,
        replace: bool = False,
        continue_from: str = "",
    ) -> RunInfo:
        """Check everything that can be checked at once and write the run down; nothing is trained yet.

        With `continue_from` (see `continuing.find_start`) the adapter begins as that one is now. Raises
        `InputError` and its kin; then nothing was written.
        """
        checked_id(persona.id)
        if persona.id == PLAIN.id:
            raise InputError("“plain” is the base model itself.", fix="Choose another name.")
        starter = any(p.id == persona.id and p.builtin for p in self._shelf.list())
        if (starter or self._shelf.taken(persona.id)) and not replace:
            raise InputError(
                f"There is a persona called “{persona.id}” already.",
                cause="It comes with the install." if starter else "",
                fix="Choose another name, or use --replace"
                + (" to hide it behind yours until you remove yours." if starter else "."),
            )
        begin = self.find_start(continue_from, base) if continue_from else None
        if begin:
            settings = begin.settle(settings, settings.model_fields_set)
            if not persona.system_prompt:  # it was learned with the old one
                persona = persona.model_copy(update={"system_prompt": begin.continued.system_prompt})
        check_replay(settings)
        model = begin.model if begin else self._catalogue.get(base)
        header = header_of(model)
        Layout(header, model.path)  # what cannot be converted need not be trained
        size = data.stat().st_size if data.is_file() else 0  # what is wrong with it, import_dataset says
        check_disk(self._home.root, header, settings, size, there=0)
        with self._undone_on_error():
            stored = datasets.import_dataset(self._home, data, id=persona.id, seed=settings.seed)
            run = RunInfo(
                id=self._runs.new_id(persona.id),
                persona=persona,
                dataset=stored.id,
                base_model=model.id,
                base_sha256=model.sha256,
                settings=settings,
                pid=os.getpid(),
                created=datetime.now(UTC).isoformat(timespec="seconds"),
            )
            if begin:
                run.continued = begin.copy(self._runs.folder(run.id), self._home)
            self._runs.save(run)
        return run

    def find_start(self, source: str, base: str) -> Start:
        """See `continuing.find_start`."""
        return find_start(source, base, self._home, self._catalogue, self._shelf)

    @contextmanager
    def _undone_on_error(self) -> Iterator[None]:
        """If the body fails, the folders it made are gone again."""
        roots = (self._home.datasets, self._home.runs)

        def folders() -> set[Path]:
            return {folder for root in roots for folder in (root, *root.glob("*")) if folder.exists()}

        before = folders()
        try:
            yield
        except BaseException:
            for folder in folders() - before:
                shutil.rmtree(folder, ignore_errors=True)
            raise

    def go_on(self, run: RunInfo, on_event: OnEvent, cancel: Cancel) -> tuple[RunInfo, Parity]:
        """Train `run` to its end from wherever it stands, convert, prove and install its persona.

        On cancel, crash or error the run's state says so and its checkpoints stay for a resume. Raises
        `InputError` for a run that is done.
        """
        if run.state == "done":
            raise InputError(
                f"The run {run.id} is done.", fix="Start a new one: macaw train DATA --persona NAME"
            )
        return self._work(run, on_event, cancel, train=True)

    def keep_best(self, run: RunInfo, on_event: OnEvent, cancel: Cancel) -> tuple[RunInfo, Parity]:
        """Convert, prove and install the best that a stopped `run` has learned so far; it is done then.

        Raises `InputError` if it was stopped before its first checkpoint.
        """
        folder = self._runs.folder(run.id)
        if not (folder / "best").is_dir():  # stopped before the first validation: the newest is the best
            saved = checkpoints_in(folder / "checkpoints")
            newest = next((checkpoint for checkpoint in reversed(saved) if not flaw(checkpoint)), None)
            if newest is None:
                raise InputError(
                    f"The run {run.id} has learned nothing yet.",
                    cause="It was stopped before its first checkpoint.",
                    fix="Resume it, or discard it.",
                )
            with replacing_folder(folder / "best") as best:
                for name in (CONFIG, WEIGHTS):
                    shutil.copyfile(newest / name, best / name)
            run.best_step = int(newest.name.removeprefix("step-"))
        # A crash may have come between the newest validation and the checkpoint that tells of it.
        points = [point for point in self._runs.metrics(run.id) if point.get("event") == "valid"]
        seen = [point for point in points if point.get("loss") is not None]  # None: it was not finite
        if seen:
            best_point = min(seen, key=lambda point: point["loss"])
            run.best_step, run.best_valid_loss = best_point["step"], best_point["loss"]
        return self._work(run, on_event, cancel, train=False)

    def _work(
        self, run: RunInfo, on_event: OnEvent, cancel: Cancel, *, train: bool
    ) -> tuple[RunInfo, Parity]:
        model = self._catalogue.get(run.base_model)
        if model.sha256 != run.base_sha256:
            raise InputError(
                f"The run {run.id} belongs to another base model.",
                cause=f"The file of {model.id} is not the one it began with.",
                fix="Put the old model file back, or start a new run.",
            )
        folder = self._runs.folder(run.id)
        run.state, run.error, run.pid = "running", "", os.getpid()
        self._runs.save(run)
        self._start, self._using, self._fresh = {}, self.compute, run.step == 0
        worker = Worker("job", folder / "log.txt")
        try:
            if train:
                there = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
                header = header_of(model)
                self._blocks = block_count(header)
                check_disk(self._home.root, header, run.settings, 0, there)
                self._train(worker, run, model, on_event, cancel)
                if cancel.pressed:  # during the last step: a pause does not wait for the proof
                    raise Cancelled("Training was stopped.")
            parity = self._finish(worker, run, model, on_event, cancel)
        except BaseException as error:
            run.state = "cancelled" if isinstance(error, Cancelled | KeyboardInterrupt) else "failed"
            run.error = str(error)
            with contextlib.suppress(EngineError):  # on a full disk the first error is the one to tell
                self._runs.save(run)
            if isinstance(error, Cancelled):
                raise Cancelled(error.message, fix=f"Go on with: macaw runs resume {run.id}") from None
            raise
        finally:
            worker.close()
        run.state = "done"
        self._runs.save(run)
        return run, parity

    def _train(
        self, worker: Worker, run: RunInfo, model: ModelInfo, on_event: OnEvent, cancel: Cancel
    ) -> None:
        """Train to the end. A worker that dies is started once more, and goes on from the last checkpoint."""
        for again in (True, False):
            request = worker.request("train", **self._job(run, model))
            try:
                with cancel.calling(request.cancel):
                    for event in request.events():
                        self._follow(run, event)
                        on_event(event)
                return
            except WorkerCrashed as crash:
                if not again or cancel.pressed:
                    raise
                on_event({"event": "restarted", "step": run.step, "cause": crash.cause})

    def _job(self, run: RunInfo, model: ModelInfo) -> dict[str, Any]:
        """What every command of a run's job worker needs to know."""
        return {
            "run": str(self._runs.folder(run.id)),
            "model": str(model.path),
            "home": str(self._home.root),
            "info": run.model_dump(mode="json"),
            "compute": self._using.model_dump(),
        }

    def _follow(self, run: RunInfo, event: dict[str, Any]) -> None:
        if event["event"] == "stage":
            run.total_steps = event.get("total_steps", run.total_steps)
            run.device = event.get("device", run.device)
            if "dtype" in event:
                self._start = {key: event[key] for key in _START}
        elif event["event"] == "heard":
            self._start["hearing_seconds"] = event["seconds"]
        elif event["event"] == "step":
            run.loss_last = event["loss"]
            run.loss_first = event["loss"] if run.loss_first is None else run.loss_first
        elif event["event"] == "checkpoint":
            self._take(run, event)
        elif event["event"] == "done":
            self._take(run, event["result"])

    def _take(self, run: RunInfo, progress: dict[str, Any]) -> None:
        """Write down where a run stands, and how fast it came there."""
        for key, value in progress.items():
            if key in _PROGRESS:
                setattr(run, key, value)
        self._runs.save(run)
        if self._start and self._fresh and run.step >= _TELLING:
            rate = run.tokens / run.seconds * effort(run.settings, self._blocks)
            facts = {
                "device": run.device,
                "run": run.id,
                "memory_bytes": run.peak_memory_bytes,
                **self._start,
            }
            speed = TrainSpeed(tokens_per_second=rate, **facts)
            self._speeds.put(run.base_sha256, self._using, speed)

    def _finish(
        self, worker: Worker, run: RunInfo, model: ModelInfo, on_event: OnEvent, cancel: Cancel
    ) -> Parity:
        folder = self._runs.folder(run.id)
        adapter = folder / "adapter.gguf"
        on_event({"event": "stage", "name": "Converting"})
        convert_adapter(folder / "best", model.path, adapter, extra_metadata={BASE_SHA256: model.sha256})
        on_event({"event": "stage", "name": "Proving"})
        request = worker.request(
            "prove", adapter_dir=str(folder / "best"), adapter_gguf=str(adapter), **self._job(run, model)
        )
        began = time.monotonic()
        with cancel.calling(request.cancel):
            for event in request.events():
                on_event(event)
        if speed := self._speeds.get(model.sha256, self._using):
            took = time.monotonic() - began
            self._speeds.put(model.sha256, self._using, speed.model_copy(update={"proof_seconds": took}))
        parity = Parity.model_validate(event["result"])
        write_json(folder / "parity.json", parity.model_dump())
        if not parity.passed:
            raise ParityFailed(
                f"The converted adapter of “{run.persona.id}” does not behave like the trained one.",
                cause=parity.reason + ".",
                fix="The persona was not installed; the run keeps the trained adapter.",
            )
        self._install(run, model, parity)
        return parity

    def _install(self, run: RunInfo, model: ModelInfo, parity: Parity) -> None:
        folder = self._runs.folder(run.id)
        info = datasets.dataset_info(self._home, run.dataset)
        persona = run.persona.model_copy(
            update={
                "description": run.persona.description or f"Trained on {as_one_line(info.source, 200)}.",
                "base_model": model.id,
                "base_sha256": model.sha256,
                "adapter": True,
            }
        )
        write_json(
            folder / "report.json",
            {
                "run": run.model_dump(mode="json", exclude={"pid", "state", "error"}),
                "parity": parity.model_dump(),
                "data": info.source,
                "data_sha256": info.sha256,
            },
        )
        write_atomic(folder / "card.md", write_card(persona, run, model, info, parity))
        self._shelf.save(
            persona,
            {
                "adapter": folder / "best",
                "adapter.gguf": folder / "adapter.gguf",
                "report.json": folder / "report.json",
                "card.md": folder / "card.md",
            },
        )
