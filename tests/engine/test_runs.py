"""Runs on disk: what a crash or a damaged file leaves readable."""

from __future__ import annotations

import json
import logging
import os
import re

import pytest

from engine.errors import BadFile, NotFound
from engine.paths import Home
from engine.runs import Runs
from engine.types import Persona, RunInfo, TrainSettings


def run(id: str, **fields: object) -> RunInfo:
    values = {
        "id": id,
        "persona": Persona(id="pirate", name="Pirate"),
        "dataset": "pirate",
        "base_model": "smollm2-135m",
        "base_sha256": "0" * 64,
        "settings": TrainSettings(),
        "created": "2026-11-20T04:17:03+00:00",
        **fields,
    }
    return RunInfo.model_validate(values)


def test_save_and_list_oldest_first(home: Home) -> None:
    runs = Runs(home)
    assert list(runs.list()) == []
    for id, created in (
        ("b", "2026-11-20T04:17:04+00:00"),
        ("z", "2026-11-20T04:17:03+00:00"),
        ("a", "2027"),
    ):
        runs.save(run(id, created=created, loss_last=0.25, state="done"))
    assert [r.id for r in runs.list()] == ["z", "b", "a"]
    assert runs.get("b") == run("b", created="2026-11-20T04:17:04+00:00", loss_last=0.25, state="done")


def test_new_ids_are_free(home: Home) -> None:
    runs, ids = Runs(home), []
    for _ in range(5):
        ids.append(runs.new_id("pirate"))
        runs.save(run(ids[-1]))
    assert len(set(ids)) == 5
    assert all(re.fullmatch(r"pirate-\d{8}-\d{6}(-\d)?", id) for id in ids)
    (home.runs / "pirate-20200101-000000").mkdir()


def test_unknown_and_hostile_ids(home: Home) -> None:
    runs = Runs(home)
    runs.save(run("a"))
    (home.root / "run.json").write_text("{}")
    for id in ("nobody", "..", ".", "", "../runs/a", "a/../a", "/", "a\0", "A"):
        for method in (runs.get, runs.metrics):
            with pytest.raises(NotFound, match="There is no run called"):
                method(id)


def test_a_damaged_run_does_not_hide_the_others(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    runs = Runs(home)
    for id in ("whole", "torn", "foreign", "newer", "moved"):
        runs.save(run(id, state="done"))
    text = (home.runs / "torn" / "run.json").read_text()
    (home.runs / "torn" / "run.json").write_text(text[: len(text) // 2])
    (home.runs / "foreign" / "run.json").write_text('{"id": "foreign", "steps": 3}')
    (home.runs / "newer" / "run.json").write_text('{"schema_version": 99}')
    (home.runs / "moved").rename(home.runs / "elsewhere")
    (home.runs / ".hidden").mkdir()
    (home.runs / ".hidden" / "run.json").write_text("{}")
    with caplog.at_level(logging.WARNING):
        assert [r.id for r in runs.list()] == ["elsewhere", "whole"]  # its folder names a run
    assert len(caplog.records) == 3
    for id, words in (("torn", "cannot be read"), ("foreign", "is damaged"), ("newer", "newer Macaw")):
        with pytest.raises(BadFile, match=words) as caught:
            runs.get(id)
        assert id in caught.value.message and caught.value.fix
    assert {r.id for r in Runs(home).mark_interrupted()} == set()  # and the damaged ones are left as they are
    assert (home.runs / "torn" / "run.json").read_text() == text[: len(text) // 2]


def test_torn_lines_of_metrics_are_left_out(home: Home) -> None:
    runs = Runs(home)
    runs.save(run("a"))
    assert list(runs.metrics("a")) == []
    lines = [json.dumps({"step": n, "loss": 1 / n}) for n in (1, 2, 3)]
    file = home.runs / "a" / "metrics.jsonl"
    for end in range(len(lines[2])):  # killed in the middle of the third line, anywhere
        file.write_text("\n".join([*lines[:2], lines[2][:end]]))
        assert [point["step"] for point in runs.metrics("a")] == [1, 2]
    file.write_bytes(b'{"step": 1}\n{"step": 2, "lo{"step": 3}\n7\n\xff\xfe\n[1]\n\n{"step": 4}')
    assert [point["step"] for point in runs.metrics("a")] == [1, 4]


def test_runs_cut_off_by_a_crash_are_marked_and_our_own_are_not(home: Home) -> None:
    before = Runs(home)
    for id, state in (("cut", "running"), ("reborn", "running"), ("done", "done"), ("stopped", "cancelled")):
        # As in a container, where the next Macaw has the process id of the one before.
        before.save(run(id, state=state, pid=os.getpid(), step=7))
    runs = Runs(home)
    runs.save(run("ours", state="running", pid=os.getpid()))
    assert {r.id for r in runs.mark_interrupted()} == {"cut", "reborn"}
    states = {r.id: r.state for r in runs.list()}
    assert states == {
        "cut": "interrupted",
        "reborn": "interrupted",
        "done": "done",
        "stopped": "cancelled",
        "ours": "running",
    }
    assert runs.get("cut").step == 7
    assert list(runs.mark_interrupted()) == []
