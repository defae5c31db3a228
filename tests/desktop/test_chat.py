"""The chat page by real keys and clicks, on the real engine and the starter model: the first minute, who speaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.pages.chat import ChatPage
from desktop.window import MainWindow
from tests.desktop.chat_hands import (
    answered,
    answers,
    chat_page,
    key,
    pick,
    say,
    shown,
    sounds_like_a_pirate,
    stored,
)
from tests.desktop.hands import WAIT, click, press

CTRL = Qt.KeyboardModifier.ControlModifier


# The first minute


@pytest.mark.slow
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
    figures = " ".join(shown.text() for shown in answer.figures)
    assert "tokens/s" in figures and "of 4,096 tokens" in figures
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2, timeout=WAIT)
    assert [item.title for item in page.list.model.items] == ["Today", "How do I make a good cup of tea?"]


@pytest.mark.slow
def test_a_suggestion_is_asked_by_one_click(page: ChatPage, qtbot: QtBot) -> None:
    assert "pirate" in page.welcome.suggestions[0].title.text()
    click(page.welcome.suggestions[1])
    answer = answered(qtbot, page)
    assert answer.name == "Professor" and stored(qtbot, page)[1].voice == "professor"
    assert not page.welcome.isVisible()


# Who speaks


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_strength_slider_changes_the_answer(page: ChatPage, qtbot: QtBot) -> None:
    (strength,) = page.bar.sliders
    strength.slider.setFocus()
    key(strength.slider, Qt.Key.Key_Home)
    assert str(page.session.current.blend) == "pirate:0"
    say(page, "What is the capital of France?")
    plain = answered(qtbot, page)
    assert not sounds_like_a_pirate(plain.view.plain_text()), plain.view.plain_text()
    for _ in range(20):
        key(page.bar.sliders[0].slider, Qt.Key.Key_Right)  # of now: a bar that is shown anew has others
    assert str(page.session.current.blend) == "pirate"
    press(page.list, "New conversation")
    say(page, "What is the capital of France?")
    strong = answered(qtbot, page)
    assert sounds_like_a_pirate(strong.view.plain_text()), strong.view.plain_text()


@pytest.mark.slow
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
