"""What comes back after Macaw was closed or killed, and what goes on out of sight."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.pages.chat import ChatPage
from desktop.pages.chat.turn import Turn
from desktop.settings import WindowSettings
from desktop.window import MainWindow
from engine.api import Engine
from engine.paths import Home, write_json
from engine.store import Store
from engine.types import Message
from tests.desktop.chat_hands import (
    STORY,
    answered,
    chat_page,
    key,
    make_chat,
    questions,
    say,
    shown,
    shut,
    speaking,
    stored,
    type_text,
)
from tests.desktop.hands import WAIT, click, result, texts


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
    assert WindowSettings.load().drafts == {}  # it is stored: no draft any more


@pytest.mark.slow
def test_closed_before_the_engine_took_a_message(make: Callable[..., MainWindow], qtbot: QtBot) -> None:
    """What was sent is a draft again, before what was written after it; then it is sent as any other."""
    with Engine() as other:
        other.open_for_writing()
        window = make(ready=False)
        page = chat_page(window)
        say(page, "What is a sail?")
        type_text(page, "And a mast?")
        shut(window)
    again = make()
    page = chat_page(again)
    assert page.session.current.id == 0 and page.composer.text == "What is a sail?\n\nAnd a mast?"
    key(page.composer.writing, Qt.Key.Key_Return)
    answered(qtbot, page)
    assert [turn.role for turn in stored(qtbot, page)] == ["user", "assistant"]
    shut(again)
    assert WindowSettings.load().drafts == {}


def test_closing_before_a_chat_is_loaded_keeps_its_place(
    make: Callable[..., MainWindow], qtbot: QtBot, home: Home
) -> None:
    with Engine() as engine:
        chat = engine.store.add_chat("pirate")
    write_json(home.root / "settings.json", {"chat": chat, "chat_scroll": 300})
    with Engine() as other:
        other.open_for_writing()
        shut(make(ready=False))
    settings = WindowSettings.load()
    assert (settings.chat, settings.chat_scroll) == (chat, 300)


def stored_chat(home: Home, voice: str, *collections: str) -> int:
    """A chat with one message, which is the one that was open last; another persona was chosen last."""
    with Engine() as engine:
        chat = engine.store.add_chat(voice, collections)
        engine.store.add_message(chat, Message(role="user", content="Ahoy"))
    write_json(home.root / "settings.json", {"chat": chat, "persona": "pirate"})
    return chat


@pytest.mark.slow
def test_sent_before_its_chat_is_loaded(make: Callable[..., MainWindow], qtbot: QtBot, home: Home) -> None:
    """The chat's own persona answers, not the one chosen last."""
    chat = stored_chat(home, "professor")
    page = chat_page(make(ready=False))
    say(page, "What is a sail?")
    assert shown(page) == ["What is a sail?", ""] and page.composer.send.text() == "Stop"
    answer = answered(qtbot, page)
    assert answer.name == "Professor" and page.session.current.id == chat
    assert [turn.voice for turn in stored(qtbot, page)] == ["", "", "professor"]
    assert page.composer.send.text() == "Send"


def test_stopped_before_its_chat_is_loaded(make: Callable[..., MainWindow], qtbot: QtBot, home: Home) -> None:
    """The question is kept; nobody answers it."""
    stored_chat(home, "professor")
    page = chat_page(make(ready=False))
    say(page, "What is a sail?")
    click(page.composer.send)
    qtbot.waitUntil(lambda: not page.session.current.running, timeout=WAIT)
    assert [turn.content for turn in stored(qtbot, page)] == ["Ahoy", "What is a sail?"]
    qtbot.waitUntil(lambda: "Stopped." in texts(page.thread_), timeout=WAIT)


def test_chosen_before_its_chat_is_loaded(make: Callable[..., MainWindow], qtbot: QtBot, home: Home) -> None:
    """The choice holds; the chat's documents are kept."""
    chat = stored_chat(home, "professor", "Seamanship")
    page = chat_page(make(ready=False))
    click(page.bar.chips[0])  # the one that is shown meanwhile
    qtbot.waitUntil(lambda: page.session.current.known, timeout=WAIT)
    assert str(page.session.current.blend) == "pirate"
    assert page.session.current.collections == ["Seamanship"]

    def on_disk() -> tuple[str, tuple[str, ...]]:
        found = result(qtbot, page.backend, lambda engine, _: engine.store.chat(chat))
        return found.voice, found.collections

    qtbot.waitUntil(lambda: on_disk() == ("pirate", ("Seamanship",)), timeout=WAIT)


def test_sent_to_a_chat_that_is_gone(make: Callable[..., MainWindow], qtbot: QtBot, home: Home) -> None:
    write_json(home.root / "settings.json", {"chat": 77, "persona": "professor"})
    page = chat_page(make(ready=False))
    say(page, "What is a sail?")
    answer = answered(qtbot, page)
    assert answer.name == "Professor" and page.session.current.id not in (0, 77)
    assert stored(qtbot, page)[0].content == "What is a sail?"


@pytest.mark.slow
def test_what_is_over_leaves_nothing_behind(page: ChatPage, qtbot: QtBot) -> None:
    for question in ("What is a knot?", "And a rope?"):
        say(page, question)
        answered(qtbot, page)
    qtbot.waitUntil(lambda: not page.session.findChildren(Turn), timeout=WAIT)


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


SENT = """
import sys, time
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from desktop.app import make_window
from desktop.settings import WindowSettings
app = QApplication([])
window = make_window(app, WindowSettings.load())
window.backend.start = lambda: None  # the engine takes for ever to open
window.show()
page = window.page("chat")
QTest.keyClicks(page.composer.writing, sys.argv[1])
QTest.keyClick(page.composer.writing, Qt.Key.Key_Return)
until = time.time() + 0.3
while time.time() < until:
    app.processEvents()
print("sent", flush=True)
while True:
    app.processEvents()
"""


def test_killed_before_the_engine_took_a_message(make: Callable[..., MainWindow], home: Home) -> None:
    with subprocess.Popen([sys.executable, "-c", SENT, STORY], stdout=subprocess.PIPE, text=True) as macaw:
        assert macaw.stdout and macaw.stdout.readline() == "sent\n"
        macaw.send_signal(signal.SIGKILL)
    assert chat_page(make()).composer.text == STORY


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
