"""A run under way: pause, resume, stop, the queue, and what becomes of them when the window closes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.pages.train.memory import load
from desktop.pages.train.page import TrainPage
from desktop.pages.train.plan import Plan
from desktop.window import MainWindow
from engine.paths import Home
from engine.runs import Runs
from tests.desktop.hands import WAIT, answering, click, press, result
from tests.desktop.past_runs import saved_run
from tests.desktop.train_hands import (
    LONG,
    PIRATE,
    RATE,
    data_file,
    give_file,
    name_voice,
    open_page,
    plan_steps,
    planned,
    press_soon,
    says,
    start,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page(tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot) -> TrainPage:
    return open_page(make(), qtbot)


# A run under way


@pytest.mark.slow
def test_pause_and_resume(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    live = start(page, qtbot, tmp_path, steps=40)
    run = page.path.run
    qtbot.waitUntil(lambda: live.step >= 3, timeout=LONG)
    click(run.button("pause"))
    qtbot.waitUntil(lambda: live.state == "cancelled", timeout=WAIT)
    stopped = live.step
    assert 3 <= stopped < 40
    says(qtbot, run, f"Paused at step {stopped}")
    assert not run.button("pause").isVisible() and run.button("discard").isVisible()
    assert not page.window_.jobs.jobs
    click(run.button("resume"))
    assert page.window_.jobs.jobs
    qtbot.waitUntil(lambda: live.state == "done", timeout=LONG)
    assert live.points.training.steps == list(range(1, 41))  # nothing twice, nothing lost
    assert page.path.at == "meet"


@pytest.mark.slow
def test_stopping_early_keeps_the_best_so_far(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    live = start(page, qtbot, tmp_path, steps=2000, every=2)
    qtbot.waitUntil(lambda: len(live.points.validation.steps) >= 2, timeout=LONG)
    click(page.path.run.button("keep"))
    qtbot.waitUntil(lambda: live.state == "done", timeout=LONG)
    assert live.info and live.info.step < 2000 and live.info.best_step == live.points.best_step
    assert page.path.at == "meet"
    assert result(qtbot, page.backend, lambda engine, call: engine.persona("sailor")).adapter


@pytest.mark.slow
def test_cancelling_asks_first_and_then_leaves_nothing(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    live = start(page, qtbot, tmp_path, steps=2000)
    qtbot.waitUntil(lambda: live.step >= 2, timeout=LONG)
    answering("Keep")
    click(page.path.run.button("cancel"))
    assert live.active
    answering("Discard")
    click(page.path.run.button("cancel"))
    qtbot.waitUntil(lambda: page.runs.isVisible() and not page.runs.table.model_.entries, timeout=WAIT)
    assert not result(qtbot, page.backend, lambda engine, call: engine.runs())
    assert not any(
        p.id == "sailor" for p in result(qtbot, page.backend, lambda engine, call: engine.personas())
    )


@pytest.mark.slow
def test_another_training_waits_its_turn(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    first = start(page, qtbot, tmp_path, steps=2000)
    press(page, "All runs")
    press(page.runs, "Train a new voice")
    name_voice(page.path, qtbot, "Gardener")
    give_file(page.path, qtbot, data_file(tmp_path))
    plan_steps(page.path, qtbot, 2)
    assert page.path.next_button.text() == "Add to the queue"
    says(qtbot, page.path, "It starts when Sailor is done.")
    click(page.path.next_button)
    second = page.path.live
    assert second and second.state == "waiting"
    says(qtbot, page.path, "Waits for Sailor")
    press(page, "All runs")
    qtbot.waitUntil(
        lambda: [e.name for e in page.runs.table.model_.entries] == ["Gardener", "Sailor"], timeout=WAIT
    )
    qtbot.waitUntil(lambda: first.step >= 1, timeout=LONG)
    page.desk.stop(first)  # a pause holds the queue: the computer is wanted for something else
    qtbot.waitUntil(lambda: first.state == "cancelled", timeout=WAIT)
    says(qtbot, page.runs, "waits in the queue")
    assert second.state == "waiting"
    press_soon(qtbot, page.runs, "Start now")
    qtbot.waitUntil(lambda: second.state == "done", timeout=LONG)
    assert second.step == 2


@pytest.mark.slow
def test_a_run_that_cannot_start_says_why_and_leads_back(
    page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, "Sailor")
    file = data_file(tmp_path)
    give_file(page.path, qtbot, file)
    plan_steps(page.path, qtbot, 2)
    file.unlink()  # gone between plan and start
    click(page.path.next_button)
    live = page.path.live
    assert live
    press(page, "All runs")  # nobody watches it fail
    qtbot.waitUntil(lambda: live.state == "failed", timeout=WAIT)
    assert [entry.state for entry in page.runs.table.model_.entries] == ["failed"]
    assert [plan.name for plan in page.desk.queue() if isinstance(plan, Plan)] == ["Sailor"]
    page.runs.table.selectRow(0)
    press(page.runs, "Open")
    says(qtbot, page.path.run, "does not exist")
    file.write_text(PIRATE.read_text())
    click(page.path.run.button("replan"))
    assert page.path.at == "plan" and page.path.plan.name == "Sailor"
    assert not page.desk.unstarted and page.plan is page.path.plan


# Closing


@pytest.mark.slow
def test_closing_during_training_asks_pauses_and_offers_to_resume(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    window = make()
    page = open_page(window, qtbot)
    live = start(page, qtbot, tmp_path, steps=2000)
    says(qtbot, page.path.run, "Macaw asks whether to pause")
    qtbot.waitUntil(lambda: live.step >= 2, timeout=LONG)
    answering("Stay")
    assert not window.close() and window.isVisible() and live.active
    page.desk.train(planned(tmp_path, "Gardener", steps=2))
    answering("Pause and close")
    window.close()
    qtbot.waitUntil(lambda: window.isHidden(), timeout=WAIT)
    window.backend.close()

    again = open_page(make(), qtbot)
    waiting, entry = again.runs.table.model_.entries
    assert (waiting.name, waiting.state) == ("Gardener", "waiting")
    says(qtbot, again.runs, "1 training waits in the queue until you start it.")
    assert entry.state == "cancelled" and entry.info and entry.info.step >= 2
    assert again.runs.table.model_.index(1, 1).data() == "Paused"
    again.runs.table.selectRow(1)
    press(again.runs, "Resume")
    qtbot.waitUntil(
        lambda: again.desk.current is not None and again.desk.current.step > entry.info.step, timeout=LONG
    )
    resumed = again.desk.current
    assert resumed and resumed.points.training.steps == list(range(1, resumed.step + 1))
    click(again.path.run.button("pause"))
    qtbot.waitUntil(lambda: resumed.state == "cancelled", timeout=WAIT)
    assert again.desk.current is None  # nothing that waited begins unasked
    press(again, "All runs")
    press_soon(qtbot, again.runs, "Start now")
    qtbot.waitUntil(lambda: again.desk.current is None and not again.desk.waiting, timeout=LONG)
    assert {run.persona.name: run.state for run in Runs(tiny).list()} == {
        "Sailor": "cancelled",
        "Gardener": "done",
    }
    again.closing()
    qtbot.waitUntil(lambda: load(tiny.root / "training.json") == (None, []), timeout=WAIT)


@pytest.mark.slow
@pytest.mark.parametrize("way", [["Stop, keep the best and close"], ["Discard and close…", "Discard"]])
def test_closing_can_keep_the_best_or_nothing(
    page: TrainPage, qtbot: QtBot, tmp_path: Path, way: list[str]
) -> None:
    live = page.desk.train(planned(tmp_path, "Sailor", steps=2000, every=2))
    page.desk.train(planned(tmp_path, "Gardener", steps=2))
    qtbot.waitUntil(lambda: bool(live.points.validation.steps or live.error), timeout=LONG)
    assert live.error is None, live.error
    answering(*way)
    page.window_.close()
    qtbot.waitUntil(lambda: page.window_.isHidden(), timeout=LONG)
    home = page.settings.home
    assert [plan.name for plan in load(home.root / "training.json")[1]] == ["Gardener"]
    runs = [(run.persona.name, run.state) for run in Runs(home).list()]
    assert runs == ([("Sailor", "done")] if "keep" in way[0] else [])
    assert (home.personas / "sailor").exists() == ("keep" in way[0])


def test_a_run_cut_off_by_a_crash_is_found_and_can_be_resumed(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    info = saved_run(tiny, "lost", "2026-01-01T10:00:00+00:00", [3.0, 2.5, 2.0])
    info.state = "running"  # as a killed Macaw leaves it
    Runs(tiny).save(info)
    page = open_page(make(), qtbot)
    (entry,) = page.runs.table.model_.entries
    assert entry.state == "interrupted"
    page.runs.table.selectRow(0)
    assert page.runs.resume_button.isEnabled()
    press(page.runs, "Open")
    qtbot.waitUntil(lambda: page.path.isVisible(), timeout=WAIT)
    says(qtbot, page.path.run, "Interrupted at step 3")
    assert page.path.run.button("resume").isVisible()


@pytest.mark.slow
def test_in_the_background_the_queue_is_finished_before_the_process_ends(tiny: Home) -> None:
    """The real process, with nobody at the screen any more: two runs, then it ends by itself."""
    data = str(PIRATE)
    script = f"""
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
import desktop.app as app
from desktop.pages.train.plan import Plan
make = app.make_window

