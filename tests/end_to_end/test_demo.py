"""`macaw demo` as a person runs it: the real model, the real pirate, in a fresh data folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.paths import Home


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_demo_does_the_main_job_and_leaves_nothing_behind(home: Home, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, "-m", "engine", "demo", "--report", str(report)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(report.read_text())
    assert found["ok"] and not found["faults"]
    assert found["train"]["loss_last"] < found["train"]["loss_first"]
    assert found["parity"]["mean_kl"] < 3 * found["parity"]["base_mean_kl"]
    assert found["switch_ms"] < 100
    assert {len(texts) for texts in found["answers"].values()} == {3}
    assert found["answers"]["base"] != found["answers"]["pirate"]
    assert found["citation"] == {"file": "handbook.pdf", "page": 5}
    assert not (home.root / "personas").exists(), "the demo wrote into the person's own data folder"
