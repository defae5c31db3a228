"""The Models page, by mouse and keys, on the real catalogue."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.pages.models.card import ModelCard
from desktop.pages.models.page import ModelsPage
from desktop.settings import WindowSettings
from desktop.widgets.basic import ErrorBox
from desktop.window import MainWindow
from engine.models.catalogue import STARTER
from engine.paths import Home
from engine.types import Persona
from tests.desktop.hands import WAIT, drop, find, press, result, settled, texts
from tests.engine.engine_files import put_persona, random_adapter


@pytest.fixture
def tiny(tiny_base: Path, tmp_path: Path) -> Path:
    """A second base model's file."""
    return Path(shutil.copyfile(tiny_base, tmp_path / "Tiny-Instruct.gguf"))


@pytest.fixture
def page(make: Callable[[], MainWindow], home: Home, qtbot: QtBot) -> ModelsPage:
    settings = WindowSettings.load()
    settings.page = "models"
    settings.save()
    made = make().page("models")  # opened, as it was when the window was closed
    assert isinstance(made, ModelsPage)
    qtbot.waitUntil(lambda: made.card(STARTER) is not None, timeout=WAIT)
    return made


def card(page: ModelsPage, qtbot: QtBot, id: str, says: str = "") -> ModelCard:
    """The card of a model, once it is there (and says something)."""
    qtbot.waitUntil(lambda: (c := page.card(id)) is not None and says in texts(c), timeout=WAIT)
    shown = page.card(id)
    assert shown is not None
    return shown


def add(page: ModelsPage, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    press(page, "Add a model…")
    qtbot.waitUntil(lambda: page.adding is None, timeout=WAIT)


def test_the_starter_and_how_to_get_more(page: ModelsPage, qtbot: QtBot) -> None:
    shown = card(page, qtbot, STARTER)
    said = texts(shown)
    assert "SmolLM2 135M Instruct" in said and "Default" in said
    assert "135 M parameters · Q4_1 · 98.4 MB · context of 8,192 tokens" in said
    assert "Fits here" in said and "free memory" in said
    assert "Needed by" in said and "Pirate" in said and ".gguf" in said
    assert "Add another base model" in texts(page) and "Macaw never downloads by itself." in texts(page)
    assert not [b for b in shown.findChildren(type(find(page, "Add a model…"))) if b.text() == "Remove…"]


def test_a_model_is_added_made_the_default_and_removed(
    page: ModelsPage, qtbot: QtBot, tiny: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(page, qtbot, tiny, monkeypatch)
    shown = card(page, qtbot, "tiny-instruct", "No persona needs it.")
    assert "F16" in texts(shown) and str(tiny) in texts(shown)
    press(shown, f"Make {shown.entry.info.name} the default")  # type: ignore[union-attr]
    shown = card(page, qtbot, "tiny-instruct", "Default")
    assert "Default" not in texts(card(page, qtbot, STARTER)).splitlines()
    assert result(qtbot, page.backend, lambda engine, call: engine.voice("plain").model.id) == "tiny-instruct"

    before = settled(qtbot, home.models)
    press(shown, f"Remove {shown.entry.info.name}")  # type: ignore[union-attr]
    assert "Its file stays on the disk." in texts(shown)
    press(shown, "Keep it")
    assert settled(qtbot, home.models) == before
    press(shown, f"Remove {shown.entry.info.name}")  # type: ignore[union-attr]
    press(shown, "Remove")
    qtbot.waitUntil(lambda: page.card("tiny-instruct") is None, timeout=WAIT)
    assert tiny.is_file() and not (home.models / "tiny-instruct").exists()
    card(page, qtbot, STARTER, "Default")


def test_removing_names_who_needs_it(
    page: ModelsPage, qtbot: QtBot, tiny: Path, home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    add(page, qtbot, tiny, monkeypatch)
    info = card(page, qtbot, "tiny-instruct").entry.info
    assert info is not None
    adapter = random_adapter(tmp_path / "a.gguf", tiny, seed=1, sha256=info.sha256)
    put_persona(home, Persona(id="cook", name="Cook", base_model=info.id, base_sha256=info.sha256), adapter)
    page.backend.personas_changed.emit()
    shown = card(page, qtbot, "tiny-instruct", "Needed by Cook.")
    press(shown, f"Remove {info.name}")
    assert "these cannot speak: Cook." in texts(shown)


def test_a_moved_file_is_found_again(
    page: ModelsPage, qtbot: QtBot, tiny: Path, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(page, qtbot, tiny, monkeypatch)
    card(page, qtbot, "tiny-instruct")
    moved = tiny.rename(tiny.with_name("elsewhere.gguf"))
    page.backend.models_changed.emit()
    lost = card(page, qtbot, "tiny-instruct", "cannot be found")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(starter), ""))
    press(lost, "Choose its file…")
    qtbot.waitUntil(lambda: "another model" in texts(page), timeout=WAIT)
    qtbot.waitUntil(lambda: page.adding is None, timeout=WAIT)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(moved), ""))
    press(lost, "Choose its file…")
    card(page, qtbot, "tiny-instruct", str(moved))


