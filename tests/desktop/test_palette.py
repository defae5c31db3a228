"""The command palette by keys, in a real window with real chats and collections."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.palette import Palette
from desktop.palette.commands import settings_commands, window_commands
from desktop.palette.fuzzy import Match, fold, match, searchable
from desktop.theme import theme
from desktop.window import MainWindow
from engine.paths import Home, write_json
from engine.types import Message
from tests.desktop.chat_hands import Busy, make_many_chats
from tests.desktop.hands import texts
from tests.desktop.past_runs import saved_run

WAIT = 60_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def starts_on_settings(home: Home) -> None:
    write_json(home.root / "settings.json", {"page": "settings", "theme": "light"})


def open_palette(window: MainWindow, qtbot: QtBot) -> Palette:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert palette is not None and palette.isVisible()
    qtbot.waitUntil(palette.field.hasFocus, timeout=WAIT)
    return palette


def titles(palette: Palette) -> list[str]:
    return [palette.model.index(row).data() for row in range(palette.model.rowCount())]


def found(query: str, text: str, words: str = "") -> Match | None:
    return match(fold(query).split(), searchable(text, words))


def chosen(palette: Palette) -> str:
    return str(palette.list.currentIndex().data())


def test_keys_choose_a_command_and_escape_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    before = window.findChild(QWidget, "nav-models")
    assert before is not None
    window.activateWindow()
    before.setFocus()
    palette = open_palette(window, qtbot)
    assert titles(palette)[:2] == ["Commands", "New chat"] and chosen(palette) == "New chat"
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    qtbot.waitUntil(before.hasFocus, timeout=WAIT)

    palette = open_palette(window, qtbot)
    qtbot.keyClicks(palette.field, "opmod")
    assert chosen(palette) == "Open Models"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible() and window.settings.page == "models"


def test_arrows_skip_headings_and_go_round(window: MainWindow, qtbot: QtBot) -> None:
    palette = open_palette(window, qtbot)
    headings = {"Commands", "Personas", "Models", "Settings"}
    personas = {"Pirate", "Professor", "Bard", "Plain"}
    qtbot.waitUntil(lambda: headings | personas <= set(titles(palette)), timeout=WAIT)  # they come one by one
    lines = titles(palette)
    assert lines.index("Pirate") < lines.index("Settings")
    seen = []
    for _ in range(len(lines) - len(headings)):
        seen.append(chosen(palette))
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert seen == [line for line in lines if line not in headings]
    assert chosen(palette) == seen[0]
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert chosen(palette) == seen[-1]
    qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert chosen(palette) != seen[-1]
    qtbot.keyClicks(palette.field, "qqqq")
    assert palette.nothing.isVisible() and "qqqq" in palette.nothing.text()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_chats_personas_and_collections_are_found(window: MainWindow, qtbot: QtBot) -> None:
    made: list[int] = []

    def prepare(engine: object, call: object) -> int:
        from engine.api import Engine

        assert isinstance(engine, Engine)
        chat = engine.store.add_chat("bard")
        engine.store.add_message(chat, Message(role="user", content="Über Anna's birthday toast"))
        engine.create_collection("Tax papers")
        return chat

    window.backend.run(prepare, done=made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=WAIT)
    palette = open_palette(window, qtbot)
    qtbot.waitUntil(lambda: "Tax papers" in titles(palette), timeout=WAIT)
    qtbot.keyClicks(palette.field, "uber toast")
    assert titles(palette) == ["Chats", "Über Anna's birthday toast"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.settings.page == "chat"
    page = window.page("chat")
    qtbot.waitUntil(lambda: page.session.current.id == made[0], timeout=WAIT)  # type: ignore[attr-defined]
    # The page is new and the engine was ready before it: its list is filled all the same.
    qtbot.waitUntil(lambda: page.list.view.model().rowCount() > 0, timeout=WAIT)  # type: ignore[attr-defined]

    palette = open_palette(window, qtbot)
    qtbot.keyClicks(palette.field, "professor")
    assert chosen(palette) == "Professor"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert str(page.session.current.blend) == "professor"  # type: ignore[attr-defined]

    palette = open_palette(window, qtbot)
    qtbot.keyClicks(palette.field, "tax")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    library = window.page("library")
    qtbot.waitUntil(lambda: library.isVisible() and library.current == "Tax papers", timeout=WAIT)  # type: ignore[attr-defined]


def test_the_theme_and_the_text_size_change_at_once(window: MainWindow, qtbot: QtBot) -> None:
    try:
        for typed, check in (
            ("dark", lambda: theme.dark and window.settings.theme == "dark"),
            ("light", lambda: not theme.dark),
            ("larger", lambda: theme.scale == pytest.approx(1.1)),
            ("smaller", lambda: theme.scale == pytest.approx(1.0)),
            ("privacy", lambda: window.settings.page == "settings"),
        ):
            palette = open_palette(window, qtbot)
            qtbot.keyClicks(palette.field, typed)
            qtbot.keyClick(palette.field, Qt.Key.Key_Return)
            assert check(), typed
    finally:
        theme.apply("light", 1.0)


def test_every_command_has_a_title_and_a_sign(window: MainWindow) -> None:
    for command in [*window_commands(window), *settings_commands(window)]:
        assert command.title and command.icon and callable(command.run)


def test_runs_and_models_are_found(make: Callable[..., MainWindow], qtbot: QtBot, home: Home) -> None:
    saved_run(home, "sailor", "2026-10-01T10:00:00+00:00", [2.0, 1.5, 1.0])
    window = make()
    palette = open_palette(window, qtbot)
    qtbot.waitUntil(lambda: {"Training runs", "Models"} <= set(titles(palette)), timeout=WAIT)
    qtbot.keyClicks(palette.field, "train sailor")
    assert titles(palette) == ["Training runs", "Sailor"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    train = window.show_train()
    qtbot.waitUntil(lambda: train.path.isVisible() and "Sailor" in texts(train.path), timeout=WAIT)

    palette = open_palette(window, qtbot)
    qtbot.keyClicks(palette.field, "smollm2")
    assert titles(palette)[0] == "Models"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.settings.page == "models"


def test_what_had_the_focus_is_gone(window: MainWindow, qtbot: QtBot) -> None:
    """Its card was rebuilt meanwhile: the command is run all the same."""
    window.activateWindow()
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    palette = open_palette(window, qtbot)
    assert palette._back is field
    delete(field)
    qtbot.keyClicks(palette.field, "opmod")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible() and window.settings.page == "models"


def test_no_stall_with_two_thousand_chats(window: MainWindow, qtbot: QtBot) -> None:
    """No key keeps the window's thread busy for 50 ms."""
    make_many_chats(qtbot, window, 2000)
    palette = open_palette(window, qtbot)  # the first time it is made
    palette.close_()
    busy, took = Busy(), {}
    open_palette(window, qtbot)
    qtbot.waitUntil(lambda: len(palette._found) > 2000, timeout=WAIT)
    qtbot.wait(50)
    took["open"] = busy.most()
    for typed in "rope 77":
        qtbot.keyClicks(palette.field, typed)
        qtbot.wait(50)
        took[palette.field.text()] = busy.most()
    assert "77" in chosen(palette)
    assert max(took.values()) < 50, took


