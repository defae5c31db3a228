"""A real window on a real engine, in a data folder of its own, without a screen."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import make_window
from desktop.pages.chat import ChatPage
from desktop.settings import WindowSettings
from desktop.window import MainWindow
from engine.api import Engine
from engine.paths import Home


@pytest.fixture
def make(
    qtbot: QtBot, qapp: QApplication, home: Home, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., MainWindow]]:
    """Opens windows on the test's data folder; closes them and their engines at the end.

    With `ready=False` the window is handed out at its first frame, before its engine is there.
    """
    windows: list[MainWindow] = []
    monkeypatch.setattr("desktop.backend._GIVES_WAY_S", 0.5)  # nobody here is about to give way

    def open_window(*, ready: bool = True) -> MainWindow:
        settings = WindowSettings.load()
        settings.tour_seen = True
        settings.language = settings.language or "en"  # whatever the language of this computer
        window = make_window(qapp, settings)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        if ready:
            with qtbot.waitSignal(window.backend.ready, timeout=60_000):
                pass
        return window

    yield open_window
    for window in windows:
        window.hide()
        window.remember()
        window.backend.close()  # stops what runs, as at the process's end
        window.backend.deleteLater()  # with what it would still tell the pages
        window.deleteLater()  # or each test restyles the windows of all tests before it
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def window(make: Callable[[], MainWindow]) -> MainWindow:
    """One open window with its engine ready."""
    return make()


@pytest.fixture
def tiny(home: Home, tiny_base: Path) -> Home:
    """The data folder, with a base model that trains in seconds as the default."""
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        engine.make_default("tiny")
    return home


@pytest.fixture
def page(window: MainWindow) -> ChatPage:
    """The chat page of that window; tests of another page have a `page` of their own."""
    from tests.desktop.chat_hands import chat_page

    return chat_page(window)
