"""The training loop: steps, validation, checkpoints, events; stops and resumes at any step."""

from __future__ import annotations

import json
import logging
import math
import random
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
import torch

from engine.errors import Cancelled, InputError, storage_errors
from engine.paths import Home, replacing_folder, write_atomic
from engine.training.audition import Audition, Speaks
from engine.training.checkpoints import load_checkpoint, save_checkpoint
from engine.training.objectives import objective
from engine.training.optimizer import learning_rate, make_optimizer
from engine.training.protocol import TrainableModel
from engine.training.sampling import Item, batches, epoch_batches, passes
from engine.training.schedule import steps_per_epoch, total_steps
from engine.types import TrainSettings
from engine.workers.service import Task

_RATE_WINDOW = 20  # steps over which tokens/s and ETA are averaged: a sleeping laptop is forgotten soon


class Trainer:
    """One run over encoded examples. The run's folder receives metrics, checkpoints and the best adapter."""

    def __init__(
        self,
        model: TrainableModel,
        train: Sequence[Item],
        valid: Sequence[Item],
        settings: TrainSettings,
        run: Path,
        task: Task,
        audition: Audition | None = None,
        replay: Sequence[Item] = (),
    ) -> None:
        """`replay` are examples of others that `settings.replay` mixes in."""
        if not train:
            raise InputError(
                "The dataset has nothing to learn from.",
                cause="No example has an assistant's turn within max_seq_length.",
                fix="Raise max_seq_length or add examples.",
            )
        self._model, self._train, self._valid, self._replay = model, train, valid, replay
        self._settings, self._run, self._task = settings, run, task
        self._audition = audition
        self._steps_per_epoch = steps_per_epoch(len(train), settings)
        self.total_steps = total_steps(len(train), settings)
        self._objective = objective(settings)
        self._parameters = list(model.named_parameters().values())
        self._optimizer = make_optimizer(model, settings)
        self._progress: dict[str, Any] = {
            "step": 0, "tokens": 0, "seconds": 0.0, "best_step": 0, "best_valid_loss": None,
            "loss_first": None, "loss_last": None, "peak_memory_bytes": 0, "stale": 0, "stopped_early": False,
        }  # fmt: skip
        self._validated = 0  # the last step after which validation was done
        self._epoch: tuple[int, list[list[Item]]] = (-1, [])
        self._recent: deque[tuple[int, float]] = deque(maxlen=_RATE_WINDOW)
        self._process = psutil.Process()

    def fit(self) -> dict[str, Any]:
        """Train to the end, from the newest checkpoint if there is one; returns the run's totals.

        On cancel a checkpoint is saved first, then `Cancelled` is raised. Raises `InputError` if the loss
        is no longer finite, `StorageError` if the disk fails, `BadFile` if no checkpoint can be used.
        """
        self._restore()
        self._model.train(True)
        if not self._finished:
            self._rehearse()
        if self._progress["step"] == 0:
            self._hear(0)
        try:
            self._validate_if_due()  # it may have been stopped in the middle of that
            while not self._finished:
                self._task.check()
                self._step(self._progress["step"] + 1)
                self._validate_if_due()
                if self._finished or self._progress["step"] % self._settings.save_every == 0:
                    self._save()
        except Cancelled:
            self._save()
            raise Cancelled("Training was stopped.", fix="The run can be resumed where it stopped.") from None
        return self._progress

    @property
    def _finished(self) -> bool:
        return bool(self._progress["stopped_early"] or self._progress["step"] == self.total_steps)

    def _restore(self) -> None:
        """Take up the newest whole checkpoint, and clear away what a crash left half done."""
        Home(self._run).recover()
        restored = load_checkpoint(self._run / "checkpoints", self._model, self._optimizer)
        if restored:
            self._validated = restored.pop("validated", restored["step"])
            self._progress.update(restored)
        if not (self._run / "best").exists():  # someone tidied up: the next validation writes it again
            self._progress["best_step"], self._progress["best_valid_loss"] = 0, None
            self._validated = 0
        self._drop_later_metrics()

    def _rehearse(self) -> None:
        """The longest batch of all, and nothing learned from it: if memory runs out, it does so now."""
        by_length = sorted([*self._train, *self._replay], key=lambda item: -item.length)
        parts = passes(by_length[: self._settings.micro_batch_size])
        longest = max(parts, key=lambda part: sum(item.length for item in part))
        with torch.random.fork_rng():
            self._objective.total(self._model, longest).backward()  # type: ignore[no-untyped-call]
        self._optimizer.zero_grad(set_to_none=True)
        self._note_memory()

    def _note_memory(self) -> int:
        memory = self._process.memory_info().rss
        self._progress["peak_memory_bytes"] = max(self._progress["peak_memory_bytes"], memory)
        return memory

    def _validate_if_due(self) -> None:
        step, every = self._progress["step"], self._settings.eval_every
        if self._validated < step and (self._finished or (every and step % every == 0)):
            self._validate(step)
            self._validated = step
            self._hear(step)

    def _step(self, step: int) -> None:
        began = time.perf_counter()
        micro_batches = self._batches_of(step)
        units = sum(self._objective.units(batch) for batch in micro_batches)
        rate = learning_rate(step, self.total_steps, self._settings)
        for group in self._optimizer.param_groups:
            group["lr"] = rate * group["ratio"]
        total = 0.0
        for part in (part for batch in micro_batches for part in passes(batch)):
            loss = self._objective.total(self._model, part) / units
            loss.backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
        norm = torch.nn.utils.clip_grad_norm_(self._parameters, self._settings.max_grad_norm)
        if not (math.isfinite(total) and math.isfinite(float(norm))):
            raise InputError(
                f"The loss is no longer a finite number at step {step}.",
                cause="The learning rate is too high for this data, or the base model is damaged.",
                fix="Lower learning_rate and start again; the last checkpoint is kept.",
            )
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)

        seconds = time.perf_counter() - began
        tokens = sum(item.length for batch in micro_batches for item in batch)
        self._recent.append((tokens, seconds))
        progress = self._progress
        progress["step"], progress["loss_last"] = step, total
        progress["tokens"] += tokens
        progress["seconds"] += seconds
        memory = self._note_memory()
        if progress["loss_first"] is None:
            progress["loss_first"] = total
        spent = sum(s for _, s in self._recent)
        self._record(
            "step",
            step=step,
            total_steps=self.total_steps,
            epoch=step / self._steps_per_epoch,
            loss=total,
            learning_rate=rate,
            grad_norm=float(norm),
            tokens_per_second=sum(n for n, _ in self._recent) / spent,
            eta_seconds=(self.total_steps - step) * spent / len(self._recent),
            memory_bytes=memory,
        )

    def _batches_of(self, step: int) -> list[list[Item]]:
        """The micro-batches of a step, a function of the seed alone: resuming needs no other state."""
        epoch, within = divmod(step - 1, self._steps_per_epoch)
        accumulation = self._settings.gradient_accumulation_steps
        if self._epoch[0] != epoch:
            self._epoch = epoch, epoch_batches(self._train, self._replay, self._settings, epoch)
        return self._epoch[1][within * accumulation : (within + 1) * accumulation]

    def _validate(self, step: int) -> None:
        if not self._valid:
            self._keep_best(step, None)
            return
        self._model.train(False)
        total, units = 0.0, 0
        try:
            with torch.no_grad():
                for batch in batches(self._valid, self._settings.micro_batch_size, random.Random(0)):
                    self._task.check()
                    total += sum(float(self._objective.total(self._model, part)) for part in passes(batch))
                    units += self._objective.units(batch)
        finally:
            self._model.train(True)
        loss = total / units if math.isfinite(total) else None  # None compares as the worst
        best = self._progress["best_valid_loss"]
        if best is None or (loss is not None and loss < best):
            self._keep_best(step, loss)
            self._progress["stale"] = 0
        else:
            self._progress["stale"] += 1
        patience = self._settings.early_stopping_patience
        if patience and self._progress["stale"] >= patience and step < self.total_steps:
            self._progress["stopped_early"] = True
        self._record("valid", step=step, loss=loss, best=self._progress["best_valid_loss"])

    def _keep_best(self, step: int, loss: float | None) -> None:
        with replacing_folder(self._run / "best") as folder:
            self._model.save_adapter(folder)
        self._progress["best_step"], self._progress["best_valid_loss"] = step, loss

    def _hear(self, step: int) -> None:
        """Report what the model answers now. A glimpse for the person: a failure of it stops no run."""
        if self._audition is None or not isinstance(self._model, Speaks):
            return
        self._model.train(False)
        try:
            text = self._audition.answer(self._model)
        except Exception:
            logging.exception("the sample answer failed; this run goes on without")
            self._audition = None
            return
        finally:
            self._model.train(True)
        self._record("sample", step=step, prompt=self._audition.prompt, text=text)

    def _save(self) -> None:
        step = self._progress["step"]
        if step == 0:  # stopped before the first step: nothing to keep
            return
        progress = {key: value for key, value in self._progress.items() if key != "step"}
        progress["validated"] = self._validated
        save_checkpoint(self._run / "checkpoints", step, self._model, self._optimizer, progress)
        self._task.report("checkpoint", **self._progress)

    def _record(self, event: str, **fields: Any) -> None:
        path = self._run / "metrics.jsonl"
        with storage_errors(path), path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event, **fields}) + "\n")
        self._task.report(event, **fields)

    def _drop_later_metrics(self) -> None:
        """Points past the checkpoint will be made again; a torn last line goes too.

        A run cut off before its first checkpoint starts anew, and so do its metrics.
        """
        path = self._run / "metrics.jsonl"
        if not path.exists():
            return
        step = self._progress["step"]
        kept = []
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                point = json.loads(line)
                last = step if point["event"] == "step" else self._validated
                if step and point["step"] <= last:
                    kept.append(line)
            except (ValueError, TypeError, KeyError):
                continue
        write_atomic(path, "".join(line + "\n" for line in kept))
