"""The conversations at the left, and long ones among them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.pages.chat import ChatPage
from desktop.pages.chat.turn import Turn
from desktop.widgets.toast import Toast
from tests.desktop.chat_hands import (
    STORY,
    Busy,
    answers,
    click_in,
    key,
    make_chat,
    make_many_chats,
    pick,
    say,
    shown,
    speaking,
    type_text,
    wait_for,
)
from tests.desktop.hands import WAIT, click, press

CTRL = Qt.KeyboardModifier.ControlModifier


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
    """Opening such a conversation and streaming into it: the window's thread is never busy for 50 ms."""
    chat = make_chat(qtbot, page.window_, *[LONG for _ in range(40)], voice="plain")
    busy = Busy()
    page.open_chat(chat)
    qtbot.waitUntil(lambda: len(shown(page)) == 30, timeout=WAIT)
    opening = busy.most()
    turn = Turn(page, ["plain"], chat=chat, message=page.session.current.messages[-2].id)
    turn.running = True
    page.session.current.turn = turn
    page.session.changed.emit()
    for n in range(0, len(LONG * 2), 12):
        turn._tell(0, ("text", (LONG * 2)[n : n + 12]))
        qtbot.wait(1)
    streaming = busy.most()
    page.session.current.turn = None
    assert answers(page)[-1].view.plain_text().count("Paragraph 5") == 2
    assert opening < 50 and streaming < 50, (opening, streaming)


def test_no_stall_with_two_thousand_chats(page: ChatPage, qtbot: QtBot) -> None:
    """Nothing that is done with such a list keeps the window's thread busy for 50 ms."""
    busy, took = Busy(), {}

    def step(name: str, act: Callable[[], object], done: Callable[[], bool]) -> None:
        qtbot.wait(50)
        busy.most()
        act()
        qtbot.waitUntil(done, timeout=WAIT)
        qtbot.wait(50)
        took[name] = busy.most()

    def rows() -> int:
        return page.list.model.rowCount()

    view, search = page.list.view, page.list.search
    step("shown", lambda: make_many_chats(qtbot, page.window_, 2000), lambda: rows() > 2000)
    first, last = page.list.model.items[1].chat, page.list.model.items[-1].chat
    step("opened", lambda: click_in(view.viewport(), view.visualRect(view.model().index(1, 0)).center()),
         lambda: page.session.current.id == first)  # fmt: skip
    view.setFocus()
    step("to its end", lambda: key(view, Qt.Key.Key_End), lambda: page.session.current.id == last)
    step("searched", lambda: QTest.keyClicks(search, "rope number 77"), lambda: 0 < rows() < 50)
    step("found again", search.clear, lambda: rows() > 2000)
    step("other names", page.faces.changed.emit, lambda: page.list._call is None)
    pinned = page.list.model.items[-1].chat
    step("pinned", lambda: page.list.pin(pinned, True), lambda: page.list.model.items[1].chat == pinned)
    assert max(took.values()) < 50, took


def test_a_chat_answered_out_of_sight_is_deleted_and_comes_back(page: ChatPage, qtbot: QtBot) -> None:
    """Its answer is stopped; what was written in it comes back with it."""
    other = make_chat(qtbot, page.window_, "elsewhere", "here")
    page.switch_to("plain")
    say(page, STORY)
    qtbot.waitUntil(speaking(page), timeout=WAIT)
    type_text(page, "and then?")
    asked, turn = page.session.current.id, page.session.current.turn
    assert turn is not None
    page.open_chat(other)
    wait_for(qtbot, page, "elsewhere", "here")
    assert turn.running
    page.list.view.setCurrentIndex(page.list.model.index(page.list.model.row_of(asked)))
    page.list.view.setFocus()
    with qtbot.waitSignal(turn.ended, timeout=WAIT):
        page.list._rest.stop()  # or it would be opened
        key(page.list.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.list.model.row_of(asked) < 0, timeout=WAIT)
    assert page.session.current.id == other
    qtbot.waitUntil(lambda: bool(page.window_.findChildren(Toast)), timeout=WAIT)
    (toast,) = page.window_.findChildren(Toast)
    click(toast.undo_button)
    qtbot.waitUntil(lambda: page.list.model.row_of(asked) > 0, timeout=WAIT)
    page.open_chat(asked)
    qtbot.waitUntil(lambda: shown(page)[:1] == [STORY], timeout=WAIT)
    assert page.composer.text == "and then?"
