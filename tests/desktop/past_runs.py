"""Training runs of the past, written as the engine writes them: no test needs to wait for them."""

from __future__ import annotations

import json
from typing import Any

from engine.paths import Home
from engine.runs import Runs
from engine.types import Parity, Persona, RunInfo, TrainSettings


def saved_run(home: Home, id: str, created: str, losses: list[float], **settings: Any) -> RunInfo:
    """A run that is done, with its metrics and its proof."""
    runs = Runs(home)
    info = RunInfo(
        id=id,
        persona=Persona(id=id, name=id.capitalize(), color="#7B3FA0"),
        dataset="sailor",
        base_model="tiny",
        base_sha256="0" * 64,
        settings=TrainSettings(**settings),
        state="done",
        created=created,
        step=len(losses),
        total_steps=len(losses),
        tokens=100 * len(losses),
        seconds=10.0,
        loss_first=losses[0],
        loss_last=losses[-1],
        best_step=len(losses),
        best_valid_loss=losses[-1] + 0.1,
    )
    runs.save(info)
    rows: list[dict[str, Any]] = [
        {"event": "sample", "step": 0, "prompt": "Who are you?", "text": "A model."}
    ]
    for step, loss in enumerate(losses, 1):
        rows.append(
            {
                "event": "step",
                "step": step,
                "total_steps": len(losses),
                "loss": loss,
                "learning_rate": 0.001 * step,
                "eta_seconds": 1.0,
                "tokens_per_second": 10.0,
                "memory_bytes": 10**9,
            }
        )
    last = len(losses)
    rows.append({"event": "valid", "step": last, "loss": losses[-1] + 0.1})
    rows.append({"event": "sample", "step": last, "prompt": "Who are you?", "text": "Arrr, a pirate."})
    file = runs.folder(id) / "metrics.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    parity = Parity(
        positions=400,
        mean_kl=0.003,
        top1_agreement=0.95,
        base_mean_kl=0.004,
        base_top1_agreement=0.96,
        effect_kl=1.2,
        passed=True,
    )
    (runs.folder(id) / "parity.json").write_text(json.dumps({"schema_version": 1, **parity.model_dump()}))
    return info
