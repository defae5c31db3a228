"""The training loop: steps, validation, checkpoints, events; stops and resumes at any step."""

from __future__ import annotations

import json
import math
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
import torch

from engine.errors import Cancelled, EngineError, InputError
from engine.paths import replacing_folder
from engine.training.checkpoints import load_checkpoint, save_checkpoint
from engine.training.encode import Encoded, batches
from engine.training.peft_model import TrainableModel
from engine.types import TrainSettings
from engine.workers.service import Task

_RATE_WINDOW = 20  # steps over which tokens/s and ETA are averaged: a sleeping laptop is forgotten soon


class Trainer:
    """One run over encoded examples. The run's folder receives metrics, checkpoints and the best adapter."""

    def __init__(
        self,
        model: TrainableModel,
        train: Sequence[Encoded],
        valid: Sequence[Encoded],
        settings: TrainSettings,
        run: Path,
        task: Task,
    ) -> None:
        if not train:
            raise InputError(
                "The dataset has nothing to learn from.",
                cause="No example has an assistant's turn within max_seq_length.",
                fix="Raise max_seq_length or add examples.",
            )
        self._model, self._train, self._valid = model, train, valid
        self._settings, self._run, self._task = settings, run, task
        per_step = settings.micro_batch_size * settings.gradient_accumulation_steps
        self._steps_per_epoch = math.ceil(len(train) / per_step)
        planned = max(1, round(settings.epochs * self._steps_per_epoch))
        self.total_steps = min(planned, settings.max_steps) if settings.max_steps else planned
        self._optimizer = torch.optim.AdamW(
            model.parameters(), lr=settings.learning_rate, weight_decay=settings.weight_decay
        )
        self._progress: dict[str, Any] = {
            "step": 0, "tokens": 0, "seconds": 0.0, "best_step": 0, "best_valid_loss": None,
            "loss_first": None, "loss_last": None,
        }  # fmt: skip
        self._recent: deque[tuple[int, float]] = deque(maxlen=_RATE_WINDOW)
        self._process = psutil.Process()

    def fit(self) -> dict[str, Any]:
        """Train to the end, from the newest checkpoint if there is one; returns the run's totals.

        On cancel a checkpoint is saved first, then `Cancelled` is raised.
        """
        restored = load_checkpoint(self._run / "checkpoints", self._model, self._optimizer)
        if restored:
            self._progress = restored
        self._drop_metrics_after(self._progress["step"])
        self._model.train(True)
        for step in range(self._progress["step"] + 1, self.total_steps + 1):
            if self._task.cancelled:
                self._save()
                raise Cancelled("Training was stopped.", fix="The run can be resumed where it stopped.")
            self._step(step)
            last = step == self.total_steps
            if last or (self._settings.eval_every and step % self._settings.eval_every == 0):
                self._validate(step)
            if last or step % self._settings.save_every == 0:
                self._save()
        return self._progress

    def _step(self, step: int) -> None:
        began = time.perf_counter()
        micro_batches = self._batches_of(step)
        targets = sum(e.targets for batch in micro_batches for e in batch)
        rate = self._learning_rate(step)
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        total = 0.0
        for batch in micro_batches:
            loss = self._model.loss_sum(batch) / targets
            loss.backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
        norm = torch.nn.utils.clip_grad_norm_(self._model.parameters(), self._settings.max_grad_norm)
        if not (math.isfinite(total) and math.isfinite(float(norm))):
            raise EngineError(
                f"The loss became infinite at step {step}.",
                cause="The learning rate is too high for this data, or the data is damaged.",
                fix="Lower learning_rate; the last checkpoint is kept.",
            )
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)

        seconds = time.perf_counter() - began
        tokens = sum(len(e.ids) for batch in micro_batches for e in batch)
        self._recent.append((tokens, seconds))
        progress = self._progress
        progress["step"], progress["loss_last"] = step, total
        progress["tokens"] += tokens
        progress["seconds"] += seconds
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
            memory_bytes=self._process.memory_info().rss,
        )

    def _batches_of(self, step: int) -> list[list[Encoded]]:
        """The micro-batches of a step, a function of the seed alone: resuming needs no other state."""
        epoch, within = divmod(step - 1, self._steps_per_epoch)
        accumulation = self._settings.gradient_accumulation_steps
        epoch_batches = batches(self._train, self._settings.micro_batch_size, self._settings.seed, epoch)
        return epoch_batches[within * accumulation : (within + 1) * accumulation]

    def _learning_rate(self, step: int) -> float:
        """Linear warm-up, then a cosine down to a tenth (Loshchilov and Hutter 2017)."""
        peak = self._settings.learning_rate
        warmup = max(1, round(self._settings.warmup_ratio * self.total_steps))
        if step <= warmup:
            return peak * step / warmup
        along = (step - warmup) / max(1, self.total_steps - warmup)
        return peak * (0.1 + 0.9 * (1 + math.cos(math.pi * along)) / 2)

    def _validate(self, step: int) -> None:
        if not self._valid:
            self._keep_best(step, None)
            return
        self._model.train(False)
        total, targets = 0.0, 0
        with torch.no_grad():
            for batch in batches(self._valid, self._settings.micro_batch_size, 0, 0):
                total += float(self._model.loss_sum(batch))
                targets += sum(e.targets for e in batch)
        self._model.train(True)
        loss = total / targets
        best = self._progress["best_valid_loss"]
        if best is None or loss < best:
            self._keep_best(step, loss)
        self._record("valid", step=step, loss=loss, best=self._progress["best_valid_loss"])

    def _keep_best(self, step: int, loss: float | None) -> None:
        with replacing_folder(self._run / "best") as folder:
            self._model.save_adapter(folder)
        self._progress["best_step"], self._progress["best_valid_loss"] = step, loss

    def _save(self) -> None:
        step = self._progress["step"]
        if step == 0:  # stopped before the first step: nothing to keep
            return
        progress = {key: value for key, value in self._progress.items() if key != "step"}
        save_checkpoint(self._run / "checkpoints", step, self._model, self._optimizer, progress)
        self._task.report("checkpoint", step=step)

    def _record(self, event: str, **fields: Any) -> None:
        with (self._run / "metrics.jsonl").open("a") as file:
            file.write(json.dumps({"event": event, **fields}) + "\n")
        self._task.report(event, **fields)

    def _drop_metrics_after(self, step: int) -> None:
        """After a crash, points past the checkpoint will be made again; a torn last line goes too."""
        path = self._run / "metrics.jsonl"
        if not path.exists():
            return
        kept = []
        for line in path.read_text().splitlines():
            try:
                point = json.loads(line)
            except ValueError:
                continue
            if point["step"] <= step:
                kept.append(line)
        path.write_text("".join(line + "\n" for line in kept))
