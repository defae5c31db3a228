"""Before Start: token counts, this machine's speed, and from them what a run will take.

Runs in the window's process. Counting and probing happen in a job worker; estimating is arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from engine.cancel import Cancel
from engine.models.catalogue import Catalogue, header_of
from engine.paths import Home
from engine.training.memory import Work, choose_plan, smaller_settings
from engine.training.outline import block_count
from engine.training.schedule import effort, replayed, total_steps, validations
from engine.training.speeds import Speeds
from engine.types import Compute, DataMeasure, Estimate, TrainDevice, TrainSettings, TrainSpeed
from engine.workers.once import ask_once

OnEvent = Callable[[dict[str, Any]], None]
# Costs in tokens of training that take as long, measured on the starter model:
_FORWARD = 0.5  # a token of validation: no backward pass, and the frozen base has only half of one anyway
_SAMPLE_TOKENS = 1600  # hearing answers of 40, 24 and 24 tokens on two cores, as long as none were timed
# The proof of parity, as long as none was timed: about 400 answer positions, read four times, twice in fp32, and
# transformers and llama.cpp started for it.
_PROOF_TOKENS, _PROOF_STARTS = 6000, 3


class Planner:
    """Measures and estimates for one data folder."""

    def __init__(self, home: Home, catalogue: Catalogue) -> None:
        self._home, self._catalogue, self._speeds = home, catalogue, Speeds(home)
        self._devices: list[TrainDevice] = []
        self.compute = Compute()

    def devices(self, cancel: Cancel) -> list[TrainDevice]:
        """What one may train on, the automatic choice first. Takes seconds the first time: torch is asked."""
        if not self._devices:
            found = ask_once("job", self._home.logs / "planning.log", "devices", cancel)
            self._devices = [TrainDevice.model_validate(device) for device in found]
        return self._devices

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
        """Train a few steps that are thrown away, and remember how fast they went. Takes 10 to 30 s.

        All blocks are trained, whatever the settings say: then the speed holds for other settings, too.
        """
        whole = settings.model_copy(update={"layers_to_transform": None}).model_dump()
        compute = self.compute
        more = {"settings": whole, "compute": compute.model_dump()}
        result = self._ask("probe", data, base, system_prompt, on_event, cancel, **more)
        speed = TrainSpeed.model_validate(result)
        self._speeds.put(self._catalogue.get(base).sha256, compute, speed)
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

    def _cores(self, speed: TrainSpeed | None) -> int:
        """Those of the processor a run would take, or did when its speed was measured."""
        return (speed.cores if speed else 0) or self.compute.threads or psutil.cpu_count(logical=False) or 1

    def estimate(self, measure: DataMeasure, base: str, settings: TrainSettings) -> Estimate:
        """Steps, tokens, time and memory of a run on measured data. Instant."""
        model = self._catalogue.get(base)
        speed, header = self._speeds.get(model.sha256, self.compute), header_of(model)
        lengths = [min(n, settings.max_seq_length) for n in measure.lengths]
        if settings.method == "dpo" and measure.rejected:  # both answers go through the model
            pairs = zip(lengths, measure.rejected, strict=True)
            lengths = [n + min(m, settings.max_seq_length) for n, m in pairs]
        whole = measure.lengths if not measure.conversations else lengths  # texts are split, not cut
        mean = sum(whole) / max(1, len(whole))
        train, valid = measure.counts["train"], measure.counts["valid"]
        steps = total_steps(train, settings)
        per_step = settings.micro_batch_size * settings.gradient_accumulation_steps
        tokens = round(min(steps * per_step, settings.epochs * (train + replayed(train, settings))) * mean)
        free = (speed.device_bytes if speed else 0) or psutil.virtual_memory().available
        dtype = speed.dtype if speed else "fp32"
        # What was measured was so much more, or less, than what had been computed for it.
        off = speed.memory_bytes / speed.planned_bytes if speed and speed.planned_bytes else 1.0
        off = min(2.0, max(0.5, off))
        usable = round(free / off)
        able = (
            {"gpu": bool(speed.device_bytes), "reorders": speed.reorders, "flash": speed.flash}
            if speed
            else {}
        )
        work = Work(header, settings, lengths, measure.answers, dtype, self._cores(speed), **able)
        plan = choose_plan(work, usable)
        parts = {name: round(size * off) for name, size in plan.parts.items()}
        would_fit = {}
        if plan.total > usable:
            would_fit = smaller_settings(work, usable)
        seconds = None
        if speed:
            rehearsed = sum(sorted(lengths)[-settings.micro_batch_size :])
            checks = validations(steps, settings)
            checking = checks * valid * mean * _FORWARD
            read = rehearsed + tokens * effort(settings, block_count(header)) + checking
            hearing = speed.hearing_seconds or _SAMPLE_TOKENS / speed.tokens_per_second
            proof = _PROOF_STARTS * speed.start_seconds + _PROOF_TOKENS / speed.tokens_per_second
            seconds = speed.start_seconds + read / speed.tokens_per_second + (checks + 1) * hearing
            seconds += speed.proof_seconds or proof
        return Estimate(
            steps=steps,
            tokens=tokens,
            seconds=seconds,
            memory_bytes=sum(parts.values()),
            memory_parts=parts,
            free_bytes=free,
            packed=plan.packed,
            checkpointing=plan.checkpointing,
            speed=speed,
            would_fit=would_fit,
        )
