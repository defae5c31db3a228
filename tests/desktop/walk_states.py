"""Every state of every page that is worth a look, reached as a person reaches it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.pages.chat.page import ChatPage
from desktop.pages.library.page import LibraryPage
from desktop.pages.personas.importing import ImportPanel
from desktop.pages.personas.page import PersonasPage
from desktop.pages.settings.page import SettingsPage
from desktop.pages.train.page import TrainPage
from desktop.tour import Tour
from desktop.widgets.toast import Toast
from desktop.window import MainWindow
from engine.api import StoredMessage
from engine.paths import RESOURCES
from tests.desktop.chat_hands import comparison, make_chat, say, told
from tests.desktop.hands import WAIT, drop, result
from tests.desktop.past_runs import saved_run

TEXT = (
    "**Rope** and [a link](https://example.org).\n\n| a | b |\n|---|---|\n| c | d |\n\n```python\nx = 1\n```"
)
FACTS = {
    "citations": [{"number": 1, "file": "knots.md", "page": 3, "quote": "A bowline holds.", "added": True}],
    "passages": [{"number": 1, "path": "/x/knots.md", "heading": "Knots", "text": "A bowline holds. Always."}],
    "tokens_per_second": 30.0, "context_tokens": 100, "n_ctx": 2048, "finish": "length",
}  # fmt: skip


def states(window: MainWindow, key: str, qtbot: QtBot) -> Iterator[str]:
    """Every state of a page that is worth a look, one after the other."""
    page = window.open(key)
    qtbot.wait(250)
    yield key
    if isinstance(page, SettingsPage):
        for key, section in page.sections.items():
            page.show_section(key)
            qtbot.wait(250)
            yield f"settings: {section.title}"
    if isinstance(page, ChatPage):
        yield from chat_states(page, qtbot)
    if isinstance(page, PersonasPage):
        yield from persona_states(page, qtbot)
    if isinstance(page, LibraryPage):
        yield from library_states(page, qtbot)
    if isinstance(page, TrainPage):
        yield from train_states(page, qtbot)


def chat_states(page: ChatPage, qtbot: QtBot) -> Iterator[str]:
    """A conversation with all that may be in one, and what may lie over the window."""
    window = page.window_
    chat = make_chat(qtbot, window, "How do I tie a bowline?", TEXT, "Thanks! " * 40, "Aye.")
    page.open_chat(chat)
    qtbot.waitUntil(lambda: len(page.session.current.messages) == 4, timeout=WAIT)
    qtbot.wait(250)
    yield "chat: conversation"
    message = StoredMessage(1, chat, None, "assistant", TEXT, "", voice="pirate", facts=FACTS)
    page._cite(message, 1)
    qtbot.wait(100)
    yield "chat: inspector"
    page.inspector.hide_source()
    page.new()
    page.composer.compare.click()
    qtbot.wait(100)
    say(page, "What is the moon? Tell me all you know.")
    qtbot.waitUntil(lambda: "text" in told(page), timeout=WAIT)
    yield "chat: comparing"
    QTest.keyClick(page.composer.writing, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.session.current.running, timeout=WAIT)
    assert len(comparison(page).answers) == 2
    qtbot.wait(100)
    yield "chat: compared"
    window.open_palette()
    qtbot.wait(250)
    yield "palette"
    window.open_palette()
    window.start_tour()
    (tour,) = (each for each in window.findChildren(Tour) if each.isVisible())
    qtbot.wait(100)
    while isValid(tour) and tour.isVisible():
        yield f"tour: {tour.title.text()}"
        tour.next_button.click()
        qtbot.wait(100)


def persona_states(page: PersonasPage, qtbot: QtBot) -> Iterator[str]:
    """The editor with its question, a file to take in, and a toast."""
    qtbot.waitUntil(lambda: page.card("pirate") is not None, timeout=WAIT)
    details = page.card("pirate").details  # type: ignore[union-attr]
    page.edit(details)
    qtbot.wait(250)
    yield "personas: editor"
    page._close_panel()
    file = Path(page.window_.settings.home.root) / "pirate.macaw"
    result(qtbot, page.backend, lambda engine, _: engine.export_persona("pirate", file))
    page.look_at(file)
    qtbot.waitUntil(lambda: isinstance(page.panel, ImportPanel), timeout=WAIT)
    qtbot.wait(250)
    yield "personas: import"
    page._close_panel()
    page.duplicate(details)
    qtbot.waitUntil(lambda: toasts(page.window_) != [], timeout=WAIT)
    qtbot.wait(250)
    yield "personas: toast"
    toasts(page.window_)[0].expire()


def toasts(window: QWidget) -> list[Toast]:
    return [toast for toast in window.findChildren(Toast) if toast.isVisible()]


def library_states(page: LibraryPage, qtbot: QtBot) -> Iterator[str]:
    """Files coming in (a job under way), what came of it, a file, a search, and a question."""
    folder = Path(page.window_.settings.home.root) / "ropes and sails"
    if not folder.exists():
        folder.mkdir()
        for number in range(30):
            (folder / f"file{number:02}.md").write_text(
                "# Ropes\n\n" + "Ropes and sails are kept dry. " * 200
            )
        (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing of use")
    qtbot.waitUntil(lambda: page._loaded, timeout=WAIT)
    assert drop(page, [folder])
    qtbot.waitUntil(lambda: bool(page.queue.running and page.queue.running.done > 2), timeout=WAIT)
    yield "library: adding"
    page.window_.jobs.jobs[0].stop()
    yield "library: stopping"
    qtbot.waitUntil(lambda: not page.queue.jobs and bool(page.sources), timeout=WAIT)
    qtbot.wait(250)
    yield "library: filled"
    page.files.select_path(page.sources[0].path)
    qtbot.wait(100)
    yield "library: file"
    page.header.field.setFocus()
    QTest.keyClicks(page.header.field, "ropes")
    qtbot.waitUntil(lambda: page.search.results.model().rowCount() > 0, timeout=WAIT)
    qtbot.wait(250)
    yield "library: found"
    page.header.field.clear()
    page.actions_.remove()
    (box,) = (each for each in page.window_.findChildren(QDialog) if each.isVisible())
    qtbot.wait(50)
    yield "library: question"
    box.reject()


def train_states(page: TrainPage, qtbot: QtBot) -> Iterator[str]:
    """The path as far as it goes without training, and what is left of runs."""
    home = page.settings.home
    path = page.path
    page.new()
    qtbot.waitUntil(lambda: path.voice.base.count() > 0, timeout=WAIT)
    if path.voice.beginning.personas.count():
        path.voice.beginning.more.click()
        qtbot.wait(50)
        yield "train: more"
        path.voice.beginning.anew.click()
    path.voice.name.setText("Gardener of the north")
    yield "train: voice"
    path.go("data")
    for way in (0, 1, 2):
        path.data.ways.button(way).setChecked(True)
        qtbot.wait(50)
        yield f"train: data {way}"
    data = home.root / "a file with a rather long name for its examples.jsonl"
    rows = (RESOURCES / "personas" / "pirate" / "dataset.jsonl").read_text().splitlines()[:30]
    data.write_text("\n".join([*rows, rows[0], "{broken"]) + "\n")
    path.data.use_files([data])
    qtbot.waitUntil(lambda: path.data.complete, timeout=WAIT)
    qtbot.wait(400)
    yield "train: preview"
    path.go("check")
    for fix in ("bad_rows", "duplicates"):
        qtbot.waitUntil(lambda: bool(path.check.findings), timeout=WAIT)
        qtbot.wait(100)
        yield f"train: check {fix}"
        path.check.apply(next(f for found in path.check.findings for f in found.fixes if f.key == fix))
        path.check.findings = []
    qtbot.waitUntil(lambda: path.check.complete, timeout=WAIT)
    path.go("plan")
    qtbot.waitUntil(lambda: path.planning.estimate is not None, timeout=WAIT)
    path.planning.leave()  # no need to measure this computer
    qtbot.wait(100)
    yield "train: plan"
    for fold in path.planning.advanced.groups.values():
        fold.head.click()
    qtbot.wait(200)
    yield "train: settings"
    for number, name in enumerate(("almanac", "weather")):
        saved_run(home, name, f"2026-01-0{number + 1}T10:00:00+00:00", [3.0, 2.0, 1.5], r=8 + number)
    page.show_runs()
    qtbot.waitUntil(lambda: len(page.runs.table.model_.entries) == 2, timeout=WAIT)
    qtbot.wait(100)
    yield "train: runs"
    page.open_run(page.runs.table.model_.entries[0])
    qtbot.waitUntil(lambda: path.live is not None and path.run.chart.ready, timeout=WAIT)
    qtbot.wait(100)
    yield "train: run"
    path.go("meet")
    qtbot.wait(100)
    yield "train: meet"
    page.show_runs()
    page.runs.compare_wanted.emit([entry.info for entry in page.runs.table.model_.entries])
    qtbot.waitUntil(lambda: page.compare.table.rowCount() > 0, timeout=WAIT)
    qtbot.wait(100)
    yield "train: compare"
