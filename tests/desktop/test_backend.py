"""The bridge to the engine: what fails is told, nothing is started twice, and closing ends what runs."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app import _claim, _come_forward
from desktop.backend import Backend, Call
from desktop.closing import WayToClose
from desktop.pages import Page
from desktop.settings import WindowSettings
from desktop.theme import theme
from desktop.widgets.toast import Toast
from desktop.window import MainWindow
from engine.api import Engine
from engine.errors import Cancelled, EngineError, OutOfMemory, WorkerCrashed
from engine.lock import HomeLock
from engine.paths import Home
from engine.types import Message, Sampling
from tests.desktop.hands import WAIT, answering, find, press, result, texts

ROOT = Path(__file__).resolve().parents[2]


def until_stopped(engine: Engine, call: Call) -> None:
    """Work that ends only when it is stopped."""
    while not call.cancel_token.pressed:
        time.sleep(0.01)
    raise Cancelled("Stopped.")


def toasts(window: MainWindow) -> list[str]:
    return [toast.accessibleName() for toast in window.findChildren(Toast) if toast.isVisible()]


def test_what_nobody_handles_is_a_toast(window: MainWindow, qtbot: QtBot) -> None:
    def fail(engine: Engine, call: Call) -> None:
        raise EngineError("The parrot is <b>asleep</b>.", fix="Wake it.")

    window.backend.run(fail)
    qtbot.waitUntil(lambda: toasts(window) == ["The parrot is <b>asleep</b>. Wake it."], timeout=WAIT)


def test_who_handles_it_hears_it_alone_and_stopping_is_no_failure(window: MainWindow, qtbot: QtBot) -> None:
    heard: list[EngineError] = []

    def fail(engine: Engine, call: Call) -> None:
        raise EngineError("No.")

    window.backend.run(fail, failed=heard.append)
    stopped = window.backend.run(until_stopped)
    with qtbot.waitSignal(stopped.ended, timeout=WAIT):
        stopped.cancel()
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=WAIT)
    assert toasts(window) == []


def test_an_unexpected_exception_is_logged_with_where_it_came_from(
    window: MainWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[EngineError] = []
    window.backend.run(lambda engine, call: {}["seed"], failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=WAIT)
    assert "KeyError" in heard[0].cause and heard[0].log == "window"
    assert "test_backend.py" in caplog.text and "KeyError" in caplog.text


def test_closing_stops_what_runs_and_frees_the_folder_last(
    window: MainWindow, home: Home, qtbot: QtBot
) -> None:
    held: list[bool] = []

    def work(engine: Engine, call: Call) -> None:
        while not call.cancel_token.pressed:
            time.sleep(0.01)
        time.sleep(0.3)  # as a checkpoint that is being saved
        held.append(engine._lock._lock.is_locked)

    call = window.backend.run(work)
    qtbot.waitUntil(lambda: call._cancel is not None, timeout=WAIT)
    window.backend.close()
    assert held == [True]
    assert HomeLock(home).acquire()


@pytest.mark.slow
@pytest.mark.parametrize("page", ["library", "train"])
def test_a_folder_in_use_is_said_on_every_page_until_it_is_free(
    make: Callable[..., MainWindow], home: Home, qtbot: QtBot, page: str
) -> None:
    settings = WindowSettings.load()
    settings.page = page
    settings.save()
    with Engine(home.root) as other:
        other.open_for_writing()
        window = make(ready=False)
        with qtbot.waitSignal(window.backend.failed, timeout=WAIT):
            pass
        qtbot.waitUntil(lambda: "Another Macaw is working" in texts(window), timeout=WAIT)
        with qtbot.waitSignal(window.backend.failed, timeout=WAIT):
            press(window, "Retry")
        qtbot.waitUntil(lambda: texts(window).count("Another Macaw is working") == 1, timeout=WAIT)
    with qtbot.waitSignal(window.backend.ready, timeout=WAIT):
        press(window, "Retry")
        window.backend.start()  # a second click makes no second engine
    qtbot.waitUntil(lambda: "Another Macaw" not in texts(window), timeout=WAIT)


def test_a_mistake_while_opening_is_told_too(home: Home, qtbot: QtBot) -> None:
    def trip(engine: Engine) -> None:
        raise ZeroDivisionError("of all things")

    backend = Backend(prepare=trip)
    with qtbot.waitSignal(backend.failed, timeout=WAIT) as told:
        backend.start()
    assert "of all things" in told.args[0].cause
    assert HomeLock(home).acquire()
    backend.close()


def test_an_unsaved_page_keeps_the_window_open(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    agreed = [False]
    monkeypatch.setattr(type(window.open("models")), "may_close", lambda self: agreed[0], raising=False)
    assert not window.close() and window.isVisible()
    agreed[0] = True
    assert window.close()
    assert Page.may_close(window.page("chat"))


def error_box(window: MainWindow, error: EngineError) -> QWidget:
    from desktop.widgets.basic import ErrorBox

    box = ErrorBox(error)
    box.setParent(window)
    box.adjustSize()
    box.show()
    return box


def test_memory_errors_offer_to_free_memory(window: MainWindow, qtbot: QtBot) -> None:
    hello = [Message(role="user", content="Hi")]
    result(
        qtbot,
        window.backend,
        lambda engine, call: engine.reply(hello, engine.voice("plain"), sampling=Sampling(max_tokens=1)),
    )
    box = error_box(window, OutOfMemory("There is not enough memory."))
    press(box, "Free memory")
    qtbot.waitUntil(
        lambda: any("MB of memory is free again." in text for text in toasts(window)), timeout=WAIT
    )
    assert window.backend._engine and window.backend._engine._chat._worker.pid is None
    press(box, "Free memory")
    qtbot.waitUntil(lambda: toasts(window) == ["There was nothing to free."], timeout=WAIT)


def test_a_crash_shows_its_log(window: MainWindow, home: Home, qtbot: QtBot) -> None:
    home.logs.mkdir(exist_ok=True)
    for name in ("chat", "library", "zebra"):
        (home.logs / f"{name}.log").write_text(f"last words of {name}\n")
    crash = WorkerCrashed("The library worker crashed.", log=str(home.logs / "library.log"))
    press(error_box(window, crash), "Show log")
    logs = window.show_settings().sections["logs"]
    qtbot.waitUntil(lambda: logs.text.toPlainText() == "last words of library\n", timeout=WAIT)  # type: ignore[attr-defined]
    assert logs.isVisible()


def training(window: MainWindow, qtbot: QtBot, chosen: list[str]) -> Call:
    """Something under way that asks before the window closes."""
    call = window.backend.run(until_stopped)

    def stop(how: str) -> None:
        chosen.append(how)
        call.cancel()

    window.jobs.add(
        "Training <b>Sailor</b>",
        call,
        lambda: window.open("train"),
        closing=lambda: [
            WayToClose("Pause and close", lambda: stop("pause"), "Saving, then Macaw closes."),
            WayToClose("Discard", lambda: stop("discard"), "Discarding, then Macaw closes."),
        ],
    )
    return call


@pytest.mark.parametrize("how", ["Pause and close", "Discard"])
def test_closing_asks_what_becomes_of_a_training(window: MainWindow, qtbot: QtBot, how: str) -> None:
    chosen: list[str] = []
    training(window, qtbot, chosen)
    answering("Stay")
    assert not window.close() and chosen == []
    answering(how)
    assert not window.close()
    qtbot.waitUntil(window.isHidden, timeout=WAIT)
    assert chosen == [how.split()[0].lower()]


def another_start(name: str) -> subprocess.Popen[str]:
    """A second Macaw that asks the first to come forward, and prints whether there is one."""
    script = f"from desktop.app import _show_other_instance; print(_show_other_instance({name!r}))"
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("by", ["button", "another start"])
def test_closing_can_be_called_off(window: MainWindow, qtbot: QtBot, by: str) -> None:
    call = window.backend.run(until_stopped)
    ways = [WayToClose("Pause and close", lambda: None, "Saving <b>Sailor</b>, then Macaw closes.")]
    window.jobs.add("Training Sailor", call, lambda: None, closing=lambda: ways)
    answering("Pause and close")
    assert not window.close()
    qtbot.waitUntil(lambda: "Saving <b>Sailor</b>, then Macaw closes." in texts(window), timeout=WAIT)
    assert not window.close() and window.isVisible()  # asked once is enough
    if by == "button":
        press(window, "Don't close")
    else:
        server = _claim("macaw-test-closing")
        assert server
        server.newConnection.connect(lambda: _come_forward(server, window))
        start = another_start("macaw-test-closing")
        qtbot.waitUntil(lambda: start.poll() is not None, timeout=WAIT)
        assert start.communicate()[0] == "True\n"
        server.close()
    qtbot.waitUntil(lambda: "then Macaw closes" not in texts(window), timeout=WAIT)
    with qtbot.waitSignal(call.ended, timeout=WAIT):
        call.cancel()
    qtbot.wait(100)
    assert window.isVisible() and not window.jobs.jobs


def test_a_start_that_an_ending_macaw_does_not_answer_begins_anew() -> None:
    server = _claim("macaw-test-ending")
    assert server
    start = another_start("macaw-test-ending")
    assert server.waitForNewConnection(WAIT)  # it has asked; nobody looks any more
    server.close()
    server.deleteLater()
    assert start.communicate(timeout=60)[0] == "False\n"


def test_a_start_waits_for_a_macaw_that_ends(
    make: Callable[..., MainWindow], home: Home, qtbot: QtBot
) -> None:
    other = Engine(home.root)
    other.open_for_writing()
    window = make(ready=False)
    with qtbot.waitSignal(window.backend.ready, timeout=WAIT):
        threading.Timer(0.5, other.close).start()


def test_all_jobs_are_listed_and_each_can_be_stopped(window: MainWindow, qtbot: QtBot) -> None:
    calls = [window.backend.run(until_stopped) for _ in range(3)]
    for number, call in enumerate(calls):
        window.jobs.add(f"Job {number}", call, lambda: None)
    press(window.jobs, "Show all 3 jobs")
    listed = window.jobs._list
    qtbot.waitUntil(listed.isVisible, timeout=WAIT)
    assert [row._title.text() for row in listed._rows] == ["Job 2", "Job 1", "Job 0"]
    press(listed, "Stop: Job 0")
    qtbot.waitUntil(lambda: [job.title for job in window.jobs.jobs] == ["Job 1", "Job 2"], timeout=WAIT)
    assert listed.isVisible()
    QTest.keyClick(listed, Qt.Key.Key_Escape)
    assert not listed.isVisible()
    press(window.jobs, "Stop: Job 2")
    qtbot.waitUntil(lambda: len(window.jobs.jobs) == 1, timeout=WAIT)
    assert not calls[1]._pressed


def test_the_bar_gives_way_to_large_text(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(window.minimumSize())
    call = window.backend.run(until_stopped)
    job = window.jobs.add(
        "Adding <b>a collection with a very long name</b> to the library", call, lambda: None
    )
    job.progress(0.5, "12 of 345 files · reading a file with a very long name.pdf")
    theme.apply("light", 2.0)
    try:
        qtbot.waitUntil(lambda: window.jobs.height() > 60, timeout=WAIT)
        title = window.jobs._row._title
        assert title.height() >= title.fontMetrics().height()
        qtbot.waitUntil(lambda: "&lt;b&gt;" in title.toolTip(), timeout=WAIT)
        for button in (find(window.jobs, f"Show: {job.title}"), find(window.jobs, f"Stop: {job.title}")):
            assert button.width() >= button.sizeHint().width()
            assert window.jobs.rect().contains(button.mapTo(window.jobs, button.rect().bottomRight()))
    finally:
        theme.apply("light")
