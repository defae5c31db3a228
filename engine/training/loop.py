"""The training loop: steps, validation, checkpoints, events; stops and resumes at any step."""

from __future__ import annotations

import logging
import math
import random
import time
from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast

import psutil
import torch

from engine.errors import Cancelled, InputError
from engine.paths import Home, replacing_folder
from engine.right_of_way import GivingWay
from engine.training.audition import Audition, Speaks
from engine.training.checkpoints import load_checkpoint, save_checkpoint
from engine.training.divergence import Divergence
from engine.training.gate import standing_still
from engine.training.lanes import Lanes
from engine.training.metrics import Metrics
from engine.training.objectives import objective
from engine.training.optimizer import learning_rate, make_optimizer
from engine.training.pace import Pace
from engine.training.peak import peak_memory
from engine.training.protocol import TrainableModel
from engine.training.sampling import Item, PassSize, batches, epoch_batches, passes
from engine.training.schedule import steps_per_epoch, total_steps, validations
from engine.types import TrainSettings
from engine.workers.service import Task


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
        auditions: Sequence[Audition] | None = None,
        replay: Sequence[Item] = (),
        old_valid: Sequence[Item] = (),
        gate: GivingWay | None = None,
        lanes: Lanes | None = None,
    ) -> None:
        """`replay` are other examples that `settings.replay` mixes in, `old_valid` held-out ones of what the adapter
        has learned before this run. At the `gate` the run stands still while somebody waits for an answer."""
        if not train:
            raise InputError(
                "The dataset has nothing to learn from.",
                cause="No example has an assistant's turn within max_seq_length.",
                fix="Raise max_seq_length or add examples.",
            )
        self._model, self._train, self._valid, self._replay = model, train, valid, replay
        self._old_valid = old_valid
        self._settings, self._run, self._task = settings, run, task
        self._auditions, self._gate, self._lanes = auditions or (), gate, lanes or Lanes(PassSize())
        self._steps_per_epoch = steps_per_epoch(len(train), settings)
        self.total_steps = total_steps(len(train), settings)
        self._objective = objective(settings)
        self._parameters = list(model.named_parameters().values())
        self._optimizer = make_optimizer(model, settings)
        self._progress: dict[str, Any] = {
            "step": 0, "tokens": 0, "seconds": 0.0, "best_step": 0, "best_valid_loss": None,
            "loss_first": None, "loss_last": None, "peak_memory_bytes": 0, "stale": 0, "stopped_early": False,
            "old_loss_before": None, "old_loss_after": None,
        }  # fmt: skip
        self._validated = 0  # the last step after which validation was done
        self._epoch: tuple[int, list[list[Item]]] = (-1, [])
        self._pace = Pace()
        self._asides: deque[float] = deque(
            maxlen=2
        )  # seconds of the newest validations and what goes with them
        self._divergence = Divergence()
        self._process, self._metrics = psutil.Process(), Metrics(run / "metrics.jsonl")

    def fit(self) -> dict[str, Any]:
        """Train to the end, from the newest checkpoint if there is one; returns the run's totals.

        On cancel a checkpoint is saved first, then `Cancelled` is raised. Raises `InputError` if the loss is no
        longer finite or has exploded (no checkpoint is made of that), `StorageError` if the disk fails, `BadFile`
        if no checkpoint can be used.
        """
        self._restore()
        self._model.train(True)
        if not self._finished:
            self._rehearse()
        if self._progress["step"] == 0:
            self._look_back("before")
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
        if self._old_valid:
            self._model.load_adapter(self._run / "best")  # what is kept, not where training ended
            self._look_back("after")
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
            self._divergence.state = restored.pop("divergence", self._divergence.state)
            self._progress.update(restored)
        if not (self._run / "best").exists():  # someone tidied up: the next validation writes it again
            self._progress["best_step"], self._progress["best_valid_loss"] = 0, None
            self._validated = 0
        self._metrics.cut(self._progress["step"], self._validated)

    def _rehearse(self) -> None:
        """The longest batch of all, and nothing learned from it: if memory runs out, it does so now."""
        by_length = sorted([*self._train, *self._replay], key=lambda item: -item.length)
        parts = passes(by_length[: self._settings.micro_batch_size], self._lanes.size)
        longest = sorted(parts, key=lambda part: -sum(item.length for item in part))[: self._lanes.count]
        # What the optimizer keeps of each weight comes with its first step.
        moments = [torch.ones_like(p) for p in self._parameters * 2 if not self._optimizer.state]
        with torch.random.fork_rng():
            self._lanes.learn([partial(self._loss, part, 1) for part in longest], self._parameters)
        self._optimizer.zero_grad(set_to_none=True)
        self._note_memory()
        del moments

    def _note_memory(self) -> int:
        peak = peak_memory(self._parameters[0].device)
        self._progress["peak_memory_bytes"] = max(self._progress["peak_memory_bytes"], peak)
        return int(self._process.memory_info().rss)

    def _validate_if_due(self) -> None:
        step, every = self._progress["step"], self._settings.eval_every
        if self._validated < step and (self._finished or (every and step % every == 0)):
            began, waited = time.perf_counter(), self._waited
            self._validate(step)
            self._validated = step
            self._hear(step)
            self._asides.append(time.perf_counter() - began - (self._waited - waited))

    def _step(self, step: int) -> None:
        began, waited = time.perf_counter(), self._waited
        micro_batches = self._batches_of(step)
        units = sum(self._objective.units(batch) for batch in micro_batches)
        rate = learning_rate(step, self.total_steps, self._settings)
        for group in self._optimizer.param_groups:
            group["lr"] = rate * group["ratio"]
        parts = [part for batch in micro_batches for part in passes(batch, self._lanes.size)]
        total = self._lanes.learn([partial(self._loss, part, units) for part in parts], self._parameters)
        norm = torch.nn.utils.clip_grad_norm_(self._parameters, self._settings.max_grad_norm)
        if not (math.isfinite(total) and math.isfinite(float(norm))):
            raise InputError(
                f"The loss is no longer a finite number at step {step}.",
                cause="The learning rate is too high for this data, or the base model is damaged.",
                fix="Lower learning_rate and start again; the last checkpoint is kept.",
            )
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)

        tokens = sum(item.length for batch in micro_batches for item in batch)
        seconds = self._pace.add(tokens, time.perf_counter() - began - (self._waited - waited))
        progress = self._progress
        progress["step"], progress["loss_last"] = step, total
        progress["tokens"] += tokens
        progress["seconds"] += seconds
        memory = self._note_memory()
        if progress["loss_first"] is None:
            progress["loss_first"] = total
        self._record(
            "step",
            step=step,
            total_steps=self.total_steps,
            epoch=step / self._steps_per_epoch,
            loss=total,
            learning_rate=rate,
            grad_norm=float(norm),
            tokens_per_second=self._pace.tokens_per_second,
            eta_seconds=self._seconds_left(step),
            memory_bytes=memory,
        )
        self._divergence.add(total)
        if self._divergence.certain:
            raise InputError(
                f"The loss has exploded: it is {total:.2f} at step {step}, after {self._divergence.least:.2f} before.",
                cause="The learning rate is too high for this data.",
                fix="Lower learning_rate and start again; the best adapter so far is kept.",
            )

    def _seconds_left(self, step: int) -> float:
        """Until training is done, at the pace of the newest steps and the newest two validations: the faster one, for
        in the other the laptop may have slept."""
        every = self._settings.eval_every
        checks = validations(self.total_steps, self._settings) - (self._validated // every if every else 0)
        return (self.total_steps - step) * self._pace.seconds_per_step + checks * min(
            self._asides, default=0.0
        )

    @property
    def _waited(self) -> float:
        return self._gate.waited if self._gate else 0.0

    def _batches_of(self, step: int) -> list[list[Item]]:
        """The micro-batches of a step, a function of the seed alone: resuming needs no other state."""
        epoch, within = divmod(step - 1, self._steps_per_epoch)
        accumulation = self._settings.gradient_accumulation_steps
        if self._epoch[0] != epoch:
            self._epoch = epoch, epoch_batches(self._train, self._replay, self._settings, epoch)
        return self._epoch[1][within * accumulation : (within + 1) * accumulation]

    def _validate(self, step: int) -> None:
        if not self._valid:
            if not self._divergence.suspected:
                self._keep_best(step, None)
            return
        loss = self._loss_on(self._valid)  # None compares as the worst
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

    def _loss_on(self, examples: Sequence[Item]) -> float | None:
        """The mean loss on held-out examples; None if it is no number."""
        self._model.train(False)
        total, units = 0.0, 0
        try:
            for batch in batches(examples, self._settings.micro_batch_size, random.Random(0)):
                parts = passes(batch, self._lanes.size)
                total += sum(self._lanes.map([partial(self._measured, part) for part in parts]))
                units += self._objective.units(batch)
        finally:
            self._model.train(True)
        return total / units if math.isfinite(total) else None

    def _loss(self, part: Sequence[Item], units: int) -> torch.Tensor:
        with standing_still(self._gate):
            return self._objective.total(self._model, part) / units

    def _between(self) -> None:
        """Where one may stop, or stand still."""
        self._task.check()
        if self._gate:
            self._gate.pause()

    def _measured(self, part: Sequence[Item]) -> float:
        self._between()
        with torch.no_grad():
            return float(self._objective.total(self._model, part))

    def _look_back(self, when: Literal["before", "after"]) -> None:
        """Note how well the adapter speaks as it did before this run."""
        if not self._old_valid:
            return
        loss = self._progress[f"old_loss_{when}"] = self._loss_on(self._old_valid)
        self._record("old_valid", step=self._progress["step"], when=when, loss=loss)

    def _keep_best(self, step: int, loss: float | None) -> None:
        with replacing_folder(self._run / "best") as folder:
            self._model.save_adapter(folder)
        self._progress["best_step"], self._progress["best_valid_loss"] = step, loss

    def _hear(self, step: int) -> None:
        """Report what the model answers now. A glimpse for the person: no failure of one stops another, or the run."""
        if not self._auditions or not isinstance(self._model, Speaks):
            return
        began, waited = time.perf_counter(), self._waited
        self._model.train(False)
        try:
            texts = self._lanes.map([partial(self._answer, audition) for audition in self._auditions])
        finally:
            self._model.train(True)
        seconds = time.perf_counter() - began - (self._waited - waited)
        for audition, text in zip(self._auditions, texts, strict=True):
            if text is not None:
                self._record("sample", step=step, prompt=audition.prompt, text=text)
        if None not in texts:
            self._task.report("heard", seconds=seconds)

    def _answer(self, audition: Audition) -> str | None:
        try:
            return audition.answer(cast(Speaks, self._model), self._between)
        except Cancelled:
            raise
        except Exception:
            logging.exception("a sample answer failed; the run goes on without it")
            return None

    def _save(self) -> None:
        step = self._progress["step"]
        if step == 0 or (self._divergence.suspected and not self._finished):  # nothing to keep
            return
        progress = {key: value for key, value in self._progress.items() if key != "step"}
        progress |= {"validated": self._validated, "divergence": self._divergence.state}
        save_checkpoint(self._run / "checkpoints", step, self._model, self._optimizer, progress)
        self._task.report("checkpoint", **self._progress)

    def _record(self, event: str, **fields: Any) -> None:
        self._metrics.add(event, **fields)
        self._task.report(event, **fields)
