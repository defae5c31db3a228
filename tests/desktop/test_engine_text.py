"""What the engine says, in German: every text it may say, real errors, and a real window."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import language
from desktop.engine_text import LIST, engine_text, known_templates
from desktop.pages.library.files import STATE
from desktop.pages.library.page import LibraryPage
from desktop.pages.models.page import ModelsPage
from desktop.pages.train.page import TrainPage
from desktop.settings import WindowSettings
from desktop.widgets.basic import ErrorBox
from desktop.window import MainWindow
from engine.api import Engine
from engine.errors import EngineError, storage_error
from engine.paths import RESOURCES, Home
from engine.types import Message
from tests.desktop.hands import WAIT, drop, texts

sys.path.append(str(RESOURCES.parent / "packaging"))
import engine_texts
import translations

PLACE = re.compile(r"\{\d+\}")
ALIKE = {
    "Activated LoRA", "Fatal Python error", "SmolLM2 135M Instruct", "can't allocate memory", "field larger",
    "out of memory", "unexpected end of data", "bf16 {0} GFLOPS, fp32 {1} GFLOPS",
}  # fmt: skip


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    language.speak(qapp, "de")
    yield
    language.speak(qapp, "en")


def test_sources_become_templates() -> None:
    source = '''
"""A module's text is not for people."""
_FIX = "Choose another file."
def check(path, n, why, ok):
    """Nor is this one."""
    _log.info("The file was read")
    raise BadFile(f"“{path.name}” has {n} row{'' if n == 1 else 's'}.", cause=why + " is bad.", fix=_FIX)
    raise BadFile("The file is " + ("full" if ok else "empty") + ".", cause=f"{path}{n:,} bytes is {why}")
    raise BadFile("Save it again." + " (Use UTF-8.)" * ok, kind="a_name", sql="SELECT id FROM x", one="word")
