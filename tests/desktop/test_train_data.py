"""Giving examples: files, pasted text, a table; what is wrong with them and how it is put right."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from desktop.pages.train.page import TrainPage
from desktop.window import MainWindow
from engine.paths import Home
from tests.desktop.hands import WAIT, click, drop, find, press, texts
from tests.desktop.train_hands import (
    data_file,
    give_file,
    name_voice,
    open_page,
    plan_steps,
    press_soon,
    says,
)


@pytest.fixture
def page(tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot) -> TrainPage:
    return open_page(make(), qtbot)


@pytest.mark.slow
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


@pytest.mark.slow
def test_faults_of_many_kinds_are_put_right_by_their_buttons(
    page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = data_file(tmp_path)
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    turns = [row["messages"] for row in rows]
    turns[2][1]["content"] += " Write to bo.smith@mail.org, matey."
    turns[4][1]["content"] += " It be a cafÃ©, it be."
    told = turns[6][1]["content"].split()
    rows.append({"messages": [turns[6][0], {"role": "assistant", "content": " ".join([*told, "Aye!"])}]})
    turns[8].append({"role": "user", "content": "And then?"})
    file.write_text("".join(json.dumps(row) + "\n" for row in [*rows, {"messages": []}]))
    before = file.read_bytes()
    path, check = page.path, page.path.check
    press(page, "Train a new voice")
    name_voice(path, qtbot, "Sailor")
    give_file(path, qtbot, file)
    says(qtbot, check, "1 conversation has its turns in disorder", "1 row cannot be used")
    assert not path.next_button.isEnabled()
    press_soon(qtbot, check, "Leave out bad rows (1), put the others in order")
    says(qtbot, check, "1 example has personal data", "([e-mail] 1)", "garbled letters", "nearly the same")
    lists = {box.parent().objectName(): box for box in check.findChildren(QListWidget)}  # type: ignore[union-attr]
    assert lists["finding-near_duplicates"].item(0).text().startswith("Line 25, as line 7: ")
    assert "bo.smith@mail.org" in lists["finding-personal"].item(0).text()
    assert path.next_button.isEnabled()  # worth a look, no more
    for button, gone in (
        ("Mask them in 1 example", "personal data"),
        ("Repair 1 example", "garbled"),
        ("Remove 1 near duplicate", "nearly the same"),
    ):
        press_soon(qtbot, check, button)
        qtbot.waitUntil(lambda gone=gone: bool(check.findings) and gone not in texts(check), timeout=WAIT)  # type: ignore[misc]
    assert {finding.level for finding in check.findings if finding.key != "few"} == {"ok"}
    fixed = path.plan.data.read_text()  # type: ignore[union-attr]
    assert "[e-mail]" in fixed and "café" in fixed and fixed.count("\n") == 24 and file.read_bytes() == before


@pytest.mark.slow
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
    assert path.plan.limit > 1500

    plan_steps(path, qtbot, 4)
    assert path.plan.settings and path.plan.settings.epochs == 1000
    click(path.planning.cards.cards["quick"])  # another preset keeps the length that the data needs
    assert path.plan.settings.max_seq_length == path.plan.limit and path.plan.settings.epochs == 5
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


@pytest.mark.slow
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

    assert not data.text.viewport().acceptDrops()  # a dropped file is read, not pasted as its address

    press(data, "Write")
    assert path.plan.data is not None  # until something is written, what was pasted holds
    table = data.table
    QApplication.clipboard().setText('A?\tOne.\nB?\t"Two,\nin two lines."\nC?\tThree.\n')
    table.setCurrentIndex(table.model_.index(0, 0))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert table.pairs() == [("A?", "One."), ("B?", "Two,\nin two lines."), ("C?", "Three.")]
    says(qtbot, path, "At least 4")
    assert not path.next_button.isEnabled()
    rows = table.model_.rowCount()
    for column, text in enumerate(("D?", "Four.")):
        table.setCurrentIndex(table.model_.index(rows - 1, column))
        table.edit(table.currentIndex())
        editor = QApplication.focusWidget()
        assert editor is not None
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert table.model_.rowCount() == rows + 1
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


def test_thousands_of_rows_can_be_pasted(page: TrainPage, qtbot: QtBot) -> None:
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, "Sailor")
    press(page.path.data, "Write")
    table = page.path.data.table
    text = "".join(f"Question {n}?\t{'Answer. ' * (n % 30 + 1)}\n" for n in range(5000))
    before = time.thread_time()
    table.paste(text)
    QApplication.processEvents()
    assert time.thread_time() - before < 0.2
    assert len(table.pairs()) == 5000
    low = table.verticalHeader().defaultSectionSize()

    def fits_at_the_end() -> bool:
        table.scrollToBottom()
        return table.rowAt(0) > 4900 and table.rowHeight(table.rowAt(0)) > low

    # a row in sight is as high as its text, wherever one has scrolled
    qtbot.waitUntil(fits_at_the_end, timeout=WAIT)
    assert table.rowHeight(2500) == low
