"""The message with Undo: where it is, how long it stays, and Ctrl+Z."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.chat import ChatPage
from desktop.widgets.toast import Toast
from tests.desktop.chat_hands import key, make_chat, wait_for
from tests.desktop.hands import WAIT, texts

CTRL = Qt.KeyboardModifier.ControlModifier


def toasts(page: ChatPage) -> list[Toast]:
    return [toast for toast in page.window_.findChildren(Toast) if toast.isVisible()]


def focus(widget: QWidget, qtbot: QtBot) -> None:
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus, timeout=WAIT)


def in_window(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_ctrl_z_brings_an_open_chat_back_and_opens_it(page: ChatPage, qtbot: QtBot) -> None:
    """Also from the field in which one writes, as long as there is nothing in it to take back."""
    title = "A title that is far too long for one line of any message at the edge"
    chat = make_chat(qtbot, page.window_, title, "first answer")
    page.open_chat(chat)
    wait_for(qtbot, page, title, "first answer")
    qtbot.waitUntil(lambda: page.list.model.row_of(chat) > 0, timeout=WAIT)
    page.list._delete(chat)
    qtbot.waitUntil(lambda: len(toasts(page)) == 1, timeout=WAIT)
    assert "one li…” was deleted." in texts(toasts(page)[0])
    focus(page.composer.writing, qtbot)
    QTest.keyClicks(page.composer.writing, "my thought")
    key(page.composer.writing, Qt.Key.Key_Z, CTRL)
    assert page.composer.text == "" and len(toasts(page)) == 1  # what was written was taken back
    key(page.composer.writing, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.session.current.id == chat, timeout=WAIT)
    assert not toasts(page)


def test_it_covers_nothing(page: ChatPage, qtbot: QtBot) -> None:
    undone: list[int] = []
    for n in range(3):
        Toast(page, f"Gone {n}", lambda n=n: undone.append(n))
    Toast(page, "A word. " * 60)
    Toast(page, "Saved.")
    qtbot.wait(50)
    shown = toasts(page)
    assert [toast.accessibleName() for toast in shown] == ["Gone 2", "Saved."]
    kinds = (QAbstractButton, QPlainTextEdit)
    controls = [w for kind in kinds for w in page.window_.findChildren(kind) if w.isVisible()]
    for toast in shown:
        for control in controls:
            assert toast.isAncestorOf(control) or not in_window(toast).intersects(in_window(control))
    assert not in_window(shown[0]).intersects(in_window(shown[1]))
    focus(page.composer.writing, qtbot)
    key(page.composer.writing, Qt.Key.Key_Z, CTRL)
    assert undone == [2]
    toasts(page)[0].expire()
    qtbot.waitUntil(lambda: not toasts(page), timeout=WAIT)


def test_it_stays_while_the_keyboard_is_on_it(page: ChatPage, qtbot: QtBot) -> None:
    ended: list[bool] = []
    toast = Toast(page, "Gone", lambda: None, lambda: ended.append(True), seconds=0.3)
    focus(toast.undo_button, qtbot)
    qtbot.wait(1000)
    assert not ended and toast.isVisible()
    focus(page.composer.writing, qtbot)
    qtbot.waitUntil(lambda: ended == [True], timeout=WAIT)
