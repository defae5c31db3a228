"""Before Start: token counts, this machine's speed, and from them what a run will take.

Runs in the window's process. Counting and probing happen in a job worker; estimating is arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from engine.cancel import Cancel
from engine.models.catalogue import Catalogue
from engine.models.gguf_file import read_header
from engine.paths import Home
from engine.training.memory import choose_plan
from engine.training.schedule import replayed, total_steps, validations
from engine.training.speeds import Speeds
from engine.types import DataMeasure, Estimate, TrainSettings, TrainSpeed
from engine.workers.once import ask_once

OnEvent = Callable[[dict[str, Any]], None]
# Costs in tokens of training that take as long, measured on the starter model:
_FORWARD = 0.5  # a token of validation: no backward pass, and the frozen base has only half of one anyway
_SAMPLE_TOKENS = 500  # hearing an answer of 40 tokens, one after the other
_PROOF_TOKENS = 6000  # the proof of parity: about 400 answer positions, read four times, twice in fp32


class Planner:
    """Measures and estimates for one data folder."""

    def __init__(self, home: Home, catalogue: Catalogue) -> None:
        self._home, self._catalogue, self._speeds = home, catalogue, Speeds(home)
        self._device = ""

    def device(self, cancel: Cancel) -> str:
        """What a run that begins now would train on, and why. Takes seconds the first time: torch is asked."""
        if not self._device:
            self._device = ask_once("job", self._home.logs / "planning.log", "device", cancel)
        return self._device

    def measure(
        self, data: Path, base: str, system_prompt: str, on_event: OnEvent, cancel: Cancel
    ) -> DataMeasure:
        """Count the tokens of the good rows in `data`. Raises `BadFile`, `Cancelled`."""
        result = self._ask("measure", data, base, system_prompt, on_event, cancel)
        return DataMeasure.model_validate(result)

    def probe(
        self,
        data: Path,
        base: str,
        system_prompt: str,
        settings: TrainSettings,
        on_event: OnEvent,
        cancel: Cancel,
    ) -> TrainSpeed:
        """Train a few steps that are thrown away, and remember how fast they went. Takes 10 to 30 s."""
        result = self._ask(
            "probe", data, base, system_prompt, on_event, cancel, settings=settings.model_dump()
        )
        speed = TrainSpeed.model_validate(result)
        self._speeds.put(self._catalogue.get(base).sha256, speed)
        return speed

    def _ask(
        self,
        command: str,
        data: Path,
        base: str,
        system_prompt: str,
        on_event: OnEvent,
        cancel: Cancel,
        **more: Any,
    ) -> Any:
        log = self._home.logs / "planning.log"
        return ask_once(
            "job",
            log,
            command,
            cancel,
            on_event,
            model=str(self._catalogue.get(base).path),
            data=str(data.expanduser().absolute()),
            system_prompt=system_prompt,
            log=str(log),
            **more,
        )

    def estimate(self, measure: DataMeasure, base: str, settings: TrainSettings) -> Estimate:
        """Steps, tokens, time and memory of a run on measured data. Instant."""
        model = self._catalogue.get(base)
        speed = self._speeds.get(model.sha256)
        lengths = [min(n, settings.max_seq_length) for n in measure.lengths]
        whole = measure.lengths if not measure.conversations else lengths  # texts are split, not cut
        mean = sum(whole) / max(1, len(whole))
        train, valid = measure.counts["train"], measure.counts["valid"]
        steps = total_steps(train, settings)
        per_step = settings.micro_batch_size * settings.gradient_accumulation_steps
        tokens = round(min(steps * per_step, settings.epochs * (train + replayed(train, settings))) * mean)
        free = psutil.virtual_memory().available
        plan = choose_plan(
            read_header(model.path),
            settings,
            lengths,
            measure.answers,
            speed.dtype if speed else "fp32",
            free,
        )
        seconds = None
        if speed:
            heard = validations(steps, settings)
            checking = heard * (valid * mean * _FORWARD + _SAMPLE_TOKENS)
            work = tokens + checking + _PROOF_TOKENS
            # The proof starts as the training did: it loads the model once more.
            seconds = 2 * speed.start_seconds + work / speed.tokens_per_second
        return Estimate(
            steps=steps,
            tokens=tokens,
            seconds=seconds,
            memory_bytes=plan.total,
            memory_parts=plan.parts,
            free_bytes=free,
            packed=plan.packed,
            checkpointing=plan.checkpointing,
            speed=speed,
        )
