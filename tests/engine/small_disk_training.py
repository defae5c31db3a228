"""Train on a small disk that is filled up on the way. Started by test_trouble.py under `unshare -rm`.

    unshare -rm python -m tests.engine.small_disk_training MODEL DATA

After step 5 the disk is full but for a little: too little for a checkpoint. Once the run has ended by that, the space
is given back and the run resumed. Prints one JSON object.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from engine.api import Engine
from engine.errors import StorageError
from engine.training.manifest import checkpoints_in, flaw
from engine.types import Persona, TrainSettings
from tests.engine.engine_files import workers_of
from tests.engine.small_disk import fill

LEAVE = 64 << 10
SETTINGS = TrainSettings(
    r=4, lora_dropout=0.1, max_steps=10, epochs=9, micro_batch_size=4, save_every=2, eval_every=0
)


def main() -> None:
    model, data = Path(sys.argv[1]), Path(sys.argv[2])
    disk = Path(tempfile.mkdtemp())
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "macaw-test", str(disk)], check=True)
    filler = disk / "filler"
    found: dict[str, Any] = {}

    def follow(event: dict[str, Any]) -> None:
        if event["event"] == "run":
            found["run"] = event["run"]
        elif event["event"] == "step" and event["step"] == 5 and not filler.exists():
            fill(disk)
            with filler.open("r+b") as file:
                file.truncate(file.seek(0, 2) - LEAVE)

    with Engine(disk / "home") as engine:
        engine.add_model(model, "tiny")
        try:
            engine.train(data, Persona(id="full", name="Full"), SETTINGS, base="tiny", on_event=follow)
        except StorageError as error:
            found["error"] = error.to_wire()
        found["state"], found["noted"] = engine.run(found["run"]).state, engine.run(found["run"]).error
        found["workers"] = len(workers_of("job"))
        folder = engine.home.runs / found["run"] / "checkpoints"
        found["kept"] = {path.name: flaw(path) for path in checkpoints_in(folder)}
        found["left"] = [path.name for path in folder.iterdir() if path.name.startswith(".")]
        try:
            engine.train(data, Persona(id="next", name="Next"), SETTINGS, base="tiny")
        except StorageError as error:
            found["refused"] = error.to_wire()
        filler.unlink()
    steps: list[int] = []
    with Engine(disk / "home") as engine:  # as after a restart of the program
        run, _ = engine.resume(
            found["run"],
            on_event=lambda event: steps.extend([event["step"]] if event["event"] == "step" else []),
        )
    found["resumed"] = {"state": run.state, "error": run.error, "first": steps[0]}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