def bad_files(folder: Path, good: Path) -> dict[str, Path]:
    made = {name: folder / f"{name}.gguf" for name in ("empty", "absurd", "truncated", "text", "missing")}
    made["empty"].write_bytes(b"")
    made["absurd"].write_bytes(b"GGUF\x03\0\0\0" + b"\xff" * 43)
    made["truncated"].write_bytes(good.read_bytes()[:100_000])
    made["text"].write_text("A model of good behaviour.")
    return made


@pytest.mark.parametrize("name", ["empty", "absurd", "truncated", "text", "missing"])
def test_a_bad_file_is_named_and_changes_nothing(
    page: ModelsPage, qtbot: QtBot, tiny: Path, home: Home, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    file = bad_files(tmp_path, tiny)[name]
    before = settled(qtbot, home.root)
    add(page, qtbot, file, monkeypatch)
    qtbot.waitUntil(lambda: any(box.isVisible() for box in page.findChildren(ErrorBox)), timeout=WAIT)
    (box,) = page.findChildren(ErrorBox)
    assert str(file) in box.accessibleName() and find(box, "Choose another file…")
    assert settled(qtbot, home.root) == before


def test_a_file_is_added_once(
    page: ModelsPage, qtbot: QtBot, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(page, qtbot, tiny, monkeypatch)
    card(page, qtbot, "tiny-instruct")
    add(page, qtbot, tiny, monkeypatch)
    qtbot.waitUntil(lambda: "is in the list already" in texts(page), timeout=WAIT)
    (tmp_path / "more").mkdir()
    add(page, qtbot, Path(shutil.copyfile(tiny, tmp_path / "more" / tiny.name)), monkeypatch)
    card(page, qtbot, "tiny-instruct-2")


def test_dropping_a_model_shows_its_progress_and_can_be_stopped(
    page: ModelsPage, qtbot: QtBot, starter: Path, tmp_path: Path, home: Home
) -> None:
    big = tmp_path / "big.gguf"
    with big.open("wb") as file:  # the starter, padded to what takes a while to read
        file.write(starter.read_bytes())
        file.truncate(6 << 30)
    assert not drop(page, [tmp_path / "notes.txt"])
    before = settled(qtbot, home.models)
    assert drop(page, [big])
    assert page.adding is not None
    qtbot.waitUntil(
        lambda: bool(page.window_.jobs.jobs) and page.window_.jobs.jobs[0].share > 0, timeout=WAIT
    )
    press(page.window_, "Stop")
    qtbot.waitUntil(lambda: page.adding is None, timeout=WAIT)
    qtbot.wait(100)
    assert not page.findChildren(ErrorBox) and settled(qtbot, home.models) == before


def test_several_files_are_added_one_after_the_other(
    page: ModelsPage, qtbot: QtBot, tiny: Path, tmp_path: Path
) -> None:
    bad, second = tmp_path / "bad.gguf", Path(shutil.copyfile(tiny, tmp_path / "second.gguf"))
    bad.write_text("A model of good behaviour.")
    with second.open("ab") as file:
        file.write(bytes(32))  # the same file twice would be one model
    assert drop(page, [tiny, bad, second])
    page.add(tmp_path / "gone.gguf")  # one more while the first is being read
    assert len(page.window_.jobs.jobs) == 1
    card(page, qtbot, "tiny-instruct")
    card(page, qtbot, "second")
    qtbot.waitUntil(lambda: page.adding is None, timeout=WAIT)
    said = [box.accessibleName() for box in page.findChildren(ErrorBox) if box.isVisible()]
    assert len(said) == 2 and str(bad) in said[0] and "gone.gguf" in said[1]


def test_a_folder_is_opened_only_when_that_is_wanted(
    page: ModelsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    shown = card(page, qtbot, STARTER)
    assert shown.entry.info
    for answer, expected in (("Cancel", []), ("Open", [str(shown.entry.info.path.parent)])):
        press(shown, f"Show the folder of {shown.entry.info.name}")
        box = next(made for made in shown.findChildren(QMessageBox) if made.isVisible())
        press(box, answer)
        assert opened == expected


def test_what_does_not_fit_says_so(page: ModelsPage, qtbot: QtBot) -> None:
    result(qtbot, page.backend, lambda engine, call: engine.use(memory_limit=100_000_000))
    page.backend.models_changed.emit()
    card(page, qtbot, STARTER, "Won’t fit here")
    card(page, qtbot, STARTER, "of the 100.0 MB you allow")
