"""Names, titles, paths and documents of strangers, everywhere in the window: shown as they are, and nothing more."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.pages import PAGES
from desktop.pages.library.page import LibraryPage
from desktop.pages.library.results import Hit
from desktop.pages.personas.page import PersonasPage
from desktop.pages.train.page import TrainPage
from desktop.widgets.plain import PlainBox, ask, escape_mnemonic, set_tooltip, tooltip
from desktop.window import MainWindow
from engine.api import Passage, StoredMessage, Surroundings
from engine.paths import Home
from engine.runs import Runs
from engine.types import Persona
from tests.desktop.chat_hands import chat_page, make_chat
from tests.desktop.hands import WAIT, result, texts
from tests.desktop.hostile_text import HOSTILE, Watch
from tests.desktop.past_runs import saved_run

_PLAIN = Qt.TextFormat.PlainText
linux = pytest.mark.skipif(sys.platform != "linux", reason="inotify")


@pytest.fixture
def watch() -> Iterator[Watch]:
    folder = Path(tempfile.mkdtemp(prefix="w"))  # short, so that names may hold it
    made = Watch(folder)
    yield made
    made.close()
    shutil.rmtree(folder)


def rich(text: str) -> bool:
    """Whether Qt would take it for HTML, and find a tag in it."""
    return "<" in text and ">" in text


def _unescaped(tip: str) -> bool:
    """Whether a tooltip has markup besides what `tooltip` puts around a text."""
    if tip.startswith("<qt>") and tip.endswith("</qt>"):
        tip = tip[4:-5].replace("<br>", "")
    return rich(tip)


def read_as_markup(root: QWidget) -> list[str]:
    """Labels, tooltips, buttons and entries below `root` that are not shown as they are."""
    wrong = []
    for widget in root.findChildren(QWidget):
        if _unescaped(widget.toolTip()):
            wrong.append(f"tooltip {widget.toolTip()}")
        if isinstance(widget, QLabel) and widget.textFormat() != _PLAIN and rich(widget.text()):
            wrong.append(f"label {widget.text()}")
        if isinstance(widget, QAbstractButton) and "&" in widget.text().replace("&&", ""):
            wrong.append(f"button {widget.text()}")
        if isinstance(widget, QMenu):
            wrong += _entries(widget.actions())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            wrong += _items(widget.model())
    return wrong


def _entries(actions: list[QAction]) -> list[str]:
    return [f"entry {a.text()}" for a in actions if "&" in a.text().replace("&&", "")]


def _items(model: QAbstractItemModel) -> list[str]:
    """Tooltips of a list: the others are painted as plain text."""
    tips = [
        str(model.index(row, column, QModelIndex()).data(Qt.ItemDataRole.ToolTipRole) or "")
        for row in range(min(model.rowCount(QModelIndex()), 50))
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex()))
    ]
    return [f"item {tip}" for tip in tips if _unescaped(tip)]


def look(window: QWidget) -> None:
    QApplication.processEvents()
    window.grab()


@linux
def test_the_look_sees_markup(qtbot: QtBot, watch: Watch) -> None:
    """Otherwise the next test could not fail."""
    root = QWidget()
    qtbot.addWidget(root)
    bad, tipped, named = QLabel(watch.hostile("<img src='{file}'>"), root), QWidget(root), QMenu("m", root)
    tipped.setToolTip("<b>bold</b>")
    named.addAction("Tom & Jerry")
    root.show()
    root.grab()
    assert bad.isVisible() and watch.caught()
    assert [line.split()[0] for line in sorted(read_as_markup(root))] == ["entry", "label", "tooltip"]


@pytest.mark.slow
@linux
def test_names_are_only_names_on_every_page(
    window: MainWindow, qtbot: QtBot, home: Home, watch: Watch, tmp_path: Path
) -> None:
    evil = watch.hostile("<img src='{file}'> & <b>x</b>")
    assert len(evil) <= 60, evil
    note = tmp_path / "docs" / "<b>bold<b> & <img src=x>.md"
    note.parent.mkdir()
    note.write_text("\n\n".join(watch.hostile(text) for text in HOSTILE))

    def fill(engine: object, _: object) -> None:
        persona = Persona(id="evil", name=evil, description=evil, color="#FFFF00", collections=[evil])
        engine.create_persona(persona)  # type: ignore[attr-defined]
        engine.create_collection(evil)  # type: ignore[attr-defined]
        engine.add_documents(evil, [note])  # type: ignore[attr-defined]

    result(qtbot, window.backend, fill)
    info = saved_run(home, "evil", "2026-01-01T10:00:00+00:00", [3.0, 2.0])
    Runs(home).save(info.model_copy(update={"persona": info.persona.model_copy(update={"name": evil})}))
    window.backend.personas_changed.emit()
    window.backend.library_changed.emit()
    chat = make_chat(qtbot, window, evil, evil, voice="evil")
    watch.caught()
    for key in PAGES:
        page = window.open(key)
        qtbot.wait(500)
        look(window)
        assert not watch.caught(), key
        assert not (wrong := read_as_markup(page)), (key, wrong)
    assert not read_as_markup(window)

    page = chat_page(window)
    window.open("chat")
    page.open_chat(chat)
    qtbot.wait(500)
    look(window)
    assert evil in texts(page)
    library = window.open("library")
    assert isinstance(library, LibraryPage)
    library.choose(evil)
    qtbot.waitUntil(lambda: len(library.sources) == 1, timeout=WAIT)
    library.files.select_path(str(note))
    qtbot.wait(100)
    look(window)
    assert evil in texts(library) and note.name in texts(library)
    personas = window.open("personas")
    assert isinstance(personas, PersonasPage)
    qtbot.waitUntil(lambda: personas.card("evil") is not None, timeout=WAIT)
    personas.edit(personas.card("evil").details)  # type: ignore[union-attr]
    qtbot.wait(100)
    look(window)
    assert evil in texts(personas)
    train = window.open("train")
    assert isinstance(train, TrainPage)
    train.show_runs()
    qtbot.waitUntil(lambda: bool(train.runs.table.model_.entries), timeout=WAIT)
    assert train.runs.table.model_.entries[0].name == evil
    train.open_run(train.runs.table.model_.entries[0])
    qtbot.wait(500)
    look(window)
    assert evil in texts(train)
    window.open_palette()
    qtbot.wait(200)
    look(window)
    assert not watch.caught() and not (wrong := read_as_markup(window)), wrong
    window.open_palette()  # which closes it

    window.open("library")
    library.actions_.remove()
    for box in window.findChildren(QDialog):
        if box.isVisible():
            look(box)
            assert not read_as_markup(box)
            assert any(evil in label.text() for label in box.findChildren(QLabel))
            box.reject()
            break
    else:
        raise AssertionError("nothing was asked")
    assert not watch.caught()


@linux
def test_the_hostile_list_in_the_inspector_and_the_preview(
    window: MainWindow, qtbot: QtBot, watch: Watch
) -> None:
    inspector = chat_page(window).inspector
    window.open("chat")
    library = window.open("library")
    assert isinstance(library, LibraryPage)
    for text in HOSTILE:
        shown = watch.hostile(text)
        facts = {
            "citations": [{"number": 1, "file": shown, "page": 3, "quote": shown[:20]}],
            "passages": [{"number": 1, "path": f"/x/{shown}", "heading": shown, "text": shown}],
        }
        window.open("chat")
        inspector.show_citation(StoredMessage(1, 1, None, "assistant", "x [1]", "", facts=facts), 1)
        look(inspector)
        assert shown.replace("\r", "").split("\n")[0] in inspector.passage.toPlainText()
        passage = Passage(
            number=1, text=shown, file=shown, path=f"/x/{shown}", page=1, heading=shown,
            source_id=1, chunk_id=1, start=0, end=len(shown), score=0.5,
        )  # fmt: skip
        hit = Hit(passage, [(0, 3)])
        window.open("library")
        library.preview.show_hit(hit)
        library.preview.show_around(
            hit, Surroundings(before=shown, text=shown, after=shown, first=True, last=True)
        )
        library.preview.show()
        look(library.preview)
        assert shown.split("\n")[0] in library.preview.text.toPlainText()
        assert not watch.caught(), shown
        assert not (wrong := [*read_as_markup(inspector), *read_as_markup(library.preview)]), wrong


@linux
def test_tooltips_and_boxes_say_what_they_are_given(qtbot: QtBot, watch: Watch) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    root.show()
    for text in HOSTILE:
        shown = watch.hostile(text)
        set_tooltip(root, shown)
        box = PlainBox(root, shown, shown, shown)
        box.open()
        look(box)
        labels = [each for each in box.findChildren(QLabel) if each.text()]
        assert [each.text() for each in labels] == [shown, shown]
        assert not read_as_markup(box) and not watch.caught(), shown
        box.reject()
        box.deleteLater()


def test_a_tooltip_is_short_escaped_and_wraps() -> None:
    assert tooltip("plain") == "plain" and tooltip("") == ""
    assert tooltip("a < b & c\nd") == "<qt>a &lt; b &amp; c<br>d</qt>"
    assert tooltip("x" * 100).startswith("<qt>x") and len(tooltip("x" * 9999)) < 700
    assert escape_mnemonic("Tom & Jerry && me") == "Tom && Jerry &&&& me"


@pytest.mark.parametrize("pressed", ["Go", "Stay", ""])
def test_ask(qtbot: QtBot, pressed: str) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    root.show()

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, PlainBox) and box.defaultButton().text() == "Stay"
        if pressed:
            next(each for each in box.buttons() if each.text() == pressed).click()
        else:
            box.reject()

    QTimer.singleShot(50, answer)
    assert ask(root, "Title", "Really?", "Because.", act="Go", stay="Stay") is (pressed == "Go")
