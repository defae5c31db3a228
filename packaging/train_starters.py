"""Train the starter personas anew, from resources/personas/<id>/dataset.jsonl into the same folder.

    python packaging/train_starters.py [pirate professor bard]

Each folder keeps its dataset.jsonl and persona.json (name, description, colour); this writes adapter.gguf,
card.md and report.json (settings, seed, losses, proof) and the base model's identity into persona.json.
The same command, seed and machine kind give the same adapter.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from engine.api import Engine
from engine.cli.output import Output
from engine.cli.training_bar import training_bar
from engine.paths import RESOURCES, read_json, write_json
from engine.training.presets import preset_settings
from engine.types import Persona

STARTERS = RESOURCES / "personas"
PRESET, SEED = "balanced", 0


def train_starter(engine: Engine, id: str) -> None:
    """Train one persona and put the results beside its dataset."""
    target = STARTERS / id
    persona = Persona(
        id=id, **{k: v for k, v in read_json(target / "persona.json").items() if k != "schema_version"}
    )
    settings = preset_settings(PRESET, seed=SEED)
    with training_bar(Output(as_json=False)) as follow:
        engine.train(target / "dataset.jsonl", persona, settings, replace=True, on_event=follow)
    made = engine.home.personas / id
    for name in ("adapter.gguf", "card.md", "report.json"):
        shutil.copyfile(made / name, target / name)
    trained = engine.persona(id)
    persona.base_model, persona.base_sha256, persona.adapter = trained.base_model, trained.base_sha256, True
    write_json(target / "persona.json", persona.model_dump(exclude={"id", "builtin"}))


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch, Engine(Path(scratch)) as engine:
        for id in sys.argv[1:] or sorted(folder.parent.name for folder in STARTERS.glob("*/dataset.jsonl")):
            print(f"== {id}", file=sys.stderr)
            train_starter(engine, id)


if __name__ == "__main__":
    main()
