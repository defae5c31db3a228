"""A training that is killed and resumed ends as if nothing had been. `tests/soak` kills thirty times."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.api import Engine
from engine.paths import Home
from tests.engine.engine_files import sums
from tests.engine.kills import STORMY, outcome, train_through


@pytest.mark.slow
def test_killed_while_it_trains_and_while_it_saves_it_ends_the_same(
    home: Home, tiny_base: Path, tmp_path: Path
) -> None:
    data, settings = sums(tmp_path / "sums.jsonl"), STORMY.model_copy(update={"max_steps": 14})
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        calm, _ = train_through(engine, data, "calm", settings)
        stormy, kills = train_through(engine, data, "stormy", settings, kills=3)
        assert kills["writing"] and kills["between"] and kills.total() == 3
        assert outcome(engine, stormy) == outcome(engine, calm)
