"""The chat page by real keys and clicks, on the real engine and the starter model."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox, QPlainTextEdit, QSlider, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.pages.chat import ChatPage
from desktop.pages.chat.turn import Turn
from desktop.widgets.basic import ErrorBox
from desktop.widgets.toast import Toast
from desktop.window import MainWindow
from engine.api import Engine
from engine.paths import RESOURCES, Home
from engine.store import Store
from engine.types import Persona
from tests.desktop.chat_hands import (
    STORY,
    answered,
    answers,
    chat_page,
    click_in,
    comparison,
    key,
    make_chat,
    pick,
    questions,
    say,
    shown,
    shut,
    sounds_like_a_pirate,
    speaking,
    stored,
    told,
    type_text,
    wait_for,
)
from tests.desktop.hands import WAIT, click, find, press, result, texts

CTRL = Qt.KeyboardModifier.ControlModifier
SAMPLES = RESOURCES / "samples" / "seamanship"


@pytest.fixture
def page(window: MainWindow) -> ChatPage:
    return chat_page(window)


# The first minute


def test_first_launch_to_a_pirates_answer(make: Callable[..., MainWindow], qtbot: QtBot) -> None:
    """Typed before the engine is there: it is sent once it is."""
    window = make(ready=False)
    page = chat_page(window)
    assert window.backend._engine is None
    assert page.welcome.isVisible() and len(page.welcome.suggestions) == 3
    assert [chip.face.name for chip in page.bar.chips] == ["Pirate", "Professor", "Bard", "Plain"]
    assert page.bar.chips[0].isChecked()
    qtbot.waitUntil(page.composer.writing.hasFocus, timeout=WAIT)
    QTest.keyClicks(page.composer.writing, "How do I make a good cup of tea?")
    key(page.composer.writing, Qt.Key.Key_Return)
    assert shown(page)[0] == "How do I make a good cup of tea?" and page.composer.text == ""
    answer = answered(qtbot, page)
    assert sounds_like_a_pirate(answer.view.plain_text()), answer.view.plain_text()
    assert "tokens/s" in answer._figures.text() and "of 4,096 tokens" in answer._figures.text()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2, timeout=WAIT)
    assert [item.title for item in page.list.model.items] == ["Today", "How do I make a good cup of tea?"]


def test_a_suggestion_is_asked_by_one_click(page: ChatPage, qtbot: QtBot) -> None:
    assert "pirate" in page.welcome.suggestions[0].title.text()
    click(page.welcome.suggestions[1])
    answer = answered(qtbot, page)
    assert answer.name == "Professor" and stored(qtbot, page)[1].voice == "professor"
    assert not page.welcome.isVisible()


def test_nothing_heavy_is_loaded_for_the_first_frame(tmp_path: Path) -> None:
    script = """
