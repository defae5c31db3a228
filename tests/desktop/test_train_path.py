"""The Train page, by mouse and keys on a real window: from a name to a voice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.pages.train.memory import load
from desktop.pages.train.page import TrainPage
from desktop.pages.train.points import by_prompt
from desktop.window import MainWindow
from engine.api import Engine
from engine.paths import Home
from engine.types import Persona
from tests.desktop.hands import WAIT, click, find, press, result, texts
from tests.desktop.train_hands import (
    LONG,
    PIRATE,
    data_file,
    give_file,
    name_voice,
    open_page,
    press_soon,
    says,
    start,
    unfold,
)


@pytest.fixture
def page(tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot) -> TrainPage:
    return open_page(make(), qtbot)


def test_the_empty_page_leads_into_the_path(page: TrainPage, qtbot: QtBot) -> None:
    says(qtbot, page, "Teach this computer a new voice")
    press(page, "Train a new voice")
    path = page.path
    assert path.at == "voice" and path.voice.name.hasFocus()
    assert not path.next_button.isEnabled()  # a voice needs a name
    assert [button.isEnabled() for button in path.header.buttons.values()] == [True] + [False] * 5
    press(page, "All runs")
    assert page.runs.isVisible()


@pytest.mark.slow
def test_from_a_name_to_a_voice_one_can_meet(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    window, path = page.window_, page.path
    live = start(page, qtbot, tmp_path, steps=4, every=2)
    says(qtbot, path, "24 examples from sailor.jsonl")
    job = window.jobs.jobs[0]
    assert job.closing and job.title == "Training Sailor"
    seen: list[str] = []
    live.changed.connect(lambda: seen.append(job.detail))
    window.open("chat")  # training survives a change of page
    qtbot.waitUntil(lambda: live.stage == "Proving", timeout=LONG)
    window.open("train")
    qtbot.waitUntil(lambda: live.state == "done", timeout=LONG)
    assert any(text.startswith("step 4 of 4") for text in seen)
    assert not window.jobs.jobs

    # every point of the run's own record is in the curves, and both show the same samples
    points = result(qtbot, window.backend, lambda engine, call: engine.metrics(live.id))
    steps = [p for p in points if p["event"] == "step"]
    assert (live.points.training.steps, live.points.training.values) == (
        [p["step"] for p in steps],
        [p["loss"] for p in steps],
    )
    assert live.points.rate.values == [p["learning_rate"] for p in steps]
    assert live.points.validation.steps == [2, 4]
    heard = [p for p in points if p["event"] == "sample"]
    assert [(s.step, s.prompt) for s in live.points.samples] == [(p["step"], p["prompt"]) for p in heard]
    asked = by_prompt(live.points.samples)
    assert [[s.step for s in answers] for answers in asked.values()] == [[0, 2, 4]] * 3
    assert next(iter(asked)) in PIRATE.read_text()

    # it has introduced itself, with what was measured
    assert path.at == "meet"
    says(qtbot, path.meet, "Sailor", "Before and after")
    said = texts(path.meet)
    assert f"{live.parity.top1_agreement * 100:.0f} %" in said
    assert f"{live.info.best_valid_loss:.2f}" in said
    personas = result(qtbot, window.backend, lambda engine, call: engine.personas())
    assert any(p.id == "sailor" and p.adapter and p.color == path.plan.color for p in personas)

    click(path.meet.meet_button)
    chat = window.page("chat")
    assert chat.isVisible() and str(chat.session.current.blend) == "sailor"  # type: ignore[attr-defined]

    # and it is in the list, as done, with the way back to its curves
    window.open("train")
    press(page, "All runs")
    qtbot.waitUntil(lambda: [e.state for e in page.runs.table.model_.entries] == ["done"], timeout=WAIT)
    page.runs.table.selectRow(0)
    press(page.runs, "Open")
    qtbot.waitUntil(lambda: path.isVisible() and path.at == "train", timeout=WAIT)
    assert path.live is not live and path.run.hearing.samples == live.points.samples
    assert path.run.button("meet").isVisible() and not path.run.button("pause").isVisible()


@pytest.mark.slow
def test_the_plan_tells_what_it_will_take_and_where_that_comes_from(
    page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, "Sailor")
    give_file(page.path, qtbot, data_file(tmp_path))
    click(page.path.next_button)
    planning = page.path.planning
    forecast = planning.forecast
    # nothing is known of this computer yet: a short test finds out, by itself
    qtbot.waitUntil(lambda: bool(planning.estimate and planning.estimate.speed), timeout=LONG)
    assert "from a short test on this computer" in forecast.basis.text()
    assert forecast.device.text().startswith("Device: ") and forecast.memory.text.endswith("GB")
    balanced = planning.estimate
    assert balanced and forecast.steps.text == str(balanced.steps) and forecast.time.text
    assert all(card._figure.text() for card in planning.cards.cards.values())

    # as if there were next to no memory: freeing some asks anew, and what is free is enough again
    assert not forecast.free_button.isVisible()
    forecast.show_estimate(balanced.model_copy(update={"free_bytes": 1}), 8 << 30)
    click(forecast.free_button)
    qtbot.waitUntil(lambda: not forecast.free_button.isVisible(), timeout=WAIT)
    balanced = planning.estimate
    assert balanced

    click(planning.cards.cards["thorough"])
    qtbot.waitUntil(lambda: planning.estimate is not balanced, timeout=WAIT)
    assert planning.estimate and planning.estimate.steps > balanced.steps
    assert page.path.plan.settings and page.path.plan.settings.r == 16
    unfold(planning, qtbot)
    assert not planning.advanced.reset_button.isVisible()
    box = planning.advanced.fields["r"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert page.path.plan.settings.r == 17 and planning.advanced.reset_button.isVisible()
    click(planning.advanced.reset_button)
    assert page.path.plan.settings.r == 16


def test_a_plan_that_was_left_can_be_gone_on_with(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, "Sailor")
    press(page, "All runs")
    says(qtbot, page.runs, "You have begun to plan Sailor.")
    press_soon(qtbot, page.runs, "Continue")
    assert page.path.at == "voice" and page.path.voice.name.text() == "Sailor"


def test_a_name_that_is_there_can_be_kept_or_replaced(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    with Engine(tiny.root) as engine:
        engine.create_persona(Persona(id="sailor", name="Sailor"))
    page = open_page(make(), qtbot)
    press(page, "Train a new voice")
    voice = page.path.voice
    qtbot.waitUntil(lambda: voice.base.count() > 0, timeout=WAIT)
    QTest.keyClicks(voice.name, "Cook")
    assert not voice.replace.isVisible()
    voice.name.clear()
    QTest.keyClicks(voice.name, "sailor")
    assert voice.replace.isVisible() and page.path.plan.replaces == ""
    QTest.mouseClick(voice.replace, Qt.MouseButton.LeftButton, pos=QPoint(8, voice.replace.height() // 2))
    assert page.path.plan.replaces == "sailor"


def test_what_was_planned_typed_and_pasted_is_there_after_a_quit(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = make()
    path = open_page(window, qtbot).path
    press(window.page("train"), "Train a new voice")
    qtbot.waitUntil(lambda: path.voice.base.count() > 0, timeout=WAIT)
    path.voice.prompt.setFocus()
    QTest.keyClicks(path.voice.prompt, "You sail.")
    click(find(path.voice, "Teal"))
    color = path.plan.color
    name_voice(path, qtbot, "Ann & Bob")
    press(path.data, "Write")
    table = path.data.table
    QApplication.clipboard().setText("A?\tOne.\nhalf of\t\n")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    press(path.data, "Paste")
    path.data.text.setFocus()
    QTest.keyClicks(path.data.text, "Ahoy.")
    window.close()
    window.backend.close()

    again = open_page(make(), qtbot)
    says(qtbot, again.runs, "You have begun to plan Ann & Bob.")
    press_soon(qtbot, again.runs, "Continue")
    path = again.path
    assert (path.voice.name.text(), path.voice.prompt.toPlainText()) == ("Ann & Bob", "You sail.")
    qtbot.waitUntil(lambda: path.next_button.isEnabled(), timeout=WAIT)
    assert path.plan.color == color
    click(path.next_button)
    assert path.data.text.isVisible() and path.data.text.toPlainText() == "Ahoy."
    assert path.data.table.written() == [("A?", "One."), ("half of", "")]


def test_what_was_kept_by_anyone_else_is_read_with_care(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    file = tiny.root / "training.json"
    odd = {
        "name": 5,
        "way": 99,
        "text": ["x"],
        "rows": [["a", "b"], ["c"], 7],
        "settings": {"r": -1},
        "data": 3,
    }
    file.write_text(json.dumps({"schema_version": 1, "plan": odd, "queue": [odd, 8, None]}))
    page = open_page(make(), qtbot)
    assert page.plan and (page.plan.name, page.plan.way, page.plan.rows) == ("", 2, [("a", "b")])
    assert page.plan.settings is None and not page.desk.waiting

    file.write_text("{broken")
    assert load(file) == (None, []) and file.with_suffix(".json.bad").read_text() == "{broken"
