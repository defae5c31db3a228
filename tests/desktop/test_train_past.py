"""Runs of the past: their curves, comparing them, deleting them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.pages.train.page import TrainPage
from desktop.pages.train.points import Points, Sample, by_prompt
from desktop.theme import theme
from desktop.window import MainWindow
from engine.paths import Home
from engine.runs import Runs
from tests.desktop.hands import WAIT, answering, click, find, press, texts
from tests.desktop.past_runs import saved_run
from tests.desktop.train_hands import (
    open_page,
    press_soon,
    says,
)


@pytest.fixture(autouse=True)
def scheme() -> Iterator[None]:
    """Tests that change the theme leave it as it was."""
    dark = theme.dark
    yield
    if theme.dark != dark:
        theme.apply("dark" if dark else "light")


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


def test_the_answers_to_each_question_are_side_by_side_and_a_key_away(
    past: TrainPage, tiny: Home, qtbot: QtBot
) -> None:
    more = [
        {"event": "sample", "step": step, "prompt": prompt, "text": f"{prompt} {step}"}
        for step in (0, 10, 20)
        for prompt in ("Ahoy?", "Why sleep?", "What now?")
    ]
    file = Runs(tiny).folder("old") / "metrics.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in more))
    run = opened(past, 1, qtbot)
    hearing = run.hearing
    says(qtbot, hearing, "“Ahoy?”", "step 20", "Ahoy? 20", "before training", "Ahoy? 0")
    assert [sample.step for sample in hearing.answers] == [20, 10, 0]
    assert "Why sleep?" not in texts(hearing)

    first = find(hearing, "Question 1: Ahoy?")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    says(qtbot, hearing, "“Why sleep?”", "Why sleep? 20", "Why sleep? 0")
    second = find(hearing, "Question 2: Why sleep?")
    assert second.isChecked() and second.hasFocus() and not first.isChecked()
    QTest.keyClick(second, Qt.Key.Key_Tab)  # from there to the answers, which keys scroll
    assert hearing.findChild(QScrollArea).hasFocus()

    # what comes in changes nothing of what one has chosen
    run.live.take({"event": "sample", "step": 30, "prompt": "Ahoy?", "text": "No."})
    run.live.take({"event": "sample", "step": 30, "prompt": "Why sleep?", "text": "To dream."})
    says(qtbot, hearing, "“Why sleep?”", "step 30", "To dream.")
    assert [sample.step for sample in hearing.answers] == [30, 20, 10, 0]

    past.path.go("meet")
    meet = past.path.meet
    says(qtbot, meet, "“Ahoy?”", "Ahoy? 0", "No.")
    press(meet, "Question 2: Why sleep?")
    says(qtbot, meet, "“Why sleep?”", "Why sleep? 0", "To dream.")


def test_a_run_of_one_question_offers_no_choice(past: TrainPage, qtbot: QtBot) -> None:
    hearing = opened(past, 1, qtbot).hearing
    says(qtbot, hearing, "“Who are you?”", "Arrr, a pirate.")
    assert not [b for b in hearing.findChildren(QPushButton) if b.isVisible()]


def test_samples_heard_again_after_a_resume_replace_the_first() -> None:
    points = Points()
    for step, texts_ in ((0, "ab"), (2, "cd"), (4, "ef"), (2, "gh")):
        for prompt, text in zip(("1", "2"), texts_, strict=True):
            points.take({"event": "sample", "step": step, "prompt": prompt, "text": text})
    assert by_prompt(points.samples) == {
        "1": [Sample(0, "1", "a"), Sample(2, "1", "g")],
        "2": [Sample(0, "2", "b"), Sample(2, "2", "h")],
    }


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


def test_a_validation_that_was_no_number_leaves_a_gap(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    saved_run(tiny, "old", "2026-01-01T10:00:00+00:00", [3.0, 2.5, 2.0])
    file = Runs(tiny).folder("old") / "metrics.jsonl"
    lost = [json.dumps({"event": "valid", "step": step, "loss": None, "best": None}) for step in (1, 2)]
    file.write_text("\n".join([*lost, file.read_text()]))
    page = open_page(make(), qtbot)
    run = opened(page, 0, qtbot)
    assert run.live.points.validation.steps == [3]
    assert (run.live.points.best_step, run.live.points.best_loss) == (3, 2.1)
    none = Points([{"event": "valid", "step": 5, "loss": None}])
    assert (none.best_step, none.best_loss) == (0, None)
    none.take({"event": "valid", "step": 7, "loss": 1.5})
    none.take({"event": "valid", "step": 6, "loss": None})  # resumed before that, and lost again
    assert (none.best_step, none.best_loss) == (0, None)


def test_a_failed_run_offers_to_resume_and_its_log(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    info = saved_run(tiny, "lost", "2026-01-01T10:00:00+00:00", [3.0, 2.5, 2.0])
    info.state, info.error, info.persona.name = "failed", "The worker ended by SIGKILL.", "Ann & Bob"
    Runs(tiny).save(info)
    (Runs(tiny).folder("lost") / "log.txt").write_text("the last words of the worker\n")
    window = make()
    run = opened(open_page(window, qtbot), 0, qtbot)
    says(qtbot, run, "The worker ended by SIGKILL.")
    assert run.button("resume").isVisible()
    assert run.button("meet").accessibleName() == "Meet Ann & Bob"
    assert run.button("meet").text() == "Meet Ann && Bob"
    press_soon(qtbot, run, "Show log")
    settings = window.page("settings")
    qtbot.waitUntil(lambda: settings.isVisible(), timeout=WAIT)
    shown = settings.findChildren(QPlainTextEdit)
    qtbot.waitUntil(
        lambda: any("last words" in t.toPlainText() for t in shown if t.isVisible()), timeout=WAIT
    )
