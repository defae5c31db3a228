"""A voice that is taught more: from its card and from its run, on top of what it knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.pages.personas.page import PersonasPage
from desktop.pages.train.page import TrainPage
from desktop.pages.train.plan import Plan
from desktop.pages.train.plan_step import PlanStep
from desktop.window import MainWindow
from engine.paths import Home
from engine.runs import Runs
from tests.desktop.hands import WAIT, answering, choose, click, find, press
from tests.desktop.past_runs import saved_run
from tests.desktop.train_hands import (
    LONG,
    data_file,
    give_file,
    name_voice,
    open_page,
    plan_steps,
    planned,
    says,
)


@pytest.fixture
def page(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> TrainPage:
    monkeypatch.setattr(PlanStep, "measure", lambda self: None)  # how fast this computer is is not asked here
    return open_page(make(), qtbot)


def test_the_card_of_a_persona_leads_there(make: Callable[[], MainWindow], qtbot: QtBot) -> None:
    window = make()
    personas = window.show_personas()
    assert isinstance(personas, PersonasPage)
    qtbot.waitUntil(lambda: personas.card("pirate") is not None, timeout=WAIT)
    card = personas.card("pirate")
    assert card
    choose(find(card, "More for Pirate"), "Teach it more…")
    page = window.show_train()
    voice, plan = page.path.voice, page.path.plan
    qtbot.waitUntil(lambda: voice.name.text() == "Pirate 2" and voice.base.count() > 0, timeout=WAIT)
    assert (plan.continues, plan.base, plan.color) == ("pirate", "smollm2-135m", "#B5361F")
    assert voice.complete and not voice.base.isEnabled() and voice.beginning.more.isChecked()
    says(qtbot, page.path, "goes on from Pirate", "Pirate stays as it is, unless:")
    QTest.mouseClick(voice.replace, Qt.MouseButton.LeftButton, pos=QPoint(8, voice.replace.height() // 2))
    assert (plan.replaces, plan.name) == ("pirate", "Pirate")
    voice.beginning.personas.setCurrentIndex(voice.beginning.personas.findData("bard"))
    assert (plan.continues, plan.name, plan.replaces) == ("bard", "Bard 2", "")
    click(voice.beginning.anew)
    assert (plan.continues, plan.name) == ("", "") and voice.base.isEnabled()
    voice.name.setText("Sailor")
    click(voice.beginning.anew)  # it is that already
    assert (plan.name, plan.base) == ("Sailor", "smollm2-135m")


def test_another_voice_is_taught_after_one_was_to_be_replaced(
    make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    page = open_page(make(), qtbot)
    voice = page.path.voice
    page.teach("pirate")
    qtbot.waitUntil(lambda: voice.name.text() == "Pirate 2", timeout=WAIT)
    voice.replace.setChecked(True)
    answering("Go on with it")
    page.teach("bard")
    assert page.path.plan.continues == "pirate"
    answering("Begin another")
    page.teach("bard")
    qtbot.waitUntil(lambda: voice.name.text() == "Bard 2", timeout=WAIT)
    assert (page.path.plan.replaces, page.path.plan.base) == ("", "smollm2-135m")

    page.path.show_plan(Plan(name="Left", continues="nobody", continues_name="Nobody"))
    plan = page.path.plan
    qtbot.waitUntil(lambda: plan.continues == "", timeout=WAIT)
    assert plan.base == "smollm2-135m" and voice.base.isEnabled()


@pytest.mark.slow
def test_a_voice_goes_on_from_what_it_knows(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    first = page.desk.train(planned(tmp_path, "Sailor", steps=2))
    page._show_live(first)
    qtbot.waitUntil(lambda: first.state == "done", timeout=LONG)
    teach = page.path.meet.findChild(QPushButton, "teach")
    assert teach
    qtbot.waitUntil(teach.isVisible, timeout=WAIT)
    click(teach)
    path = page.path
    qtbot.waitUntil(lambda: path.voice.name.text() == "Sailor 2", timeout=WAIT)
    click(path.next_button)
    give_file(path, qtbot, data_file(tmp_path, rows=30))
    plan_steps(path, qtbot, 2)
    fields = path.planning.advanced.fields
    assert not fields["r"].isEnabled() and fields["lora_dropout"].isEnabled()
    assert path.plan.settings and (path.plan.settings.r, path.plan.settings.replay) == (16, 0.3)
    says(qtbot, path.planning, "30 % of what is read is what it knew", "as its adapter was made")
    click(path.next_button)
    second = path.live
    assert second and second is not first
    qtbot.waitUntil(lambda: second.step >= 1, timeout=LONG)
    says(qtbot, path, "goes on from Sailor", "30 % of what is read is what it knew")
    qtbot.waitUntil(lambda: second.state == "done", timeout=LONG)
    assert second.info and second.info.continued and second.info.continued.name == "Sailor"
    says(qtbot, path.meet, "On what Sailor knew before, its loss went from")


@pytest.mark.slow
def test_a_run_that_waits_to_go_on_waits_again_after_a_quit(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    stopped = saved_run(tiny, "sailor", "2026-01-01T10:00:00+00:00", [3.0, 2.5, 2.0])
    stopped.state = "cancelled"
    Runs(tiny).save(stopped)
    window = make()
    page = open_page(window, qtbot)
    under_way = page.desk.train(planned(tmp_path, "Gardener", steps=2000))
    qtbot.waitUntil(lambda: bool(under_way.id), timeout=LONG)
    page.resume(stopped)
    page.resume(stopped)
    qtbot.waitUntil(lambda: [live.id for live in page.desk.waiting] == ["sailor"], timeout=WAIT)
    page.desk.train(planned(tmp_path, "Cook", steps=2))
    answering("Pause and close")
    window.close()
    qtbot.waitUntil(window.isHidden, timeout=LONG)
    window.backend.close()

    again = open_page(make(), qtbot)
    assert [live.name for live in again.desk.waiting] == ["Sailor", "Cook"]
    restored = again.desk.waiting[0]
    assert (restored.id, restored.step, restored.state) == ("sailor", 3, "waiting")
    says(qtbot, again.runs, "2 trainings wait in the queue until you start them.")
    states = {entry.name: entry.state for entry in again.runs.table.model_.entries}
    assert states == {"Cook": "waiting", "Sailor": "waiting", "Gardener": "cancelled"}


def test_a_new_voice_is_asked_for_nothing_more(page: TrainPage, qtbot: QtBot) -> None:
    press(page, "Train a new voice")
    voice = page.path.voice
    qtbot.waitUntil(lambda: voice.base.count() > 0, timeout=WAIT)
    assert voice.beginning.anew.isChecked() and not voice.beginning.personas.isVisible()
    name_voice(page.path, qtbot, "Sailor")
    assert page.path.plan.continues == ""
