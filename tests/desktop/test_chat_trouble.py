"""What goes wrong in a chat, and how one goes on."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.pages.chat import ChatPage
from desktop.widgets.basic import ErrorBox
from desktop.window import MainWindow
from engine.api import Engine
from engine.paths import Home, write_json
from engine.types import Persona
from tests.desktop.chat_hands import (
    STORY,
    answered,
    answers,
    chat_page,
    key,
    make_chat,
    pick,
    questions,
    say,
    shut,
    speaking,
    stored,
    told,
    type_text,
    wait_for,
)
from tests.desktop.hands import WAIT, click, press, result, texts


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


def test_a_worker_that_dies_twice_shows_its_log(page: ChatPage, qtbot: QtBot) -> None:
    page.switch_to("plain")
    say(page, STORY)
    engine = page.backend._engine
    assert engine is not None
    for end in ("restarted", "failed"):
        qtbot.waitUntil(lambda: told(page)[-1:] == ["text"], timeout=WAIT)
        pid = engine._chat._worker.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        qtbot.waitUntil(lambda end=end: end in told(page), timeout=WAIT)
    box = page.thread_.findChild(ErrorBox)
    assert box is not None
    press(box, "Show log")
    assert page.settings.page == "settings"


@pytest.mark.slow
def test_a_message_that_is_too_long_is_edited(page: ChatPage, qtbot: QtBot) -> None:
    page.composer.writing.setPlainText("word " * 6000)
    key(page.composer.writing, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.session.current.running, timeout=WAIT)
    box = page.thread_.findChild(ErrorBox)
    assert box is not None
    qtbot.waitUntil(lambda: "tokens" in texts(box), timeout=WAIT)
    press(box, "Edit the message")
    editor = questions(page)[0].findChild(QPlainTextEdit)
    assert editor is not None
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    editor.setPlainText("What is a knot?")
    key(editor, Qt.Key.Key_Return)
    answered(qtbot, page)
    assert [turn.content for turn in stored(qtbot, page)][:1] == ["What is a knot?"]


@pytest.mark.slow
def test_a_message_that_is_too_long_does_not_block_the_next(
    page: ChatPage, make: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    page.composer.writing.setPlainText("word " * 6000)
    key(page.composer.writing, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.thread_.findChild(ErrorBox) is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: not page.session.current.running, timeout=WAIT)
    shut(page.window_)
    again = chat_page(make())  # the reason is told also after a restart
    qtbot.waitUntil(lambda: len(questions(again)) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: "not answered: The prompt has" in texts(questions(again)[0]), timeout=WAIT)
    say(again, "What is a knot?")
    answer = answered(qtbot, again)
    assert answer.message and answer.message.facts["left_out"] == 1
    assert "Oldest messages left out: 1" in texts(answer)


@pytest.mark.slow
def test_a_chat_with_somebody_who_was_deleted(page: ChatPage, qtbot: QtBot) -> None:
    """Marked there and nowhere else, and another one can be asked at once."""
    old = make_chat(qtbot, page.window_, "one", "first answer", voice="bob-smith")
    other = make_chat(qtbot, page.window_, "two", "second answer")
    page.open_chat(old)
    wait_for(qtbot, page, "one", "first answer")
    assert [chip.accessibleName() for chip in page.bar.chips][-1] == "Bob smith (deleted)"
    assert "Bob smith was deleted" in page.composer.writing.placeholderText()
    page.open_chat(other)
    wait_for(qtbot, page, "two", "second answer")
    assert [chip.face.name for chip in page.bar.chips] == ["Pirate", "Professor", "Bard", "Plain"]
    page.open_chat(old)
    wait_for(qtbot, page, "one", "first answer")
    say(page, "Are you there?")
    qtbot.waitUntil(lambda: page.thread_.findChild(ErrorBox) is not None, timeout=WAIT)
    box = page.thread_.findChild(ErrorBox)
    assert box is not None
    qtbot.waitUntil(lambda: "Bob smith was deleted." in texts(box), timeout=WAIT)
    assert "macaw" not in texts(box) and "bard" not in texts(box)
    press(answers(page)[0], "Branch")  # who is gone stays behind
    qtbot.waitUntil(lambda: page.session.current.id not in (0, old, other), timeout=WAIT)
    wait_for(qtbot, page, "one", "first answer")
    qtbot.waitUntil(lambda: str(page.session.current.blend) == "pirate", timeout=WAIT)
    page.open_chat(old)
    qtbot.waitUntil(lambda: page.thread_.findChild(ErrorBox) is not None, timeout=WAIT)
    qtbot.wait(50)
    press(page.thread_, "Ask Pirate instead")
    assert answered(qtbot, page).name == "Pirate"
    assert [chip.face.name for chip in page.bar.chips] == ["Pirate", "Professor", "Bard", "Plain"]


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_folder_in_use_and_then_free(make: Callable[..., MainWindow], qtbot: QtBot, home: Home) -> None:
    """What was sent meanwhile is not lost."""
    with Engine() as other:
        other.open_for_writing()
        page = chat_page(make(ready=False))
        say(page, "What is a sail?")
        qtbot.waitUntil(lambda: page.window_.findChild(ErrorBox) is not None, timeout=WAIT)
        box = page.window_.findChild(ErrorBox)
        assert box is not None
        qtbot.waitUntil(lambda: "Another Macaw" in texts(box), timeout=WAIT)
    press(box, "Retry")
    answered(qtbot, page)
    assert stored(qtbot, page)[0].content == "What is a sail?"
    assert page.window_.findChild(ErrorBox) is None


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


@pytest.mark.slow
def test_a_persona_that_is_gone_speaks_no_more(page: ChatPage, qtbot: QtBot) -> None:
    """Deleted while it is the one chosen last: new conversations have another."""
    gone = Persona(id="gone", name="R&D", system_prompt="Be brief.")
    result(qtbot, page.backend, lambda engine, _: engine.create_persona(gone))
    page.backend.personas_changed.emit()
    qtbot.waitUntil(lambda: page.faces.has("gone"), timeout=WAIT)
    page.switch_to("gone")
    assert page.settings.persona == "gone"
    result(qtbot, page.backend, lambda engine, _: engine.set_aside_persona("gone"))
    page.backend.personas_changed.emit()
    qtbot.waitUntil(lambda: str(page.session.current.blend) == "pirate", timeout=WAIT)
    page.new()
    assert str(page.session.current.blend) == "pirate" and page.settings.persona == "pirate"
    assert [chip.face.name for chip in page.bar.chips if chip.isChecked()] == ["Pirate"]
    say(page, "What is a knot?")
    assert answered(qtbot, page).name == "Pirate"


def test_a_persona_deleted_while_macaw_was_closed(
    make: Callable[..., MainWindow], home: Home, qtbot: QtBot
) -> None:
    write_json(home.root / "settings.json", {"persona": "gone:0.5+bard:0.8"})
    page = chat_page(make())
    qtbot.waitUntil(lambda: str(page.session.current.blend) == "bard:0.8", timeout=WAIT)


def test_an_ampersand_in_a_name_is_no_key(page: ChatPage, qtbot: QtBot) -> None:
    def add(engine: Engine, _: object) -> None:
        for n in range(9):
            engine.create_persona(Persona(id=f"v{n}", name=f"R&D {n}", system_prompt="Be brief."))

    result(qtbot, page.backend, add)
    page.backend.personas_changed.emit()
    qtbot.waitUntil(page.bar._more.isVisible, timeout=WAIT)
    click(page.bar._more)
    pick(qtbot, "more", "R&&D 8")
    qtbot.waitUntil(lambda: str(page.session.current.blend) == "v8", timeout=WAIT)
    page.session.set_collections(["R&D"])
    assert page.composer.findChild(QPushButton, "collection").text() == "R&&D ×"  # type: ignore[union-attr]
