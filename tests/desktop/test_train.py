"""The Train page, by mouse and keys on a real window: from a name to a voice, and everything on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.train.page import TrainPage
from desktop.pages.train.path_view import PathView
from desktop.theme import theme
from desktop.window import MainWindow
from engine.api import Engine
from engine.paths import RESOURCES, Home
from engine.runs import Runs
from engine.types import Persona
from tests.desktop.hands import WAIT, answering, click, drop, find, press, result, texts
from tests.desktop.past_runs import saved_run

ROOT = Path(__file__).resolve().parents[2]
PIRATE = RESOURCES / "personas" / "pirate" / "dataset.jsonl"
# High enough for a tiny random model to change within a few steps.
RATE = 0.02
LONG = 3 * WAIT  # a whole run, with its proof, on a busy machine


@pytest.fixture
def tiny(home: Home, tiny_base: Path) -> Home:
    """The data folder, with a base model that trains in seconds as the default."""
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        engine.make_default("tiny")
    return home


@pytest.fixture
def page(tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot) -> TrainPage:
    return open_page(make(), qtbot)


def open_page(window: MainWindow, qtbot: QtBot) -> TrainPage:
    click(window.findChild(QPushButton, "nav-train") or find(window, "Train"))
    page = window.page("train")
    assert isinstance(page, TrainPage)
    qtbot.waitUntil(lambda: page.runs._loaded, timeout=WAIT)
    return page


@pytest.fixture(autouse=True)
def scheme() -> Iterator[None]:
    """Tests that change the theme leave it as it was."""
    dark = theme.dark
    yield
    if theme.dark != dark:
        theme.apply("dark" if dark else "light")


def says(qtbot: QtBot, root: QWidget, *wanted: str) -> None:
    """Wait until `root` says all of `wanted`: new widgets are shown an event later than they are made."""
    qtbot.waitUntil(lambda: all(text in texts(root) for text in wanted), timeout=WAIT)


def press_soon(qtbot: QtBot, root: QWidget, text: str) -> None:
    """Click a button that is just being made."""
    qtbot.waitUntil(
        lambda: any(b.isVisible() and b.text() == text for b in root.findChildren(QPushButton)), timeout=WAIT
    )
    press(root, text)


def data_file(folder: Path, rows: int = 24) -> Path:
    """The first rows of the pirate's data."""
    file = folder / "sailor.jsonl"
    file.write_text("".join(PIRATE.read_text().splitlines(keepends=True)[:rows]))
    return file


def name_voice(path: PathView, qtbot: QtBot, name: str) -> None:
    """The first step: type a name."""
    qtbot.waitUntil(lambda: path.voice.base.count() > 0, timeout=WAIT)
    path.voice.name.setFocus()
    QTest.keyClicks(path.voice.name, name)
    click(path.next_button)
    assert path.at == "data"


def give_file(path: PathView, qtbot: QtBot, file: Path) -> None:
    assert drop(path.data, [file])
    qtbot.waitUntil(lambda: path.data.complete, timeout=WAIT)
    click(path.next_button)
    assert path.at == "check"
    qtbot.waitUntil(lambda: bool(path.check.findings), timeout=WAIT)


def plan_steps(path: PathView, qtbot: QtBot, steps: int, every: int = 0) -> None:
    """The fourth step: a few steps at a high rate, set in the advanced fold."""
    qtbot.waitUntil(lambda: path.check.complete, timeout=WAIT)
    click(path.next_button)
    planning = path.planning
    qtbot.waitUntil(lambda: planning.estimate is not None, timeout=WAIT)
    if planning.advanced.isHidden():
        click(planning.fold)
    for name, value in (
        ("epochs", "1000"),
        ("max_steps", str(steps)),
        ("eval_every", str(every)),
        ("learning_rate", str(RATE)),
        ("micro_batch_size", "4"),
    ):
        box = planning.advanced.fields[name]
        box.setFocus()
        box.lineEdit().selectAll()  # type: ignore[union-attr]
        QTest.keyClicks(box, value)
        QTest.keyClick(box, Qt.Key.Key_Return)
    settings = path.plan.settings
    assert settings and (settings.max_steps, settings.eval_every, settings.learning_rate) == (
        steps,
        every,
        RATE,
    )


def start(
    page: TrainPage, qtbot: QtBot, tmp_path: Path, steps: int, every: int = 0, name: str = "Sailor"
) -> Any:
    """Walk the whole path up to a run that takes its first steps."""
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, name)
    give_file(page.path, qtbot, data_file(tmp_path))
    plan_steps(page.path, qtbot, steps, every)
    click(page.path.next_button)
    live = page.path.live
    assert live is not None
    return live