'''
    assert sorted(engine_texts.texts(source)) == [
        "Choose another file", "Save it again", "Save it again. (Use UTF-8.)", "The file is empty", "The file is full",
        "{0} bytes is {1}", "{0} is bad", "“{0}” has {1} row", "“{0}” has {1} rows",
    ]  # fmt: skip


def test_all_that_the_engine_raises_is_collected() -> None:
    """Every fixed text given to an error in the engine's sources is among the templates."""
    known = set(json.loads(LIST.read_text(encoding="utf-8")))
    assert len(known) > 500
    for file in (RESOURCES.parent / "engine").rglob("*.py"):
        name = file.relative_to(RESOURCES.parent / "engine").as_posix()
        if name.startswith("cli/") or name in ("server.py", "doctor.py"):
            continue
        for text in re.findall(
            r"\b(?:fix|cause)=\"([^\"{\\]* [^\"{\\]*)\"[,)]", file.read_text(encoding="utf-8")
        ):
            assert text.removesuffix(".") in known, (name, text)


def test_every_template_is_recognised_and_filled(german: None) -> None:
    for template in known_templates():
        english = PLACE.sub(lambda place: f"‹{place[0][1:-1]}›", template.source)
        for stop in ("", "."):
            told = engine_text(english + stop)
            assert all(value in told for value in re.findall("‹.+?›", english)), (english, told)
            assert told.endswith(stop)
            assert told != english + stop or template.source in ALIKE, english


def test_reasons_inside_reasons(german: None) -> None:
    for english, told in {
        "line 3: turn 2: “content” is a list, not text": "Zeile 3: Zug 2: „content“ ist eine Liste, kein Text",
        "At byte 0: it looks like a web page.": "Bei Byte 0: sie sieht nach einer Webseite aus.",
        "line 1: is a number, not an object; line 2: is a list, not an object; and 7 more.":
            "Zeile 1: ist eine Zahl, kein Objekt; Zeile 2: ist eine Liste, kein Objekt; und 7 mehr.",
        "Pages without text: 1, 3; Damaged pages: 2": "Seiten ohne Text: 1, 3; Beschädigte Seiten: 2",
        "The disk is full. Update Macaw.": "Der Datenträger ist voll. Aktualisiere Macaw.",
        "Known: a, b. See: macaw models list": "Bekannt: a, b. Siehe: macaw models list",
    }.items():  # fmt: skip
        assert engine_text(english) == told


def test_names_and_unknown_texts_stay(german: None) -> None:
    assert engine_text("There is no persona called “a picture”.").endswith("„a picture“ gibt es nicht.")
    assert (
        engine_text("“The disk is full. It is empty” is empty.")
        == "„The disk is full. It is empty“ ist leer."
    )
    for text in ("", "Something else entirely.", "ValueError: x"):
        assert engine_text(text) == text


def test_in_english_nothing_changes() -> None:
    for template in known_templates():
        assert engine_text(template.source) == template.source


def test_hostile_texts_take_no_time(german: None) -> None:
    names = ["“" * 2000, "is " * 1300, "; ".join(["line 1: "] * 400), "a. " * 1300, "{0} is {1}: " * 300]
    start = time.process_time()
    for name in names:
        engine_text(f"“{name}” is {name}, not {name}")
        engine_text(name)
    assert time.process_time() - start < 2


def test_a_translation_that_loses_a_place_is_refused(tmp_path: Path) -> None:
    good = (RESOURCES / "translations" / "macaw_de.ts").read_text(encoding="utf-8")
    assert good.count("„{0}“ hat keine Zeilen") == 1
    file = tmp_path / "macaw_de.ts"
    file.write_text(good.replace("„{0}“ hat keine Zeilen", "Sie hat keine Zeilen"), encoding="utf-8")
    assert translations.lost_places(file) == ["“{0}” has no rows"]


def raised(work: Callable[[], object]) -> EngineError:
    with pytest.raises(EngineError) as caught:
        work()
    return caught.value


def test_real_errors_of_many_kinds(german: None, home: Home, tmp_path: Path) -> None:
    """Each part of each error is said in German."""
    web, empty, rows = tmp_path / "page.gguf", tmp_path / "empty.jsonl", tmp_path / "rows.jsonl"
    web.write_text("<!DOCTYPE html><html>")
    empty.touch()
    rows.write_text(
        '{"messages": [{"role": "user", "content": "Hi"}]}\n{"prompt": 3, "completion": "x"}\nno\n'
    )
    (tmp_path / "x.macaw").write_text("no zip")
    with Engine(home.root) as engine:
        errors = [
            raised(lambda: engine.add_model(web)),
            raised(lambda: engine.add_model(tmp_path)),
            raised(lambda: engine.model("none")),
            raised(lambda: engine.persona("none")),
            raised(lambda: engine.preview_persona(tmp_path / "x.macaw")),
            raised(lambda: engine.check_data(empty)),
            raised(lambda: engine.split_data(empty)),
            raised(lambda: engine.split_data(rows)),
            raised(lambda: engine.check_data(tmp_path / "missing.csv")),
            raised(lambda: engine.run("none")),
            raised(lambda: engine.store.chat(77)),
            raised(lambda: engine.reply([Message(role="user", content="")], engine.voice("plain"))),
            storage_error(tmp_path / "x", OSError(28, "No space left on device")),
        ]
    english = re.compile(r"\b(the|is|not|there|no|choose|check|it|of|and|with|line|row)\b", re.IGNORECASE)
    for error in errors:
        for part in filter(None, (error.message, error.cause, error.fix)):
            told = engine_text(part)
            assert told != part, part
            assert not english.search(re.sub(r"„[^“]*“|`[^`]*`|macaw [\w ]+|/\S+", "", told)), told


@pytest.fixture
def window(make: Callable[[], MainWindow], home: Home, qapp: QApplication) -> Iterator[MainWindow]:
    """A German window."""
    settings = WindowSettings.load()
    settings.language, settings.page = "de", "models"
    settings.save()
    language.speak(qapp, "de")
    yield make()
    language.speak(qapp, "en")


@pytest.mark.slow
def test_a_german_window_shows_the_engines_errors_in_german(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    web, rows, broken = tmp_path / "page.gguf", tmp_path / "rows.jsonl", tmp_path / "docs" / "broken.docx"
    web.write_text("<!DOCTYPE html><html>" + " " * 100)
    models = window.open("models")
    assert isinstance(models, ModelsPage)
    assert drop(models, [web])
    qtbot.waitUntil(lambda: "keine GGUF" in texts(models), timeout=WAIT)
    said = texts(models.findChildren(ErrorBox)[0])
    assert f"{web} ist keine GGUF-Datei." in said and "sie sieht nach einer Webseite aus." in said
    assert "Lade die Datei selbst herunter, nicht die Seite darüber." in said
    assert models.findChildren(ErrorBox)[0].accessibleName().startswith(f"{web} ist keine GGUF-Datei.")

    good = (RESOURCES / "personas" / "pirate" / "dataset.jsonl").read_text().splitlines()[:30]
    rows.write_text("\n".join([*good, '{"messages": [{"role": "user", "content": "Hi"}]}', "[1]"]) + "\n")
    train = window.open("train")
    assert isinstance(train, TrainPage)
    train.new()
    qtbot.waitUntil(lambda: train.path.voice.base.count() > 0, timeout=WAIT)
    train.path.voice.name.setText("Gärtner")
    train.path.go("data")
    train.path.data.use_files([rows])
    qtbot.waitUntil(lambda: train.path.data.complete, timeout=WAIT)
    train.path.go("check")
    qtbot.waitUntil(lambda: bool(train.path.check.findings), timeout=WAIT)
    (bad,) = [finding for finding in train.path.check.findings if finding.key == "bad_rows"]
    assert bad.rows[1] == "Zeile 32: ist eine Liste, kein Objekt", bad.rows
    assert "hat keinen Zug des Assistenten" in bad.rows[0] or "der keine Antwort" in bad.rows[0], bad.rows

    broken.parent.mkdir()
    broken.write_bytes(b"\x89PNG no docx")
    library = window.open("library")
    assert isinstance(library, LibraryPage)
    qtbot.waitUntil(lambda: library._loaded, timeout=WAIT)
    assert drop(library, [broken.parent])
    qtbot.waitUntil(lambda: "1 Datei konnte nicht gelesen werden" in texts(library), timeout=WAIT)
    assert "Es ist ein Bild; das lässt sich nicht lesen. Nur Text lässt sich durchsuchen." in texts(library)
    qtbot.waitUntil(lambda: library.files.model().rowCount() == 1, timeout=WAIT)
    state = library.files.model().index(0, STATE).data()
    assert state.startswith("Nicht durchsucht. Es ist ein Bild"), state
