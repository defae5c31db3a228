"""The first-run tour: shown once, by itself, led by keys, and no obstacle for who wants to type."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from desktop.app import make_window
from desktop.settings import WindowSettings
from desktop.tour import Tour
from desktop.window import MainWindow
from engine.paths import Home

WAIT = 60_000
First = Callable[[], MainWindow]


@pytest.fixture
def first_start(qtbot: QtBot, qapp: QApplication, home: Home) -> Iterator[First]:
    """Starts Macaw as on its first day: nothing says that the tour was seen."""
    windows: list[MainWindow] = []

    def start() -> MainWindow:
        settings = WindowSettings.load()
        settings.language = "en"
        window = make_window(qapp, settings)
        windows.append(window)
        with qtbot.waitSignal(window.backend.ready, timeout=WAIT):
            window.show()
            qtbot.waitExposed(window)
            window.activateWindow()
        return window

    yield start
    for window in windows:
        window.close()
        window.backend.close()


def shown(window: MainWindow) -> Tour | None:
    found = [tour for tour in window.findChildren(Tour) if tour.isVisible()]
    assert len(found) <= 1
    return found[0] if found else None


def wait_for_tour(window: MainWindow, qtbot: QtBot) -> Tour:
    qtbot.waitUntil(lambda: shown(window) is not None, timeout=WAIT)
    tour = shown(window)
    assert tour is not None
    return tour


def in_place(tour: Tour) -> bool:
    """Inside the window, and beside what it points at, not upon it."""
    window, target = tour.window(), tour._target
    assert target is not None
    box = QRect(target.mapTo(window, QPoint()), target.size())
    body = tour.geometry().adjusted(10, 10, -10, -10)  # without the arrow's room
    return window.rect().contains(body) and not body.intersects(box)


@pytest.mark.slow
def test_it_comes_by_itself_is_led_by_keys_and_never_comes_again(first_start: First, qtbot: QtBot) -> None:
    window = first_start()
    tour = wait_for_tour(window, qtbot)
    assert tour.next_button.hasFocus()
    titles = []
    for keys in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Return):
        titles.append(tour.title.text())
        assert in_place(tour), tour.title.text()
        qtbot.keyClick(QApplication.focusWidget() or tour, keys)
    assert titles == [
        "Choose who answers", "Ask anything", "Teach a voice of your own", "Answer from your documents",
    ]  # fmt: skip
    assert shown(window) is None
    assert window.page("chat").composer.writing.hasFocus()  # type: ignore[attr-defined]
    window.close()
    window.backend.close()
    assert json.loads(window.settings.file.read_text())["tour_seen"] is True

    again = first_start()
    qtbot.wait(1500)
    assert shown(again) is None


def test_back_and_escape(first_start: First, qtbot: QtBot) -> None:
    window = first_start()
    tour = wait_for_tour(window, qtbot)
    assert not tour.back_button.isVisible()
    qtbot.mouseClick(tour.next_button, Qt.MouseButton.LeftButton)
    assert tour.title.text() == "Ask anything"
    qtbot.keyClick(tour.next_button, Qt.Key.Key_Left)
    assert tour.title.text() == "Choose who answers"
    window.page("chat").composer.writing.setFocus()  # type: ignore[attr-defined]
    qtbot.keyClick(window.page("chat").composer.writing, Qt.Key.Key_Escape)  # type: ignore[attr-defined]
    assert shown(window) is None and window.settings.tour_seen


def test_skip_by_mouse(first_start: First, qtbot: QtBot) -> None:
    window = first_start()
    qtbot.mouseClick(wait_for_tour(window, qtbot).skip_button, Qt.MouseButton.LeftButton)
    assert shown(window) is None


def test_who_types_types_to_the_pirate(first_start: First, qtbot: QtBot) -> None:
    window = first_start()
    tour = wait_for_tour(window, qtbot)
    qtbot.keyClicks(tour.next_button, "A")
    writing = window.page("chat").composer.writing  # type: ignore[attr-defined]
    qtbot.waitUntil(writing.hasFocus, timeout=WAIT)
    qtbot.keyClicks(writing, "hoy")
    assert writing.toPlainText() == "Ahoy" and shown(window) is tour


@pytest.mark.slow
def test_who_is_writing_already_is_not_interrupted(first_start: First, qtbot: QtBot) -> None:
    window = first_start()
    writing = window.page("chat").composer.writing  # type: ignore[attr-defined]
    qtbot.keyClicks(writing, "How do I")
    qtbot.wait(1500)
    assert shown(window) is None and not window.settings.tour_seen and writing.toPlainText() == "How do I"


def test_it_goes_when_a_message_is_sent(first_start: First, qtbot: QtBot) -> None:
    window = first_start()
    tour = wait_for_tour(window, qtbot)
    qtbot.keyClicks(tour.next_button, "T")
    writing = window.page("chat").composer.writing  # type: ignore[attr-defined]
    qtbot.keyClicks(writing, "ea?")
    qtbot.keyClick(writing, Qt.Key.Key_Return)
    assert shown(window) is None and writing.toPlainText() == ""


def test_missing_widgets_are_left_out(first_start: First, qtbot: QtBot) -> None:
    window = first_start()
    wait_for_tour(window, qtbot).end()
    window.page("chat").bar.hide()  # type: ignore[attr-defined]
    library = window.findChild(QToolButton, "nav-library")
    assert library is not None
    library.hide()
    window.start_tour()
    tour = wait_for_tour(window, qtbot)
    assert tour.title.text() == "Ask anything" and "2" in tour._count.text()
    qtbot.keyClick(tour.next_button, Qt.Key.Key_Right)
    assert tour.title.text() == "Teach a voice of your own" and tour.next_button.text() == "Done"
    qtbot.keyClick(tour.next_button, Qt.Key.Key_Return)
    assert shown(window) is None


def test_it_follows_the_window_and_ends_with_its_pages(first_start: First, qtbot: QtBot) -> None:
    window = first_start()
    tour = wait_for_tour(window, qtbot)
    window.resize(900, 560)
    qtbot.waitUntil(lambda: in_place(tour), timeout=WAIT)
    window.open("models")  # the chips are gone, the rail is still there
    qtbot.waitUntil(lambda: tour.title.text() == "Teach a voice of your own", timeout=WAIT)
    assert in_place(tour)
