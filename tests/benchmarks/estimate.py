"""The estimate before Start against the run it was for: memory and time, by the starter model.

`python tests/benchmarks/estimate.py [--only NAME ...] [--json FILE]`

Each setting begins in an empty data folder: the data is measured, the machine's speed probed, the run estimated, and
then the run made from its start to the persona on the shelf. Wall time: the machine must be quiet.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from engine.api import Engine  # noqa: E402
from engine.types import Persona  # noqa: E402

PIRATE = ROOT / "resources" / "personas" / "pirate" / "dataset.jsonl"
# name: preset, what differs from it, how many of the data's examples are joined to one
CASES: dict[str, tuple[str, dict[str, Any], int]] = {
    "quick": ("quick", {}, 1),
    "short run": ("quick", {"max_steps": 12}, 1),
    "turbo": ("turbo", {"max_steps": 60}, 1),
    "long": ("quick", {"max_steps": 12}, 6),
    "replay": ("balanced", {"max_steps": 30, "replay": 0.3}, 1),
}


def joined(count: int, out: Path) -> Path:
    """The pirate's data with `count` conversations after each other in each row."""
    rows = [json.loads(line) for line in PIRATE.read_text(encoding="utf-8").splitlines()]
    if count == 1:
        return PIRATE
    with out.open("w", encoding="utf-8") as file:
        for at in range(0, len(rows) - count + 1, 2):
            messages = [m for row in rows[at : at + count] for m in _messages(row)]
            file.write(json.dumps({"messages": messages}) + "\n")
    return out


def _messages(row: dict[str, Any]) -> list[dict[str, str]]:
    if "messages" in row:
        return list(row["messages"])
    return [
        {"role": "user", "content": row["prompt"]},
        {"role": "assistant", "content": row["completion"]},
    ]


def measure(preset: Any, changes: dict[str, Any], count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, Engine(Path(folder) / "home") as engine:
        data = joined(count, Path(folder) / "long.jsonl")
        settings = engine.preset(preset, data=data, early_stopping_patience=0, **changes)
        sizes = engine.measure_data(data)
        engine.measure_speed(data, settings)
        estimate = engine.estimate(sizes, settings)
        began = time.perf_counter()
        run, _ = engine.train(data, Persona(id="sailor", name="Sailor"), settings)
        seconds = time.perf_counter() - began
    assert estimate.seconds is not None
    return {
        "estimated_seconds": estimate.seconds,
        "seconds": seconds,
        "estimated_bytes": estimate.memory_bytes,
        "bytes": run.peak_memory_bytes,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", nargs="+", choices=list(CASES), default=list(CASES), metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    args = parser.parse_args()
    found = {}
    print(f"{'':<12}{'time s: said':>13}{'took':>8}{'off':>7}{'memory MB: said':>17}{'took':>8}{'off':>7}")
    for name in args.only:
        f = found[name] = measure(*CASES[name])
        time_off, memory_off = (
            f["estimated_seconds"] / f["seconds"] - 1,
            f["estimated_bytes"] / f["bytes"] - 1,
        )
        print(
            f"{name:<12}{f['estimated_seconds']:>13.0f}{f['seconds']:>8.0f}{time_off:>+7.0%}"
            f"{f['estimated_bytes'] / 1e6:>17.0f}{f['bytes'] / 1e6:>8.0f}{memory_off:>+7.0%}",
            flush=True,
        )
    if args.json:
        args.json.write_text(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
