"""The chat page for everyone: names, large text, right to left, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QSlider, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.chat import ChatPage
from desktop.pages.chat.persona_chip import PersonaChip
from engine.types import Persona
from tests.desktop.chat_hands import (
    key,
    make_chat,
    pick,
    shown,
    wait_for,
)
from tests.desktop.hands import WAIT, click, find, result

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


def test_large_text_in_a_low_window_leaves_room_to_read(page: ChatPage, qtbot: QtBot) -> None:
    from desktop.theme import theme

    window = page.window_
    page.open_chat(make_chat(qtbot, window, "hello", "there"))
    wait_for(qtbot, page, "hello", "there")
    row = page.list.model.row_of(page.session.current.id)
    index = page.list.model.index(row)
    before = page.list.view.visualRect(index).height()
    window.resize(760, 520)
    theme.apply("light", 2.0)
    try:
        page.composer.set_text("one\ntwo\nthree\nfour\nfive")
        qtbot.waitUntil(lambda: page.thread_.height() >= 0.4 * window.height(), timeout=2000)
        assert [chip.face.name for chip in page.bar.chips] == ["Pirate"]
        click(page.bar._more)
        pick(qtbot, "more", "Bard")
        assert [chip.face.name for chip in page.bar.chips] == ["Bard"]
        qtbot.wait(50)
        assert page.thread_.height() >= 0.4 * window.height()
    finally:
        theme.apply("light", 1.0)
        window.resize(1280, 800)
    qtbot.waitUntil(lambda: len(page.bar.chips) == 4, timeout=WAIT)
    qtbot.waitUntil(lambda: page.list.view.visualRect(index).height() == before, timeout=2000)


def test_the_hint_is_painted_at_once(page: ChatPage, qtbot: QtBot) -> None:
    page.composer.writing.setFocus()
    qtbot.wait(100)
    seen = page.composer.writing.grab().toImage()
    page.switch_to("bard")
    paints: list[bool] = []

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            paints.extend([True] * (event.type() == QEvent.Type.Paint))
            return False

    eye = Eye()
    page.composer.writing.viewport().installEventFilter(eye)
    page.switch_to("professor")
    qtbot.waitUntil(lambda: bool(paints), timeout=300)  # before the cursor blinks
    assert page.composer.writing.grab().toImage() != seen


def test_a_chip_shows_focus_and_choice_differently(page: ChatPage, qtbot: QtBot) -> None:
    page.window_.activateWindow()

    def look(chip: PersonaChip, focused: QWidget) -> tuple[str, str]:
        """The colours of its left edge, and of what is between face and name."""
        focused.setFocus()
        qtbot.waitUntil(focused.hasFocus, timeout=WAIT)
        image = chip.grab().toImage()
        edge = image.pixelColor(0, image.height() // 2)
        return edge.name(), image.pixelColor(image.height() - 2, image.height() // 2).name()

    chosen, other = page.bar.chips[:2]
    writing = page.composer.writing
    plain = (look(chosen, writing), look(other, writing))
    focused = (look(chosen, chosen), look(other, other))
    assert focused[0][0] == focused[1][0] not in (plain[0][0], plain[1][0])  # one ring for both
    assert plain[0][1] == focused[0][1] != focused[1][1] == plain[1][1]  # the colour of who speaks


def test_a_long_name_is_elided(page: ChatPage, qtbot: QtBot) -> None:
    name = "The Most Honourable and Verbose Duke of Somewhere Else"
    long = Persona(id="duke", name=name, system_prompt="Be brief.")
    result(qtbot, page.backend, lambda engine, _: engine.create_persona(long))
    page.backend.personas_changed.emit()
    qtbot.waitUntil(lambda: page.faces.has("duke"), timeout=WAIT)
    chip = next(chip for chip in page.bar.chips if chip.face.id == "duke")
    assert chip.accessibleName() == name and name in chip.toolTip()
    assert chip.sizeHint().width() < chip.fontMetrics().horizontalAdvance(name)


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
