"""The chat page for everyone: names, large text, right to left, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QSlider, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.pages.chat import ChatPage
from tests.desktop.chat_hands import (
    key,
    make_chat,
    shown,
    wait_for,
)
from tests.desktop.hands import WAIT, find

CTRL = Qt.KeyboardModifier.ControlModifier


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
