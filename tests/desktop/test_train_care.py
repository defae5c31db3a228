"""The Train page takes care: of the keyboard's place, of what is typed, of a worker that dies, of what it says."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.focus import FocusKeeper
from desktop.pages.train.findings import find
from desktop.pages.train.live import LiveRun
from desktop.pages.train.page import TrainPage
from desktop.pages.train.plan import Plan
from desktop.pages.train.points import Sample
from desktop.pages.train.standing import facts, standing
from desktop.widgets.basic import button
from desktop.window import MainWindow
from engine.errors import EngineError
from engine.paths import Home
from engine.runs import Runs
from engine.types import TrainSettings
from tests.desktop.hands import WAIT, press, result, texts
from tests.desktop.past_runs import saved_run
from tests.desktop.train_hands import (
    LONG,
    data_file,
    give_file,
    name_voice,
    open_page,
    planned,
    press_soon,
    says,
    unfold,
)


@pytest.fixture
def page(tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot) -> TrainPage:
    window = make()
    window.activateWindow()
    return open_page(window, qtbot)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def key(which: Qt.Key) -> None:
    QTest.keyClick(focus(), which)


# Keys


def test_return_presses_a_button_and_goes_on_from_the_name(page: TrainPage, qtbot: QtBot) -> None:
    page.runs.start_button.setFocus()
    key(Qt.Key.Key_Return)
    voice = page.path.voice
    assert page.path.at == "voice" and voice.name.hasFocus()
    qtbot.waitUntil(lambda: voice.base.count() > 0, timeout=WAIT)
    key(Qt.Key.Key_Return)
    qtbot.wait(20)
    assert page.path.at == "voice"  # it has no name yet
    QTest.keyClicks(voice.name, "Sailor")
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.path.at == "data", timeout=WAIT)
    assert page.isAncestorOf(focus())
    rail = page.window_.findChild(QWidget, "nav-models")
    assert rail is not None
    rail.setFocus()
    key(Qt.Key.Key_Return)
    assert page.window_.settings.page == "models"


def test_the_focus_stays_in_the_page_when_what_had_it_goes(page: TrainPage, qtbot: QtBot) -> None:
    window = page.window_
    assert window.findChild(FocusKeeper)
    near, far = button("near"), button("far")
    for made, at in ((near, 300), (far, 20)):
        made.setParent(page)
        made.move(300, at)
        made.show()
    for way in (lambda b: b.hide(), lambda b: b.setEnabled(False), lambda b: (b.hide(), b.deleteLater())):
        goes = button("goes")
        goes.setParent(page)
        goes.move(300, 340)
        goes.show()
        goes.setFocus()
        way(goes)
        qtbot.waitUntil(near.hasFocus, timeout=5000)
    key(Qt.Key.Key_Tab)  # a person may leave the page, of course
    rail = window.findChild(QWidget, "nav-chat")
    assert rail is not None
    rail.setFocus()
    qtbot.wait(50)
    assert rail.hasFocus()


@pytest.mark.slow
def test_putting_the_data_right_by_keys_leads_on(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = data_file(tmp_path, rows=12)
    file.write_text(file.read_text() + file.read_text().splitlines()[0] + "\n")
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, "Sailor")
    give_file(page.path, qtbot, file)
    check = page.path.check
    (fix,) = [fix for finding in check.findings for fix in finding.fixes if "duplicate" in fix.key]
    (made,) = [b for b in check.findChildren(QPushButton) if b.text() == fix.text]
    qtbot.waitUntil(made.isVisible, timeout=WAIT)
    made.setFocus()
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: check.complete and page.path.plan.examples == 12, timeout=WAIT)
    qtbot.waitUntil(page.path.next_button.hasFocus, timeout=5000)
    key(Qt.Key.Key_Return)
    assert page.path.at == "plan"


@pytest.mark.slow
def test_pause_and_resume_by_keys_keep_the_focus(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    live = page.desk.train(planned(tmp_path, "Sailor", steps=2000))
    page._show_live(live)
    run = page.path.run
    qtbot.waitUntil(lambda: live.step >= 1 and run.button("pause").isEnabled(), timeout=LONG)
    run.button("pause").setFocus()
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: live.state == "cancelled" and run.button("resume").hasFocus(), timeout=LONG)
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: live.state == "running" and run.button("pause").hasFocus(), timeout=LONG)


def test_a_number_out_of_range_is_answered(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, "Sailor")
    give_file(page.path, qtbot, data_file(tmp_path))
    qtbot.waitUntil(lambda: page.path.check.complete, timeout=WAIT)
    QTest.mouseClick(page.path.next_button, Qt.MouseButton.LeftButton)
    planning = page.path.planning
    qtbot.waitUntil(lambda: planning.complete, timeout=WAIT)
    unfold(planning, qtbot)
    advanced = planning.advanced
    for name, typed, said in (
        ("r", "99999", "Only numbers from 1 to 512."),
        ("seed", "x", "Only numbers from 0 to 2,147,483,647."),
        ("replay", "0.95\r", "Only numbers from 0 to 0.9."),
        ("learning_rate", "z", "Only numbers from 1e-07 to 1."),
    ):
        box = advanced.fields[name]
        box.setFocus()
        box.lineEdit().selectAll()  # type: ignore[union-attr]
        QTest.keyClicks(box, typed.strip())
        if typed.endswith("\r"):
            QTest.keyClick(box, Qt.Key.Key_Return)
        assert said in texts(advanced), name
    box = advanced.fields["r"]
    box.lineEdit().selectAll()  # type: ignore[union-attr]
    QTest.keyClicks(box, "7")
    assert "Only numbers from 1 to 512." not in texts(advanced)
    assert page.path.plan.settings and page.path.plan.settings.r == 7
    balance = advanced.fields["balance"]
    balance.setCurrentIndex(balance.findData("label"))  # type: ignore[union-attr]
    settings = page.path.plan.settings
    assert (settings.method, settings.balance, settings.early_stopping_patience) == ("sft", "label", 3)
    height = planning.forecast.height()
    planning.forecast.show_measuring(1, 2)
    QApplication.processEvents()
    assert planning.forecast.height() == height


# A worker that dies


def kill_job() -> None:
    for child in psutil.Process().children(recursive=True):
        if child.is_running() and "job" in child.cmdline():
            os.kill(child.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_worker_that_dies_is_started_once_more(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    plan = planned(tmp_path, "Sailor", steps=2000)
    assert plan.settings
    plan.settings = plan.settings.model_copy(update={"save_every": 2})
    live = page.desk.train(plan)
    page._show_live(live)
    qtbot.waitUntil(lambda: live.step >= 5, timeout=LONG)
    kill_job()
    qtbot.waitUntil(lambda: live.restarted is not None and live.restarted >= 4, timeout=LONG)
    says(qtbot, page.path.run, f"went on from step {live.restarted}.")
    before = live.step
    qtbot.waitUntil(lambda: live.state == "running" and live.step > before + 2, timeout=LONG)
    assert live.points.training.steps == list(range(1, live.step + 1))
    kill_job()
    qtbot.waitUntil(lambda: live.state == "failed", timeout=LONG)
    says(qtbot, page.path.run, "SIGKILL")
    assert "MemoryPlan" not in texts(page.path.run) and live.error and live.error.log


def test_a_run_that_was_cut_off_is_offered_at_the_next_start(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    info = saved_run(tiny, "lost", "2026-01-01T10:00:00+00:00", [3.0, 2.5, 2.0])
    info.state = "running"  # as a killed Macaw leaves it
    Runs(tiny).save(info)
    window = make()
    says(qtbot, window, "The training of Lost was interrupted at step 3.")
    press_soon(qtbot, window.notices, "Not now")
    qtbot.waitUntil(lambda: "was interrupted" not in texts(window), timeout=WAIT)
    assert window.settings.declined_run == "lost"
    window.settings.declined_run = ""
    window.notices.look_for_cut_off()
    press_soon(qtbot, window.notices, "Resume")
    qtbot.waitUntil(lambda: window.settings.page == "train", timeout=WAIT)
    desk = window.show_train().desk
    qtbot.waitUntil(lambda: desk.current is not None or "Lost" in texts(window.page("train")), timeout=WAIT)
    assert "was interrupted" not in texts(window.notices)


# What is said


def test_the_sample_shown_at_the_end_is_of_the_step_that_is_kept(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    info = saved_run(tiny, "early", "2026-01-01T10:00:00+00:00", [3.0, 2.5, 2.0, 2.2])
    info.stopped_early, info.best_step = True, 2
    Runs(tiny).save(info)
    page = open_page(make(), qtbot)
    model = page.runs.table.model_
    assert model.index(0, 1).data() == "Done, stopped early"
    why = model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert why == "Stopped early: validation got no better since step 2."
    page.runs.table.selectRow(0)
    press(page.runs, "Open")
    qtbot.waitUntil(lambda: page.path.isVisible(), timeout=WAIT)
    says(qtbot, page.path.run, "Stopped early: validation got no better since step")
    live = page.path.live
    assert live
    live.points.samples = [Sample(0, "Q?", "zero"), Sample(2, "Q?", "two"), Sample(4, "Q?", "four")]
    page.path.go("meet")
    says(qtbot, page.path.meet, "two", "at step 2", "no better since step 2")
    assert "four" not in texts(page.path.meet)


def test_few_examples_leave_none_for_the_proof_and_that_is_said(
    page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = data_file(tmp_path, rows=4)
    report, measure = result(
        qtbot,
        page.backend,
        lambda engine, call: (engine.check_data(file, base="tiny"), engine.measure_data(file, "tiny")),
    )
    (parts,) = [f for f in find(Plan(), report, measure, 1000) if f.key == "parts"]
    assert (parts.level == "note") == ("0 held out" in parts.title or "0 to validate" in parts.title)
    none = measure.model_copy(update={"counts": {"train": 4, "valid": 0, "test": 0}})
    (parts,) = [f for f in find(Plan(), report, none, 1000) if f.key == "parts"]
    assert parts.level == "note" and "uses those it learned" in parts.detail


def test_a_training_that_gives_way_to_a_chat_says_so(page: TrainPage) -> None:
    live = LiveRun("Sailor", "#1B5FB4", "")
    live.state = "starting"
    live.take({"event": "stage", "name": "Reading the data", "device": "CPU, fp32 is faster here (x)"})
    live.take({"event": "stage", "name": "Training", "total_steps": 5, "packed": True, "checkpointing": True})
    assert standing(live, page.desk) == "" and live.state == "running"
    live.take({"event": "stage", "name": "Waiting while you chat"})
    assert standing(live, page.desk) == "Waiting while you chat…" and live.total == 5
    live.take({"event": "stage", "name": "Training"})
    live.settings = TrainSettings(replay=0.2, layers_to_transform=[2, 3], method="text")
    assert standing(live, page.desk) == "" and facts(live) == (
        "CPU, fp32 is faster here (x) · weights packed as in the file · layers computed twice to save memory · "
        "learns whole texts · layers 2 to 3 · 20 % of what is read is general examples"
    )


def test_a_persona_says_what_it_was_trained_on_in_the_persons_words() -> None:
    assert Plan(name="K", source="pasted text").persona("k").description == "Trained on pasted text."


def test_a_run_that_failed_and_waits_again_has_no_error(page: TrainPage) -> None:
    live = LiveRun("Sailor", "#1B5FB4", "")
    live.id, live.error = "sailor", EngineError("The disk was full.")
    page.desk.restore([live])
    assert (live.state, live.error, page.desk.queue()) == ("waiting", None, ["sailor"])
    assert page.desk.resume(live) is live and page.desk.waiting == [live]
