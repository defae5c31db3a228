"""From a file of examples to a voice on the shelf: train, convert, prove, install.

Runs in the window's or the command line's process and keeps it light: torch lives in the job worker.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine import datasets
from engine.cancel import Cancel
from engine.conversion.to_gguf import convert_adapter
from engine.errors import Cancelled, InputError, ParityFailed
from engine.models.catalogue import Catalogue
from engine.paths import Home, checked_id, write_atomic, write_json
from engine.personas import PLAIN, Shelf
from engine.runs import Runs
from engine.training.card import write_card
from engine.types import ModelInfo, Parity, Persona, RunInfo, TrainSettings
from engine.workers.supervisor import Worker

OnEvent = Callable[[dict[str, Any]], None]


class Pipeline:
    """Trains personas, one run at a time."""

    def __init__(self, home: Home, catalogue: Catalogue, shelf: Shelf, runs: Runs) -> None:
        self._home, self._catalogue, self._shelf, self._runs = home, catalogue, shelf, runs

    def start(
        self, data: Path, persona: Persona, base: str, settings: TrainSettings, *, replace: bool = False
    ) -> RunInfo:
        """Check everything that can be checked at once and write the run down; nothing is trained yet.

        Raises `InputError` and its kin; then nothing was written.
        """
        checked_id(persona.id)
        if persona.id == PLAIN.id:
            raise InputError("“plain” is the base model itself.", fix="Choose another name.")
        taken = any(p.id == persona.id and not p.builtin for p in self._shelf.list())
        if taken and not replace:
            raise InputError(
                f"There is a persona called “{persona.id}” already.",
                fix="Choose another name, or replace it with --replace.",
            )
        model = self._catalogue.get(base)
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
        self._runs.save(run)
        return run

    def go_on(self, run: RunInfo, on_event: OnEvent, cancel: Cancel) -> tuple[RunInfo, Parity]:
        """Train `run` to its end from wherever it stands, convert, prove and install its persona.

        On cancel, crash or error the run's state says so and its checkpoints stay for a resume.
        """
        model = self._catalogue.get(run.base_model)
        if model.sha256 != run.base_sha256:
            raise InputError(
                f"The run {run.id} belongs to another base model.",
                cause=f"The file of {model.id} is not the one it began with.",
                fix="Put the old model file back, or start a new run.",
            )
        run.state, run.error, run.pid = "running", "", os.getpid()
        self._runs.save(run)
        folder = self._runs.folder(run.id)
        worker = Worker("job", folder / "log.txt")
        try:
            self._train(worker, run, model, on_event, cancel)
            parity = self._finish(worker, run, model, on_event, cancel)
        except BaseException as error:
            run.state = "cancelled" if isinstance(error, Cancelled | KeyboardInterrupt) else "failed"
            run.error = str(error)
            self._runs.save(run)
            raise
        finally:
            worker.close()
        run.state = "done"
        self._runs.save(run)
        return run, parity

    def _train(
        self, worker: Worker, run: RunInfo, model: ModelInfo, on_event: OnEvent, cancel: Cancel
    ) -> None:
        request = worker.request("train", **self._job(run, model))
        with cancel.calling(request.cancel):
            for event in request.events():
                self._follow(run, event)
                on_event(event)

    def _job(self, run: RunInfo, model: ModelInfo) -> dict[str, Any]:
        """What every command of a run's job worker needs to know."""
        return {
            "run": str(self._runs.folder(run.id)),
            "model": str(model.path),
            "home": str(self._home.root),
            "info": run.model_dump(mode="json"),
        }

    def _follow(self, run: RunInfo, event: dict[str, Any]) -> None:
        if event["event"] == "stage":
            run.total_steps = event.get("total_steps", run.total_steps)
            run.device = event.get("device", run.device)
        elif event["event"] == "checkpoint":
            run.step = event["step"]
            self._runs.save(run)
        elif event["event"] == "done":
            for key, value in event["result"].items():
                setattr(run, key, value)
            self._runs.save(run)

    def _finish(
        self, worker: Worker, run: RunInfo, model: ModelInfo, on_event: OnEvent, cancel: Cancel
    ) -> Parity:
        folder = self._runs.folder(run.id)
        adapter = folder / "adapter.gguf"
        on_event({"event": "stage", "name": "Converting"})
        convert_adapter(
            folder / "best", model.path, adapter, extra_metadata={"macaw.base.sha256": model.sha256}
        )
        on_event({"event": "stage", "name": "Proving"})
        request = worker.request(
            "prove", adapter_dir=str(folder / "best"), adapter_gguf=str(adapter), **self._job(run, model)
        )
        with cancel.calling(request.cancel):
            for event in request.events():
                on_event(event)
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
        persona = run.persona.model_copy(
            update={
                "description": run.persona.description or f"Trained on {run.dataset}.",
                "base_model": model.id,
                "base_sha256": model.sha256,
                "adapter": True,
            }
        )
        info = datasets.dataset_info(self._home, run.dataset)
        write_json(
            folder / "report.json",
            {"run": run.model_dump(mode="json", exclude={"pid"}), "parity": parity.model_dump()},
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