def test_it_opens_fast_and_a_click_beside_it_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    open_palette(window, qtbot).close_()  # the first time its modules are imported
    times = []
    for _ in range(5):
        began = time.thread_time()  # its own work: the machine may be busy
        qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
        palette = window.findChild(Palette)
        assert palette is not None and palette.isVisible()
        palette.repaint()
        QApplication.processEvents()
        times.append(time.thread_time() - began)
        palette.close_()
    assert sorted(times)[2] < 0.05, times
    palette = open_palette(window, qtbot)
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert not palette.isVisible()


@pytest.mark.parametrize(
    "query,text,words,fits",
    [
        ("opmod", "Open Models", "", True),
        ("zur uber", "Über Zürich", "", True),
        ("theme", "Larger text", "", False),
        ("zoom", "Larger text", "text size font zoom", True),
        ("ab", "a long way to b", "", True),
        ("models open", "Open Models", "", True),
        ("xyz", "extra days on hazel", "", False),
        ("", "Anything", "", True),
    ],
)
def test_fuzzy(query: str, text: str, words: str, fits: bool) -> None:
    assert (found(query, text, words) is not None) == fits


def test_fuzzy_prefers_beginnings_and_marks_letters() -> None:
    first, second = found("pa", "Palette"), found("pa", "Open Settings page")
    third = found("pa", "Compact")
    assert first and second and third and first.score > second.score > third.score
    assert second.places == {14, 15}
    assert len(fold("İstanbul ﬁx ß")) == len("İstanbul ﬁx ß")
