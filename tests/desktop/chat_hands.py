"""What the tests of the chat page do with it."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.chat import ChatPage
from desktop.pages.chat.answer import Answer
from desktop.pages.chat.rows import AnswerRow, CompareRow, QuestionRow
from desktop.window import MainWindow
from engine.api import Engine, StoredMessage
from engine.types import Message
from tests.desktop.hands import WAIT, result

STORY = "Tell me a very long story about a ship, in many chapters."
_PIRATE = re.compile(r"\b(arrr?|aye|ahoy|matey|yer?|me hearty|o')(?!\w)", re.IGNORECASE)


def sounds_like_a_pirate(text: str) -> bool:
    return len(_PIRATE.findall(text)) >= 1


def chat_page(window: MainWindow) -> ChatPage:
    page = window.page("chat")
    assert isinstance(page, ChatPage)
    return page


def type_text(page: ChatPage, text: str) -> None:
    page.composer.writing.setFocus()
    QTest.keyClicks(page.composer.writing, text)


def say(page: ChatPage, text: str) -> None:
    """Type a message and press Enter."""
    type_text(page, text)
    QTest.keyClick(page.composer.writing, Qt.Key.Key_Return)


def key(
    widget: QWidget, code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(widget, code, modifiers)


def answered(qtbot: QtBot, page: ChatPage) -> Answer:
    """Wait for the end of what is under way; the last answer."""
    qtbot.waitUntil(lambda: not page.session.current.running and bool(answers(page)), timeout=WAIT)
    qtbot.waitUntil(lambda: answers(page)[-1].message is not None, timeout=WAIT)
    qtbot.wait(20)  # new widgets are shown by the event loop
    return answers(page)[-1]


def answers(page: ChatPage) -> list[Answer]:
    return [row.answer for _, row in page.thread_._rows if isinstance(row, AnswerRow)]


def questions(page: ChatPage) -> list[QuestionRow]:
    return [row for _, row in page.thread_._rows if isinstance(row, QuestionRow)]


def comparison(page: ChatPage) -> CompareRow:
    (found,) = [row for _, row in page.thread_._rows if isinstance(row, CompareRow)]
    return found


def shown(page: ChatPage) -> list[str]:
    """The conversation as it is on screen."""
    texts = []
    for _, row in page.thread_._rows:
        if isinstance(row, QuestionRow):
            texts.append(row._text.toPlainText())
        elif isinstance(row, AnswerRow):
            texts.append(row.answer.view.markdown)
    return texts


def wait_for(qtbot: QtBot, page: ChatPage, *contents: str) -> None:
    """Wait until this is the conversation on screen."""
    qtbot.waitUntil(lambda: shown(page) == list(contents), timeout=WAIT)
    qtbot.wait(20)


def stored(qtbot: QtBot, page: ChatPage) -> list[StoredMessage]:
    """The open conversation as it is on disk."""
    id = page.session.current.id
    found: list[StoredMessage] = result(qtbot, page.backend, lambda engine, _: engine.store.conversation(id))
    return found


def speaking(page: ChatPage) -> Callable[[], bool]:
    """Whether the answer under way has begun to be spoken."""
    return lambda: "text" in told(page)


def told(page: ChatPage) -> list[str]:
    """The kinds of events of what is under way, so far."""
    turn = page.session.current.turn
    return [event[0] for _, event in turn.told] if turn else []


def make_chat(qtbot: QtBot, window: MainWindow, *contents: str, voice: str = "pirate") -> int:
    """A stored conversation, without asking a model."""

    def add(engine: Engine, _: object) -> int:
        chat = engine.store.add_chat(voice)
        for n, content in enumerate(contents):
            message = Message(role="assistant" if n % 2 else "user", content=content)
            engine.store.add_message(chat, message, voice=voice if n % 2 else "")
        return chat

    chat: int = result(qtbot, window.backend, add)
    window.backend.chats_changed.emit()
    return chat


def make_many_chats(qtbot: QtBot, window: MainWindow, count: int) -> None:
    """Chats with a title alone, of the last days, in one transaction."""

    def add(engine: Engine, _: object) -> None:
        now = datetime.now(UTC)
        rows = [
            (
                f"How is rope number {n} spliced in wind and räin?",
                ("pirate", "bard", "pirate:0.7+professor:0.3")[n % 3],
                now.isoformat(),
                (now - timedelta(hours=n % 100)).isoformat(),
            )
            for n in range(count)
        ]
        with engine.store._write() as db:
            db.executemany(
                "INSERT INTO chats (title, voice, created, updated, collections) VALUES (?, ?, ?, ?, '[]')",
                rows,
            )

    result(qtbot, window.backend, add)
    window.backend.chats_changed.emit()


class Busy(QObject):
    """How much processor time of its own the window's thread takes between two looks at the event queue.

    The machine may be busy with other things: the clock on the wall says less. What there is already is left
    out of garbage collection, as the app does once it has started.
    """

    def __init__(self) -> None:
        super().__init__()
        gc.freeze()
        self._timer, self._last, self._most = QTimer(self), time.thread_time(), 0.0
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def _tick(self) -> None:
        now = time.thread_time()
        self._most = max(self._most, now - self._last)
        self._last = now

    def most(self) -> float:
        """The longest in milliseconds, since this was asked last."""
        self._tick()
        most, self._most = self._most * 1000, 0.0
        return most


def entry(qtbot: QtBot, name: str, text: str) -> tuple[QMenu, QAction]:
    """The entry called `text` of the open menu called `name`, once it is there."""

    def find() -> tuple[QMenu, QAction] | None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu) and menu.objectName() == name:
            for action in menu.actions():
                if action.text() == text:
                    return menu, action
        return None

    qtbot.waitUntil(lambda: find() is not None, timeout=WAIT)
    found = find()
    assert found
    return found


def pick(qtbot: QtBot, name: str, text: str) -> None:
    """Click an entry of the open menu called `name`."""
    menu, action = entry(qtbot, name, text)
    place = menu.actionGeometry(action).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)


def click_in(widget: QWidget, place: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)


def shut(window: MainWindow) -> None:
    """Close a window and its engine, as when Macaw ends."""
    window.close()
    window.backend.close()