import os, sys
from PySide6.QtWidgets import QApplication
from desktop.app import make_window
from desktop.settings import WindowSettings
app = QApplication([])
window = make_window(app, WindowSettings.load())
window.backend.start = lambda: None
window.show()
window.grab()
page = window.page("chat")
assert page.composer.isVisible() and page.welcome.isVisible()
heavy = ("pydantic", "numpy", "qtawesome", "sqlite3", "engine.api", "torch", "llama_cpp", "chromadb", "pygments")
print([name for name in heavy if name in sys.modules])
os._exit(0)
"""
    environment = {**os.environ, "MACAW_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


# Who speaks


def test_personas_change_in_the_middle_of_a_chat(page: ChatPage, qtbot: QtBot) -> None:
    say(page, "What is a knot?")
    answered(qtbot, page)
    key(page.composer.writing, Qt.Key.Key_2, CTRL)
    assert page.bar.chips[1].isChecked() and not page.bar.chips[0].isChecked()
    say(page, "And what is a rope?")
    answered(qtbot, page)
    click(page.bar.chips[0])
    say(page, "What do sailors eat?")
    answered(qtbot, page)
    assert [turn.voice for turn in stored(qtbot, page)] == ["", "pirate", "", "professor", "", "pirate"]
    assert [answer.name for answer in answers(page)] == ["Pirate", "Professor", "Pirate"]
    assert sounds_like_a_pirate(answers(page)[2].view.plain_text())


def test_the_strength_slider_changes_the_answer(page: ChatPage, qtbot: QtBot) -> None:
    (strength,) = page.bar.sliders
    strength.slider.setFocus()
    key(strength.slider, Qt.Key.Key_Home)
    assert str(page.session.current.blend) == "pirate:0"
    say(page, "What is the capital of France?")
    plain = answered(qtbot, page)
    assert not sounds_like_a_pirate(plain.view.plain_text()), plain.view.plain_text()
    for _ in range(20):
        key(strength.slider, Qt.Key.Key_Right)
    assert str(page.session.current.blend) == "pirate"
    press(page.list, "New conversation")
    say(page, "What is the capital of France?")
    strong = answered(qtbot, page)
    assert sounds_like_a_pirate(strong.view.plain_text()), strong.view.plain_text()


def test_a_second_persona_is_mixed_in(page: ChatPage, qtbot: QtBot) -> None:
    click(page.bar._add)
    pick(qtbot, "mix", "Professor")
    assert str(page.session.current.blend) == "pirate:0.7+professor:0.3"
    assert [strength.face.id for strength in page.bar.sliders] == ["pirate", "professor"]
    key(page.bar.sliders[1].slider, Qt.Key.Key_Right)
    assert str(page.session.current.blend) == "pirate:0.7+professor:0.35"
    say(page, "What is a wave?")
    answer = answered(qtbot, page)
    assert answer.name == "Pirate + Professor"
    assert stored(qtbot, page)[1].voice == "pirate:0.7+professor:0.35"
    press(page.bar, "Take Pirate out")
    assert str(page.session.current.blend) == "professor"


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
    assert "stopped" in answer._figures.text() and page.composer.send.text() == "Send"


def test_stop_by_the_button_and_type_meanwhile(page: ChatPage, qtbot: QtBot) -> None:
    page.switch_to("plain")
    say(page, STORY)
    qtbot.waitUntil(speaking(page), timeout=WAIT)
    type_text(page, "my next thought")
    key(page.composer.writing, Qt.Key.Key_Return)  # not sent: an answer is under way
    assert page.composer.text == "my next thought"
    click(page.composer.send)
    answered(qtbot, page)
    assert page.composer.text == "my next thought" and len(stored(qtbot, page)) == 2


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


def test_edit_makes_a_branch_and_loses_nothing(page: ChatPage, qtbot: QtBot) -> None:
    say(page, "What is a fish?")
    answered(qtbot, page)
    say(page, "What is a bird?")
    answered(qtbot, page)
    before = shown(page)
    press(questions(page)[0], "Edit and ask again")
    editor = questions(page)[0].findChild(QPlainTextEdit)
    assert editor is not None and editor.hasFocus() and editor.toPlainText() == "What is a fish?"
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


# Documents


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
    box = page.inspector.findChild(QMessageBox, "openFolder")
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


# What goes wrong


def test_a_killed_worker_is_restarted_and_the_answer_comes(page: ChatPage, qtbot: QtBot) -> None:
    page.switch_to("plain")
    say(page, STORY)
    qtbot.waitUntil(speaking(page), timeout=WAIT)
    type_text(page, "my draft")
    assert page.backend._engine is not None
    pid = page.backend._engine._chat._worker.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: "was restarted" in texts(answers(page)[0]), timeout=WAIT)
    qtbot.waitUntil(lambda: told(page)[-1] == "text", timeout=WAIT)
    key(page.composer.writing, Qt.Key.Key_Escape)
    answer = answered(qtbot, page)
    assert answer.view.plain_text() and answer.message and answer.message.facts["restarted"]
    assert page.composer.text == "my draft"
    assert [turn.role for turn in stored(qtbot, page)] == ["user", "assistant"]
    assert page.backend._engine._chat._worker.pid not in (None, pid)


def test_an_error_says_what_to_do(page: ChatPage, qtbot: QtBot) -> None:
    page.composer.writing.setPlainText("word " * 6000)
    key(page.composer.writing, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.session.current.running, timeout=WAIT)
    box = page.thread_.findChild(ErrorBox)
    assert box is not None
    qtbot.waitUntil(lambda: "tokens" in texts(box), timeout=WAIT)
    press(box, "Retry")
    qtbot.waitUntil(lambda: page.session.current.running, timeout=WAIT)
    qtbot.waitUntil(lambda: not page.session.current.running, timeout=WAIT)
    assert [turn.role for turn in stored(qtbot, page)] == ["user"]  # asked twice, stored once
    press(page.thread_, "New conversation")
    assert page.session.current.id == 0 and page.welcome.isVisible()


def test_documents_that_are_gone(page: ChatPage, qtbot: QtBot) -> None:
    page.session.set_collections(["Nowhere"])
    say(page, "What is a knot?")
    qtbot.waitUntil(lambda: not page.session.current.running, timeout=WAIT)
    box = page.thread_.findChild(ErrorBox)
    assert box is not None
    qtbot.waitUntil(lambda: "Nowhere" in texts(box), timeout=WAIT)
    press(box, "Answer without documents")
    answer = answered(qtbot, page)
    assert answer.message and "collections" not in answer.message.facts
    assert [turn.role for turn in stored(qtbot, page)] == ["user", "assistant"]


def test_a_folder_in_use_and_then_free(make: Callable[..., MainWindow], qtbot: QtBot, home: Home) -> None:
    """What was sent meanwhile is not lost."""
    with Engine() as other:
        other.open_for_writing()
        page = chat_page(make(ready=False))
        say(page, "What is a sail?")
        qtbot.waitUntil(lambda: page.findChild(ErrorBox) is not None, timeout=WAIT)
        box = page.findChild(ErrorBox)
        assert box is not None
        qtbot.waitUntil(lambda: "Another Macaw" in texts(box), timeout=WAIT)
    press(box, "Retry")
    answered(qtbot, page)
    assert stored(qtbot, page)[0].content == "What is a sail?"
    assert page.findChild(ErrorBox) is None


def test_more_personas_than_keys(page: ChatPage, qtbot: QtBot) -> None:
    def add(engine: Engine, _: object) -> None:
        for n in range(8):
            engine.create_persona(Persona(id=f"voice-{n}", name=f"Voice {n}", system_prompt="Be brief."))

    result(qtbot, page.backend, add)
    page.backend.personas_changed.emit()
    qtbot.waitUntil(lambda: len(page.bar.chips) == 9 and page.bar._more.isVisible(), timeout=WAIT)
    click(page.bar._more)
    pick(qtbot, "more", "Voice 7")
    assert [chip.face.name for chip in page.bar.chips if chip.isChecked()] == ["Voice 7"]
    assert not page.bar.sliders  # no adapter, no strength


def test_a_question_that_was_never_answered(page: ChatPage, qtbot: QtBot) -> None:
    """What a killed Macaw leaves behind."""
    page.open_chat(make_chat(qtbot, page.window_, "Are you there?"))
    wait_for(qtbot, page, "Are you there?")
    press(questions(page)[0], "Answer now")
    answered(qtbot, page)
    assert [turn.role for turn in stored(qtbot, page)] == ["user", "assistant"]
    assert "not answered" not in texts(questions(page)[0])


# State


def test_chat_draft_and_place_come_back(make: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make()
    page = chat_page(window)
    chat = make_chat(qtbot, window, *[f"text {n}\n\n" + "and more of it " * 40 for n in range(12)])
    make_chat(qtbot, window, "another")
    page.open_chat(chat)
    qtbot.waitUntil(lambda: len(shown(page)) == 12, timeout=WAIT)
    type_text(page, "half a thou")
    bar = page.thread_.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 400 and page.thread_.from_end == 0, timeout=WAIT)
    bar.setValue(bar.maximum() - 300)
    shut(window)
    again = make()
    page = chat_page(again)
    assert again.settings.page == "chat" and page.isVisible()
    qtbot.waitUntil(lambda: len(shown(page)) == 12, timeout=WAIT)
    assert page.session.current.id == chat and page.composer.text == "half a thou"
    qtbot.waitUntil(lambda: abs(page.thread_.from_end - 300) <= 20, timeout=WAIT)
    page.new()
    assert page.composer.text == ""
    page.open_chat(chat)
    assert page.composer.text == "half a thou"


def test_closing_in_the_middle_of_an_answer_keeps_it(
    make: Callable[..., MainWindow], qtbot: QtBot, home: Home
) -> None:
    window = make()
    page = chat_page(window)
    page.switch_to("plain")
    say(page, STORY)
    qtbot.waitUntil(speaking(page), timeout=WAIT)
    shut(window)
    store = Store(home.database)
    question, answer = store.conversation(store.chats()[0].id)
    store.close()
    assert question.content == STORY and answer.content.strip() and answer.facts["finish"] == "cancelled"


def test_another_chat_meanwhile(page: ChatPage, qtbot: QtBot) -> None:
    """An answer goes on when one looks elsewhere, and is there when one comes back."""
    other = make_chat(qtbot, page.window_, "elsewhere", "here")
    page.switch_to("plain")
    say(page, STORY)
    qtbot.waitUntil(lambda: page.session.current.id != 0, timeout=WAIT)
    here = page.session.current.id
    page.open_chat(other)
    qtbot.waitUntil(lambda: shown(page) == ["elsewhere", "here"], timeout=WAIT)
    assert page.composer.send.text() == "Send"
    page.open_chat(here)
    qtbot.waitUntil(speaking(page), timeout=WAIT)
    qtbot.waitUntil(lambda: len(shown(page)) == 2 and bool(shown(page)[1]), timeout=WAIT)
    assert page.composer.send.text() == "Stop"
    key(page.composer.writing, Qt.Key.Key_Escape)
    answered(qtbot, page)
    assert len(stored(qtbot, page)) == 2


KILLED = """
import sys, time
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from desktop.app import make_window
from desktop.settings import WindowSettings
app = QApplication([])
window = make_window(app, WindowSettings.load())
window.show()
page = window.page("chat")
page.switch_to("plain")
QTest.keyClicks(page.composer.writing, sys.argv[1])
QTest.keyClick(page.composer.writing, Qt.Key.Key_Return)
QTest.keyClicks(page.composer.writing, "draft")
while not (page.session.current.turn and any(e[0] == "text" for _, e in page.session.current.turn.told)):
    app.processEvents()
