"""Answers: stopped, tried again, edited, branched, copied, compared, and answered from documents."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.pages.chat import ChatPage
from engine.api import Engine
from engine.paths import RESOURCES
from engine.types import Message
from tests.desktop.chat_hands import (
    STORY,
    answered,
    answers,
    click_in,
    comparison,
    key,
    make_chat,
    pick,
    questions,
    say,
    shown,
    speaking,
    stored,
    type_text,
    wait_for,
)
from tests.desktop.hands import WAIT, click, press, result, texts

CTRL = Qt.KeyboardModifier.ControlModifier
SAMPLES = RESOURCES / "samples" / "seamanship"


# Answers


def test_escape_stops_and_keeps_what_was_said(page: ChatPage, qtbot: QtBot) -> None:
    page.switch_to("plain")
    say(page, STORY)
    assert page.composer.send.text() == "Stop"
    qtbot.waitUntil(speaking(page), timeout=WAIT)
    key(page.composer.writing, Qt.Key.Key_Escape)
    answer = answered(qtbot, page)
    _, kept = stored(qtbot, page)
    assert kept.facts["finish"] == "cancelled" and kept.content.strip()
    assert kept.content.split()[0] in answer.view.plain_text()
    assert answer.figures[-1].text() == "stopped" and page.composer.send.text() == "Send"


def test_stop_by_the_button_and_type_meanwhile(page: ChatPage, qtbot: QtBot) -> None:
    page.switch_to("plain")
    say(page, STORY)
    qtbot.waitUntil(speaking(page), timeout=WAIT)
    type_text(page, "my next thought")
    key(page.composer.writing, Qt.Key.Key_Return)  # not sent: an answer is under way
    assert page.composer.text == "my next thought" and page.composer.busy_note.isVisible()
    click(page.composer.send)
    answered(qtbot, page)
    assert page.composer.text == "my next thought" and len(stored(qtbot, page)) == 2
    assert not page.composer.busy_note.isVisible()


@pytest.mark.slow
def test_try_again_keeps_both_answers(page: ChatPage, qtbot: QtBot) -> None:
    say(page, "Tell me something about whales.")
    first = answered(qtbot, page).view.markdown
    press(answers(page)[0], "Try again")
    second = answered(qtbot, page)
    qtbot.waitUntil(lambda: "2 of 2" in texts(second), timeout=WAIT)
    assert len(questions(page)) == len(answers(page)) == 1
    press(second, "The version before")
    qtbot.waitUntil(lambda: answers(page)[-1].view.markdown == first, timeout=WAIT)
    qtbot.waitUntil(lambda: "1 of 2" in texts(answers(page)[-1]), timeout=WAIT)
    assert [turn.content for turn in stored(qtbot, page)][1].strip() == first


@pytest.mark.slow
def test_edit_makes_a_branch_and_loses_nothing(page: ChatPage, qtbot: QtBot) -> None:
    say(page, "What is a fish?")
    answered(qtbot, page)
    say(page, "What is a bird?")
    answered(qtbot, page)
    before = shown(page)
    press(questions(page)[0], "Edit and ask again")
    editor = questions(page)[0].findChild(QPlainTextEdit)
    assert editor is not None and editor.hasFocus() and editor.toPlainText() == "What is a fish?"
    frame = editor.parentWidget()
    assert frame is not None and frame.property("focused") == "true"  # the style sheet draws its ring
    key(editor, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(editor, "What is a crab?")
    key(editor, Qt.Key.Key_Return)
    assert shown(page) == ["What is a crab?", ""]
    answered(qtbot, page)
    qtbot.waitUntil(lambda: "2 of 2" in texts(questions(page)[0]), timeout=WAIT)
    assert stored(qtbot, page)[0].content == "What is a crab?"
    press(questions(page)[0], "The version before")
    wait_for(qtbot, page, *before)


def test_escape_leaves_the_editor_alone(page: ChatPage, qtbot: QtBot) -> None:
    page.open_chat(make_chat(qtbot, page.window_, "one", "first answer"))
    wait_for(qtbot, page, "one", "first answer")
    press(questions(page)[0], "Edit and ask again")
    editor = questions(page)[0].findChild(QPlainTextEdit)
    assert editor is not None
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    QTest.keyClicks(editor, "something else")
    key(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible() and questions(page)[0]._bubble.isVisible()
    assert len(stored(qtbot, page)) == 2


def test_branch_goes_on_in_a_new_conversation(page: ChatPage, qtbot: QtBot) -> None:
    old = make_chat(qtbot, page.window_, "one", "first answer", "two", "second answer")
    page.open_chat(old)
    wait_for(qtbot, page, "one", "first answer", "two", "second answer")
    press(answers(page)[0], "Branch")
    qtbot.waitUntil(lambda: page.session.current.id not in (0, old), timeout=WAIT)
    qtbot.waitUntil(lambda: shown(page) == ["one", "first answer"], timeout=WAIT)
    whole = result(qtbot, page.backend, lambda engine, _: engine.store.messages(old))
    assert len(whole) == 4
    qtbot.waitUntil(lambda: "one (2)" in [item.title for item in page.list.model.items], timeout=WAIT)


def test_copy(page: ChatPage, qtbot: QtBot) -> None:
    code = "Here:\n\n```python\nprint('ahoy')\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    page.open_chat(make_chat(qtbot, page.window_, "code, please", code))
    wait_for(qtbot, page, "code, please", code)
    press(answers(page)[0], "Copy the answer")
    assert QGuiApplication.clipboard().text() == code
    press(answers(page)[0], "Copy this code")
    assert QGuiApplication.clipboard().text() == "print('ahoy')"
    (block,) = answers(page)[0].view.code_blocks
    assert block.code == "print('ahoy')"


@pytest.mark.slow
def test_an_answer_that_was_cut_off_goes_on(page: ChatPage, qtbot: QtBot) -> None:
    begun = "The sea is deep and"

    def add(engine: Engine, _: object) -> int:
        chat = engine.store.add_chat("plain")
        engine.store.add_message(chat, Message(role="user", content="What is the sea?"))
        said = Message(role="assistant", content=begun)
        engine.store.add_message(chat, said, voice="plain", facts={"finish": "length"})
        return chat

    page.open_chat(result(qtbot, page.backend, add))
    wait_for(qtbot, page, "What is the sea?", begun)
    press(answers(page)[0], "Continue")
    qtbot.waitUntil(lambda: page.session.current.running, timeout=WAIT)
    answer = answered(qtbot, page)
    assert answer.message and answer.message.content.startswith(begun + " ")
    assert len(answer.message.content) > len(begun) + 10 and len(stored(qtbot, page)) == 2
    qtbot.waitUntil(lambda: "2 of 2" in texts(answers(page)[-1]), timeout=WAIT)


@pytest.mark.slow
def test_compare_side_by_side_and_go_on_with_one(page: ChatPage, qtbot: QtBot) -> None:
    click(page.composer.compare)
    assert page.bar.picked == ["pirate", "professor"]
    qtbot.waitUntil(page.bar.chips[3].isVisible, timeout=WAIT)
    click(page.bar.chips[3])
    say(page, "What is the moon?")
    row = comparison(page)
    assert [answer.name for answer in row.answers] == ["Pirate", "Professor", "Plain"]
    qtbot.waitUntil(lambda: "Waiting for its turn" in texts(row.answers[2]), timeout=WAIT)
    assert not any(choose.isEnabled() for choose in row.buttons)
    qtbot.waitUntil(lambda: not page.session.current.running, timeout=WAIT)
    told = [answer.view.markdown for answer in row.answers]
    assert all(told) and len(set(told)) == 3
    press(row, "Go on with Professor")
    qtbot.waitUntil(lambda: len(answers(page)) == 1, timeout=WAIT)
    assert answers(page)[0].view.markdown == told[1]
    qtbot.waitUntil(lambda: "2 of 3" in texts(answers(page)[0]), timeout=WAIT)
    assert str(page.session.current.blend) == "professor"
    key(page.composer.writing, Qt.Key.Key_Escape)
    assert not page.composer.compare.isChecked()
    say(page, "And the sun?")
    answered(qtbot, page)
    turns = stored(qtbot, page)
    assert [turn.voice for turn in turns] == ["", "professor", "", "professor"]
    assert len(turns[1].versions) == 3


@pytest.mark.slow
def test_compare_four_two_by_two(page: ChatPage, qtbot: QtBot) -> None:
    """Who writes on without choosing goes on with the first, and is told so."""
    click(page.composer.compare)
    qtbot.waitUntil(page.bar.chips[3].isVisible, timeout=WAIT)
    for chip in page.bar.chips[2:]:
        click(chip)
    say(page, "What is the moon?")
    cards = [choose.parentWidget() for choose in comparison(page).buttons]
    qtbot.waitUntil(lambda: len({(card.x(), card.y()) for card in cards if card}) == 4, timeout=WAIT)
    assert len({card.x() for card in cards if card}) == len({card.y() for card in cards if card}) == 2
    qtbot.waitUntil(lambda: not page.session.current.running, timeout=WAIT)
    assert page.composer.writing.placeholderText().endswith("(goes on with Pirate)")
    press(comparison(page), "Go on with Bard")
    qtbot.waitUntil(lambda: "goes on" not in page.composer.writing.placeholderText(), timeout=WAIT)


# Documents


@pytest.mark.slow
def test_ask_the_documents_and_open_the_quote(page: ChatPage, qtbot: QtBot) -> None:
    result(qtbot, page.backend, lambda engine, _: engine.add_documents("Seamanship", [SAMPLES]))
    click(page.composer.documents)
    pick(qtbot, "collections", "Seamanship")
    assert page.session.current.collections == ["Seamanship"]
    say(page, "What is the speed limit inside the breakwater?")
    answer = answered(qtbot, page)
    for _ in range(4):  # a small model: not each of its answers is in the documents
        if answer.message and answer.message.facts["citations"]:
            break
        assert "Not found in the documents" in texts(answer)
        press(answer, "Try again")
        answer = answered(qtbot, page)
    view = next(view for view in answer.view.passages if view.pills)
    pill = view.pills[0]
    assert not page.inspector.isVisible()
    click_in(view.viewport(), view.pill_box(pill).center().toPoint())
    assert answer.message
    citation = next(c for c in answer.message.facts["citations"] if c["number"] == pill.number)
    qtbot.waitUntil(page.inspector.isVisible, timeout=WAIT)
    assert page.inspector.file.text() == citation["file"]
    assert page.inspector.highlighted.replace("\u2029", "\n").replace("\u2028", "\n") == citation["quote"]
    assert len(page.inspector.passage.toPlainText()) > len(citation["quote"])
    press(page.inspector, "Copy quote")
    assert QGuiApplication.clipboard().text() == citation["quote"]
    press(page.inspector, "Open folder…")
    box = page.inspector.findChild(QMessageBox, "outside")
    assert box is not None and str(SAMPLES) in box.informativeText()
    press(box, "Cancel")
    key(page.composer.writing, Qt.Key.Key_Escape)
    assert not page.inspector.isVisible()
    press(page.composer, "Detach Seamanship")
    assert page.session.current.collections == []


def test_no_documents_yet(page: ChatPage, qtbot: QtBot) -> None:
    click(page.composer.documents)
    pick(qtbot, "collections", "Open the library…")
    qtbot.waitUntil(lambda: page.settings.page == "library", timeout=WAIT)