def plan(name):
    from pathlib import Path
    from engine.types import TrainSettings
    made = Plan(name=name, color="#1B5FB4", base="tiny", base_name="tiny")
    made.use_data(Path({data!r}), "x", 400, True)
    made.settings = TrainSettings(max_steps=4, eval_every=0, learning_rate={RATE}, micro_batch_size=4)
    return made

def go(window):
    page = window.open("train")
    first = page.desk.train(plan("First"))
    page.desk.train(plan("Second"))
    def answer():
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            next(b for b in box.buttons() if "background" in b.text()).click()
        else:
            QTimer.singleShot(50, answer)
    def close():
        if first.step < 1:
            QTimer.singleShot(50, close)
            return
        QTimer.singleShot(50, answer)
        print("closed", window.close(), "hidden", window.isHidden(), flush=True)
    close()

def watched(*args):
    window = make(*args)
    window.backend.ready.connect(lambda: go(window))
    return window
app.make_window = watched
sys.exit(app.main([]))
"""
    environment = {**os.environ, "MACAW_HOME": str(tiny.root), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=240,
    )
    assert (ended.returncode, ended.stdout) == (0, "closed False hidden True\n")
    assert [(run.persona.name, run.state) for run in Runs(tiny).list()] == [
        ("First", "done"),
        ("Second", "done"),
    ]