until = time.time() + 1.5
while time.time() < until:
    app.processEvents()
print("speaking", flush=True)
while True:
    app.processEvents()
"""


@pytest.mark.slow
def test_sigkill_loses_no_message_and_no_draft(
    make: Callable[..., MainWindow], qtbot: QtBot, home: Home
) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, STORY], stdout=subprocess.PIPE, text=True) as macaw:
        assert macaw.stdout and macaw.stdout.readline() == "speaking\n"
        macaw.send_signal(signal.SIGKILL)
    page = chat_page(make())
    qtbot.waitUntil(lambda: shown(page) == [STORY], timeout=WAIT)
    assert page.composer.text == "draft"
    assert "not answered" in texts(questions(page)[0])


# The list


def titles(page: ChatPage) -> list[str]:
    return [item.title for item in page.list.model.items]


def test_search_rename_pin_delete(page: ChatPage, qtbot: QtBot) -> None:
    tea = make_chat(qtbot, page.window_, "All about tea", "boil the kettle")
    make_chat(qtbot, page.window_, "All about rope", "splice the line")
    make_chat(qtbot, page.window_, "All about maps", "fold the chart")
    everything = ["Today", "All about maps", "All about rope", "All about tea"]
    qtbot.waitUntil(lambda: titles(page) == everything, timeout=WAIT)

    key(page.composer.writing, Qt.Key.Key_F, CTRL)
    assert page.list.search.hasFocus()
    QTest.keyClicks(page.list.search, "kett")
    qtbot.waitUntil(lambda: titles(page) == ["Today", "All about tea"], timeout=WAIT)
    key(page.list.search, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.session.current.id == tea, timeout=WAIT)
    page.list.search.clear()
    qtbot.waitUntil(lambda: len(titles(page)) == 4, timeout=WAIT)

    page.list.view.setFocus()
    key(page.list.view, Qt.Key.Key_F2)
    editor = page.list.view.findChild(QLineEdit)
    assert editor is not None and editor.text() == "All about tea"
    QTest.keyClicks(editor, "Tea time")
    key(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(page)[-1] == "Tea time", timeout=WAIT)

    row = page.list.model.row_of(tea)
    box = page.list.view.visualRect(page.list.model.index(row))
    QTest.mouseMove(page.list.view.viewport(), box.center())
    delegate = page.list.view.itemDelegate()
    click_in(page.list.view.viewport(), delegate.menu_box(box, rtl=False).center())  # type: ignore[attr-defined]
    pick(qtbot, "conversation", "Pin")
    expected = ["Pinned", "Tea time", "Today", "All about maps", "All about rope"]
    qtbot.waitUntil(lambda: titles(page) == expected, timeout=WAIT)

    page.list.view.setFocus()
    key(page.list.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(page) == expected[2:], timeout=WAIT)
    assert page.session.current.id == 0 and page.welcome.isVisible()
    qtbot.waitUntil(lambda: bool(page.window_.findChildren(Toast)), timeout=WAIT)
    (toast,) = page.window_.findChildren(Toast)
    click(toast.undo_button)
    qtbot.waitUntil(lambda: titles(page) == expected, timeout=WAIT)


def test_arrow_keys_move_through_the_list(page: ChatPage, qtbot: QtBot) -> None:
    chats = [make_chat(qtbot, page.window_, f"chat {n}", f"answer {n}") for n in range(3)]
    qtbot.waitUntil(lambda: len(titles(page)) == 4, timeout=WAIT)
    page.list.view.setFocus()
    for chat in reversed(chats):
        key(page.list.view, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda chat=chat: page.session.current.id == chat, timeout=WAIT)
    key(page.list.view, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.session.current.id == chats[1], timeout=WAIT)
    qtbot.waitUntil(lambda: shown(page) == ["chat 1", "answer 1"], timeout=WAIT)
    key(page.list.view, Qt.Key.Key_N, CTRL)
    assert page.session.current.id == 0 and page.composer.writing.hasFocus()


def test_a_long_conversation_is_built_from_its_end(page: ChatPage, qtbot: QtBot) -> None:
    chat = make_chat(qtbot, page.window_, *[f"message {n}" for n in range(200)])
    page.open_chat(chat)
    qtbot.waitUntil(lambda: len(shown(page)) == 30, timeout=WAIT)
    assert shown(page)[-1] == "message 199" and shown(page)[0] == "message 170"
    bar = page.thread_.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0, timeout=WAIT)
    bar.setValue(0)
    qtbot.waitUntil(lambda: len(shown(page)) == 60, timeout=WAIT)
    assert shown(page) == [f"message {n}" for n in range(140, 200)]
    assert bar.value() > 0  # what was read stays in sight
    press(page.thread_, "Go to the newest message")
    qtbot.waitUntil(lambda: page.thread_.from_end == 0, timeout=WAIT)


LONG = (
    "\n\n".join(
        f"Paragraph {n} with **bold** and `code`. " + "And so it goes on, word by word. " * 12
        for n in range(6)
    )
    + "\n\n```python\nfor n in range(10):\n    print(n)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n- two\n"
)


def test_no_stall_with_twenty_long_messages(page: ChatPage, qtbot: QtBot) -> None:
    """Opening such a conversation and streaming into it: the window's thread is never busy for 50 ms.

    Its own processor time is measured, for the machine may be busy with other things.
    """
    chat = make_chat(qtbot, page.window_, *[LONG for _ in range(40)], voice="plain")
    busy: list[float] = []
    timer, last = QTimer(), [time.thread_time()]

    def tick() -> None:
        now = time.thread_time()
        busy.append(now - last[0])
        last[0] = now

    timer.timeout.connect(tick)
    timer.start(2)
    page.open_chat(chat)
    qtbot.waitUntil(lambda: len(shown(page)) == 30, timeout=WAIT)
    opening, busy[:] = max(busy), []
    turn = Turn(page, ["plain"], chat=chat, message=page.session.current.messages[-2].id)
    turn.running = True
    page.session.current.turn = turn
    page.session.changed.emit()
    for n in range(0, len(LONG * 2), 12):
        turn._tell(0, ("text", (LONG * 2)[n : n + 12]))
        qtbot.wait(1)
    streaming = max(busy)
    timer.stop()
    page.session.current.turn = None
    assert answers(page)[-1].view.plain_text().count("Paragraph 5") == 2
    assert opening < 0.05 and streaming < 0.05, (opening, streaming)


# Everyone


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_has_a_name_and_fits(page: ChatPage, qtbot: QtBot, scale: float) -> None:
    from desktop.theme import theme

    theme.apply("light", scale)
    try:
        text = "```\ncode\n```\ntext [x](http://y)"
        page.open_chat(make_chat(qtbot, page.window_, "hello", text))
        wait_for(qtbot, page, "hello", text)
        kinds = (QAbstractButton, QPlainTextEdit, QTextBrowser, QSlider, QLineEdit)
        widgets = [w for kind in kinds for w in page.findChildren(kind) if w.isVisible()]
        inner = ("qt_", "ScrollLeftButton", "ScrollRightButton")
        widgets = [
            w for w in widgets if not w.objectName().startswith(inner) and w.parent() is not page.list.search
        ]
        assert len(widgets) > 15
        for widget in widgets:
            assert widget.accessibleName(), widget
            if isinstance(widget, QAbstractButton) and widget.text():
                assert widget.width() >= widget.sizeHint().width() - 1, (widget.text(), widget.size())
    finally:
        theme.apply("light", 1.0)


def test_right_to_left(page: ChatPage, qtbot: QtBot) -> None:
    page.window_.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.open_chat(make_chat(qtbot, page.window_, "hello", "there"))
    qtbot.waitUntil(lambda: len(shown(page)) == 2, timeout=WAIT)
    page.window_.grab()
    assert page.list.x() > page.thread_.parentWidget().x()
    chips = page.bar.chips
    assert chips[0].x() > chips[1].x()


def test_the_names_of_all_shortcuts_work(page: ChatPage, qtbot: QtBot) -> None:
    for number, name in enumerate(("Pirate", "Professor", "Bard", "Plain"), start=1):
        key(page.composer.writing, Qt.Key(Qt.Key.Key_0 + number), CTRL)
        assert [chip.face.name for chip in page.bar.chips if chip.isChecked()] == [name]
        assert name in page.composer.writing.placeholderText()
    assert find(page.list, "New conversation").toolTip().endswith("(Ctrl+N)")