# The path


def test_the_empty_page_leads_into_the_path(page: TrainPage, qtbot: QtBot) -> None:
    says(qtbot, page, "Teach this computer a new voice")
    press(page, "Train a new voice")
    path = page.path
    assert path.at == "voice" and path.voice.name.hasFocus()
    assert not path.next_button.isEnabled()  # a voice needs a name
    assert [button.isEnabled() for button in path.header.buttons.values()] == [True] + [False] * 5
    press(page, "All runs")
    assert page.runs.isVisible()


def test_from_a_name_to_a_voice_one_can_meet(page: TrainPage, qtbot: QtBot, tmp_path: Path) -> None:
    window, path = page.window_, page.path
    live = start(page, qtbot, tmp_path, steps=4, every=2)
    says(qtbot, path, "24 examples from sailor.jsonl")
    job = window.jobs.jobs[0]
    assert job.asks_before_closing and job.title == "Training Sailor"
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
    assert [s.step for s in live.points.samples] == [p["step"] for p in heard] == [0, 2, 4]
    assert live.points.samples[0].prompt in PIRATE.read_text()

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


def test_bad_rows_are_shown_with_their_lines_and_left_out_in_a_copy(
    page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = data_file(tmp_path)
    lines = file.read_text().splitlines()
    lines.insert(2, "{broken")
    lines.insert(7, json.dumps({"messages": [{"role": "user", "content": "No answer?"}]}))
    lines += [lines[0], lines[1]]
    file.write_text("\n".join(lines) + "\n")
    before = file.read_bytes()
    path, check = page.path, page.path.check
    press(page, "Train a new voice")
    name_voice(path, qtbot, "Sailor")
    give_file(path, qtbot, file)
    assert not path.next_button.isEnabled()
    rows = check.findChildren(QListWidget)[0]
    shown = [rows.item(i).text() for i in range(rows.count())]
    assert shown[0].startswith("Line 3: is not valid JSON") and shown[1].startswith(
        "Line 8: has no assistant turn"
    )

    press_soon(qtbot, check, "Leave out 2 bad rows")
    qtbot.waitUntil(lambda: path.next_button.isEnabled(), timeout=WAIT)
    says(qtbot, check, "2 examples are copies of others")
    assert "cannot be used" not in texts(check)
    press_soon(qtbot, check, "Remove 2 duplicates")
    qtbot.waitUntil(lambda: "copies" not in texts(check) and bool(check.findings), timeout=WAIT)
    says(qtbot, path, "24 examples from sailor.jsonl")
    assert path.plan.examples == 24
    assert file.read_bytes() == before
    assert path.plan.data != file and path.plan.data.read_text().count("\n") == 24  # type: ignore[union-attr]
    says(qtbot, check, "to learn from", "The longest example has")


def test_what_is_too_long_can_be_left_out_or_given_room(
    page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = data_file(tmp_path)
    long = {"prompt": "Tell me all.", "completion": "The sea is wide and deep. " * 230}
    with file.open("a") as out:
        out.write(json.dumps({"messages": [{"role": "user", "content": long["prompt"]},
                                           {"role": "assistant", "content": long["completion"]}]}) + "\n")  # fmt: skip
    path, check = page.path, page.path.check
    press(page, "Train a new voice")
    name_voice(path, qtbot, "Sailor")
    give_file(path, qtbot, file)
    says(qtbot, check, "1 example is too long and would be cut", "at line 25")
    (raising,) = [b for b in check.findChildren(QPushButton) if b.text().startswith("Raise max_seq_length")]
    click(raising)
    says(qtbot, check, "nothing is cut")
    assert path.plan.settings and path.plan.settings.max_seq_length > 1500

    plan_steps(path, qtbot, 4)
    length = path.plan.settings.max_seq_length
    click(path.planning.cards.cards["quick"])  # another preset keeps the length that the data needs
    assert path.plan.settings.max_seq_length == length and path.plan.settings.epochs == 1
    path.go("check")
    qtbot.waitUntil(lambda: check.complete, timeout=WAIT)


def test_a_file_that_is_none_is_refused_with_the_reason(
    page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "model.jsonl"
    file.write_bytes(b"GGUF" + bytes(5000))
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, "Sailor")
    assert drop(page.path.data, [file])
    says(qtbot, page.path.data, "is a GGUF model")
    assert not page.path.next_button.isEnabled()
    qtbot.waitUntil(lambda: find(page.path.data, "Choose another file…").isVisible(), timeout=WAIT)


def test_several_files_become_one_and_their_bad_rows_are_told(
    page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "more.csv"
    table.write_text("question,answer\nWho?,Me.\nWhere?,\n")
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, "Sailor")
    assert drop(page.path.data, [data_file(tmp_path, 10), table])
    qtbot.waitUntil(lambda: page.path.data.complete, timeout=WAIT)
    click(page.path.next_button)
    qtbot.waitUntil(lambda: page.path.check.complete, timeout=WAIT)
    assert page.path.plan.examples == 11
    (finding,) = [f for f in page.path.check.findings if f.key == "left_out"]
    assert finding.rows == ["more.csv, line 3: “answer” is empty"]


def test_pasted_and_written_examples_are_seen_at_once(page: TrainPage, qtbot: QtBot) -> None:
    path, data = page.path, page.path.data
    press(page, "Train a new voice")
    name_voice(path, qtbot, "Sailor")
    press(data, "Paste")
    QApplication.clipboard().setText("question,answer\nWho?,Me.\n<b>Where</b>?,Here.\nWhen?,Now.\nWhy?,So.\n")
    QTest.keyClick(data.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: data.complete, timeout=WAIT)
    # plain text, whatever is in it
    says(qtbot, data.preview, "<b>Where</b>?")
    assert data.preview.made == 4 and path.plan.source == "pasted text"

    press(data, "Write")
    assert path.plan.data is not None  # until something is written, what was pasted holds
    table = data.table
    QApplication.clipboard().setText('A?\tOne.\nB?\t"Two,\nin two lines."\nC?\tThree.\n')
    table.setCurrentCell(0, 0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert table.pairs() == [("A?", "One."), ("B?", "Two,\nin two lines."), ("C?", "Three.")]
    says(qtbot, path, "At least 4")
    assert not path.next_button.isEnabled()
    rows = table.rowCount()
    for column, text in enumerate(("D?", "Four.")):
        table.setCurrentCell(rows - 1, column)
        table.editItem(table.currentItem()) if table.currentItem() else QTest.keyClick(table, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        assert editor is not None
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert table.rowCount() == rows + 1
    qtbot.waitUntil(lambda: data.complete, timeout=WAIT)
    assert path.plan.examples == 4 and data.preview.made == 4


def test_the_preview_makes_conversations_only_as_one_scrolls(
    page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, "Sailor")
    preview = page.path.data.preview
    assert drop(page.path.data, [data_file(tmp_path, 80)])
    qtbot.waitUntil(lambda: page.path.data.complete, timeout=WAIT)
    qtbot.wait(200)
    first = preview.made
    assert 0 < first < 50
    bar = preview._scroll.verticalScrollBar()
    for _ in range(30):
        bar.setValue(bar.maximum())
        qtbot.wait(20)
    says(qtbot, preview, "the first 50 of 80")
    assert preview.made == 50


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

    click(planning.cards.cards["thorough"])
    qtbot.waitUntil(lambda: planning.estimate is not balanced, timeout=WAIT)
    assert planning.estimate and planning.estimate.steps > balanced.steps
    assert page.path.plan.settings and page.path.plan.settings.r == 16
    click(planning.fold)
    assert not planning.advanced.reset_button.isVisible()
    box = planning.advanced.fields["r"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert page.path.plan.settings.r == 17 and planning.advanced.reset_button.isVisible()
    click(planning.advanced.reset_button)
    assert page.path.plan.settings.r == 16


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
    qtbot.waitUntil(lambda: live.state == "failed", timeout=WAIT)
    says(qtbot, page.path.run, "does not exist")
    file.write_text(PIRATE.read_text())
    click(page.path.run.button("replan"))
    assert page.path.at == "plan" and page.path.plan.name == "Sailor"


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
    answering("Pause and close")
    window.close()
    qtbot.waitUntil(lambda: window.isHidden(), timeout=WAIT)
    window.backend.close()

    again = open_page(make(), qtbot)
    (entry,) = again.runs.table.model_.entries
    assert entry.state == "cancelled" and entry.info and entry.info.step >= 2
    assert "Paused" in [again.runs.table.model_.index(0, 1).data()]
    again.runs.table.selectRow(0)
    press(again.runs, "Resume")
    qtbot.waitUntil(
        lambda: again.desk.current is not None and again.desk.current.step > entry.info.step, timeout=LONG
    )
    resumed = again.desk.current
    assert resumed and resumed.points.training.steps == list(range(1, resumed.step + 1))
    click(again.path.run.button("pause"))
    qtbot.waitUntil(lambda: resumed.state == "cancelled", timeout=WAIT)


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
    says(qtbot, page.path.run, "Cut off at step 3")
    assert page.path.run.button("resume").isVisible()


# Curves and comparison


@pytest.fixture
def past(tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot) -> TrainPage:
    """The page with two runs of the past."""
    losses = [3.0 - 2.0 * step / 3000 + 0.1 * (step % 7) for step in range(3000)]
    saved_run(tiny, "old", "2026-01-01T10:00:00+00:00", losses, r=8, learning_rate=0.001)
    saved_run(tiny, "new", "2026-01-02T10:00:00+00:00", losses[::2], r=16, learning_rate=0.001)
    return open_page(make(), qtbot)


def opened(page: TrainPage, row: int, qtbot: QtBot) -> Any:
    page.runs.table.selectRow(row)
    QTest.keyClick(page.runs.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.path.isVisible() and page.path.run.chart.ready, timeout=WAIT)
    qtbot.wait(50)
    return page.path.run


def test_the_chart_keeps_every_point_and_can_be_zoomed_and_read(past: TrainPage, qtbot: QtBot) -> None:
    run = opened(past, 1, qtbot)
    chart, live = run.chart, run.live
    assert len(live.points.training.steps) == 3000
    assert chart.points(0) == (live.points.training.steps, live.points.training.values)
    assert chart.points(1) == (live.points.validation.steps, live.points.validation.values)
    says(qtbot, chart, "validation 1.40, best at step 3,000")

    view = chart._plot.getViewBox()
    whole = view.viewRange()[0]
    place = QPointF(chart._plot.viewport().rect().center())
    wheel = QWheelEvent(
        place,
        chart._plot.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart._plot.viewport(), wheel)
    narrow = view.viewRange()[0]
    assert narrow[1] - narrow[0] < whole[1] - whole[0] and chart.reset_button.isVisible()
    assert chart.points(0)[0] == live.points.training.steps  # zooming out again finds all of them
    click(chart.reset_button)
    assert view.viewRange()[0] == pytest.approx(whole)

    QTest.mouseMove(chart._plot.viewport(), place.toPoint())
    qtbot.waitUntil(lambda: chart.hovered is not None, timeout=5000)
    step = chart.hovered
    value = live.points.training.values[step - 1]
    assert f"step {step}" in chart.values.text() and f"training {value:.3f}" in chart.values.text()
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.hovered == step + 1
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.hovered == 1
    QTest.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.reset_button.isVisible()
    QTest.keyClick(chart, Qt.Key.Key_0)
    assert not chart.reset_button.isVisible() and chart.hovered is None

    press(run, "Learning rate")
    assert chart.points(0) == (live.points.rate.steps, live.points.rate.values)


def test_the_chart_wears_both_themes(past: TrainPage, qtbot: QtBot) -> None:
    run = opened(past, 1, qtbot)
    seen = []
    for mode in ("light", "dark"):
        theme.apply(mode)
        qtbot.wait(50)
        chart = run.chart
        background = chart._plot.backgroundBrush().color()
        line = chart._lines[1].opts["pen"].color()
        assert background == QColor(theme.colors.surface)
        seen.append((background.name(), line.name()))
    assert seen[0][0] != seen[1][0] and seen[0][1] != seen[1][1]


def test_two_runs_are_compared_by_curves_settings_and_results(past: TrainPage, qtbot: QtBot) -> None:
    table = past.runs.table
    assert not past.runs.compare_button.isEnabled()
    table.selectAll()
    press(past.runs, "Compare")
    view = past.compare
    qtbot.waitUntil(lambda: view.table.rowCount() > 0 and view.chart.ready, timeout=WAIT)
    qtbot.wait(50)
    assert [len(view.chart.points(line)[0]) for line in range(4)] == [1500, 1, 3000, 1]
    cells = {
        view.table.item(row, 0).text(): [view.table.item(row, column).text() for column in (1, 2)]
        for row in range(view.table.rowCount())
    }
    assert cells["r"] == ["16", "8"]
    assert "learning_rate" not in cells  # the same in both
    assert cells["State"] == ["Done", "Done"] and cells["Best step"] == ["1,500", "3,000"]
    assert cells["Tokens per second"] == ["15,000", "30,000"]
    press(view, "All runs")
    assert past.runs.isVisible()


def test_deleting_runs_asks_first(past: TrainPage, qtbot: QtBot) -> None:
    past.runs.table.selectRow(0)
    answering("Keep")
    QTest.keyClick(past.runs.table, Qt.Key.Key_Delete)
    assert len(past.runs.table.model_.entries) == 2
    answering("Delete")
    QTest.keyClick(past.runs.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: [e.id for e in past.runs.table.model_.entries] == ["old"], timeout=WAIT)


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
