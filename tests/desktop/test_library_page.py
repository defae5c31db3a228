"""The library page in a real window: real documents, the real embedder, the real index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.library.actions import SAMPLES
from desktop.pages.library.files import STATE
from desktop.pages.library.indexing import TimeLeft
from desktop.pages.library.marks import snippet
from desktop.pages.library.page import LibraryPage
from desktop.widgets.toast import Toast
from desktop.window import MainWindow
from engine.paths import Home, write_json

WAIT = 60_000


@pytest.fixture(autouse=True)
def starts_on_the_library(home: Home) -> None:
    """The page that was open last is the one that opens."""
    write_json(home.root / "settings.json", {"page": "library"})


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> LibraryPage:
    """The library page, open, with what the engine has."""
    made = window.open("library")
    assert isinstance(made, LibraryPage)
    qtbot.waitUntil(lambda: made._loaded, timeout=WAIT)
    return made


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A folder with two good files, one that cannot be read, and one of a kind that is not read."""
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "knots.md").write_text("# Knots\n\nA bowline makes a loop that never slips.\n")
    (folder / "wind.txt").write_text("Beginners stay ashore above fifteen knots of wind.\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing of use")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n")
    return folder


def drop(page: QWidget, *paths: Path | str) -> bool:
    """What the window system does when files are dragged over the page and let go. True if taken."""
    data = QMimeData()
    urls = [QUrl.fromLocalFile(str(path)) if isinstance(path, Path) else QUrl(path) for path in paths]
    data.setUrls(urls)
    middle = page.rect().center()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(page, event)
    return event.isAccepted()


def idle(page: LibraryPage) -> bool:
    return not page.queue.jobs and not page._loading and not page._refreshing.isActive()


def press(qtbot: QtBot, owner: QWidget, text: str) -> None:
    """Click the visible button called `text` inside `owner`."""
    found = [made for made in owner.findChildren(QPushButton) if made.text() == text and made.isVisible()]
    assert found, [made.text() for made in owner.findChildren(QPushButton)]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def focus(qtbot: QtBot, widget: QWidget) -> None:
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus, timeout=WAIT)


def texts(owner: QWidget) -> str:
    return "\n".join(made.text() for made in owner.findChildren(QLabel) if made.isVisible())


def states(page: LibraryPage) -> dict[str, str]:
    model = page.files.model()
    return {model.index(at, 0).data(): model.index(at, STATE).data() for at in range(model.rowCount())}


def test_a_dropped_folder_is_indexed_searched_and_shown(
    page: LibraryPage, qtbot: QtBot, harbour: Path
) -> None:
    assert "Drop a folder of documents here" in texts(page)
    assert drop(page, harbour)
    qtbot.waitUntil(lambda: bool(page.window_.jobs.jobs), timeout=WAIT)
    assert page.window_.jobs.jobs[0].title == "Adding to harbour"
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 3, timeout=WAIT)
    assert page.window_.jobs.jobs == []
    assert page.header.title.text() == "harbour"
    assert states(page) == {
        "knots.md": "Searched", "wind.txt": "Searched", "broken.pdf": "Not searched. It is damaged.",
    }  # fmt: skip
    shown = texts(page.notices)
    assert "1 file could not be read and is not searched." in shown and "broken.pdf" in shown
    assert "1 file of a kind that is not read was passed over." in shown

    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.header.field.hasFocus()
    qtbot.keyClicks(page.header.field, "a loop that holds")
    qtbot.waitUntil(lambda: page.search.results.model().rowCount() == 2, timeout=WAIT)
    best = page.search.results.currentIndex()
    assert best.data() == "knots.md"
    assert page.preview.title.text() == "knots.md"
    assert "bowline makes a loop" in page.preview.text.toPlainText()
    assert "Not searched: 1 file could not be read." in page.search.status.text()
    qtbot.keyClick(page.header.field, Qt.Key.Key_Down)
    qtbot.keyClick(page.search.results, Qt.Key.Key_Down)
    assert page.preview.title.text() == "wind.txt"
    press(qtbot, page.preview, "Copy passage")
    assert QApplication.clipboard().text().startswith("Beginners stay ashore")
    page.header.field.setFocus()
    qtbot.keyClick(page.header.field, Qt.Key.Key_Escape)
    assert page.header.field.text() == "" and page.files.isVisible() and not page.preview.isVisible()


def test_a_failed_file_is_explained_and_retried(page: LibraryPage, qtbot: QtBot, harbour: Path) -> None:
    drop(page, harbour)
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 3, timeout=WAIT)
    page.files.select_path(str(harbour / "broken.pdf"))
    assert "It is damaged." in texts(page.preview) and "Get another copy." in texts(page.preview)
    (harbour / "broken.pdf").write_bytes((SAMPLES / "handbook.pdf").read_bytes())
    press(qtbot, page.preview, "Retry")
    qtbot.waitUntil(lambda: idle(page) and states(page)["broken.pdf"] == "Searched", timeout=WAIT)
    assert page.header.summary.text() == "3 files · 53 passages"


def test_only_a_bad_file_leaves_it_with_its_reason_and_retry_all(
    page: LibraryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    drop(page, empty, tmp_path / "gone.txt")
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 1, timeout=WAIT)
    assert page.header.title.text() == "Documents"
    assert "gone.txt was not indexed. It does not exist." in texts(page.notices)
    empty.write_text("Not empty any more.")
    press(qtbot, page.notices, "Retry all")
    qtbot.waitUntil(lambda: idle(page) and states(page) == {"empty.txt": "Searched"}, timeout=WAIT)
    assert "1 file could not be read" in texts(page.notices)


def test_addresses_elsewhere_are_not_taken(page: LibraryPage) -> None:
    assert not drop(page, "https://example.org/secret.pdf")
    assert page.queue.jobs == [] and idle(page)


def test_stop_keeps_what_is_done_and_goes_on(page: LibraryPage, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        text = f"File {number} is about zq{number}. " + "Ropes and sails are kept dry. " * 120
        (folder / f"file{number:02}.txt").write_text(text)
    drop(page, folder)
    qtbot.waitUntil(lambda: bool(page.queue.running and page.queue.running.done), timeout=WAIT)
    assert "60 files" in texts(page.notices) and "not searched yet" in texts(page.notices)
    press(qtbot, page.notices, "Stop")
    qtbot.waitUntil(lambda: idle(page), timeout=WAIT)
    assert 0 < len(page.sources) < 60
    assert "What was read until then is kept." in texts(page.notices)
    press(qtbot, page.notices, "Go on")
    qtbot.waitUntil(lambda: bool(page.queue.jobs), timeout=WAIT)
    press(qtbot, page.window_.jobs, "Stop")
    qtbot.waitUntil(lambda: idle(page), timeout=WAIT)


def test_collections_are_made_renamed_and_removed_by_keys(
    page: LibraryPage, qtbot: QtBot, harbour: Path
) -> None:
    def dialog() -> QDialog:
        found = [made for made in page.findChildren(QDialog) if made.isVisible()]
        assert len(found) == 1
        return found[0]

    qtbot.keyClick(
        page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    asked = dialog()
    qtbot.keyClicks(asked.edit, "Boats")  # type: ignore[attr-defined]
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: idle(page) and "Boats" in page.known, timeout=WAIT)
    assert page.header.title.text() == "Boats" and page.header.summary.text() == "Empty"
    drop(page, harbour / "knots.md")
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 1, timeout=WAIT)

    focus(qtbot, page.panel.list)
    qtbot.keyClick(page.panel.list, Qt.Key.Key_F2)
    asked = dialog()
    asked.edit.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(asked.edit, "Ships")  # type: ignore[attr-defined]
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: idle(page) and set(page.known) == {"Ships"}, timeout=WAIT)
    assert page.current == "Ships" and len(page.sources) == 1

    focus(qtbot, page.panel.list)
    qtbot.keyClick(page.panel.list, Qt.Key.Key_Delete)
    box = dialog()
    assert isinstance(box, QMessageBox) and "1 file" in box.informativeText()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert "Ships" in page.known
    focus(qtbot, page.panel.list)
    qtbot.keyClick(page.panel.list, Qt.Key.Key_Delete)
    press(qtbot, dialog(), "Remove")
    qtbot.waitUntil(lambda: idle(page) and not page.known, timeout=WAIT)
    assert "Drop a folder of documents here" in texts(page)
    assert (harbour / "knots.md").exists()


def test_a_taken_name_is_refused_while_typing(page: LibraryPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.backend.library_changed, timeout=WAIT):
        page.backend.run(
            lambda engine, call: engine.create_collection("Boats"),
            done=lambda _: page.backend.library_changed.emit(),
        )
    qtbot.waitUntil(lambda: "Boats" in page.known, timeout=WAIT)
    page.actions_.new_collection()
    asked = next(made for made in page.findChildren(QDialog) if made.isVisible())
    qtbot.keyClicks(asked.edit, "Boats")  # type: ignore[attr-defined]
    assert "already" in texts(asked) and not asked.accept_button.isEnabled()  # type: ignore[attr-defined]
    qtbot.keyClick(asked, Qt.Key.Key_Escape)


def test_a_removed_file_comes_back_with_undo(page: LibraryPage, qtbot: QtBot, harbour: Path) -> None:
    drop(page, harbour / "knots.md", harbour / "wind.txt")
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 2, timeout=WAIT)
    page.files.select_path(str(harbour / "wind.txt"))
    focus(qtbot, page.files)
    qtbot.keyClick(page.files, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 1, timeout=WAIT)
    toast = page.window_.findChild(Toast)
    assert toast and (harbour / "wind.txt").exists()
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 2, timeout=WAIT)


def test_samples_by_one_click_then_their_question(page: LibraryPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.sample_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 5, timeout=WAIT)
    press(qtbot, page.notices, "Try: Above which wind do beginners stay ashore?")
    qtbot.waitUntil(lambda: page.search.results.model().rowCount() > 5, timeout=WAIT)
    assert page.search.results.currentIndex().data() == "handbook.pdf, page 5"
    qtbot.waitUntil(lambda: len(page.preview.text.toPlainText()) > 1500, timeout=WAIT)
    assert "15 knots" in page.preview.text.toPlainText()


def test_re_index_finds_changes_and_the_choice_is_remembered(
    make: Callable[[], MainWindow], qtbot: QtBot, harbour: Path, home: Home
) -> None:
    window = make()
    page = window.open("library")
    assert isinstance(page, LibraryPage)
    drop(page, harbour)
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 3, timeout=WAIT)
    (harbour / "wind.txt").write_text("Nobody sails above twenty-five knots.")
    (harbour / "knots.md").unlink()
    press(qtbot, page.header, "Re-index")
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 2, timeout=WAIT)
    assert "1 file gone" in texts(page.notices)
    page.look_for("twenty-five", now=True)
    qtbot.waitUntil(lambda: page.search.results.model().rowCount() == 1, timeout=WAIT)
    window.close()
    assert window.settings.collection == "harbour"


def test_hostile_text_stays_text(page: LibraryPage, qtbot: QtBot, tmp_path: Path) -> None:
    text = '<img src="file:///etc/passwd"> <b>loop</b> 🦜 &amp; <a href="https://example.org">loop</a>'
    (tmp_path / "evil <b>.txt").write_text(text)
    drop(page, tmp_path / "evil <b>.txt")
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 1, timeout=WAIT)
    page.look_for("loop", now=True)
    qtbot.waitUntil(lambda: page.search.results.model().rowCount() == 1, timeout=WAIT)
    assert page.preview.text.toPlainText() == text
    assert "<a" not in page.preview.text.toHtml().replace("&lt;a", "")
    cursor = page.preview.text.document().find("loop", page.preview.text.toPlainText().rindex("loop"))
    assert cursor.charFormat().background().color().name().lower() == "#fff0b8"  # after the parrot: no shift


def test_time_left_follows_the_last_half_minute() -> None:
    clock = TimeLeft()
    assert clock.note(0.0, 0.0) is None and clock.note(0.5, 1.0) is None
    for second in range(2, 60):  # skipped files rushed by; now it is slow
        left = clock.note(0.5 + second / 1000, float(second))
    assert left == pytest.approx((0.5 - 0.059) * 1000, rel=0.01)


def test_snippets_show_where_the_words_are() -> None:
    text = "Nothing here. " * 60 + "The parrot\n\nsleeps.\tAnd more. " + "Nothing there. " * 60
    start = text.index("parrot")
    shown, spans = snippet(text, [(start, start + 6)], 120)
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) < 130
    assert [shown[first:last] for first, last in spans] == ["parrot"] and "\n" not in shown
    assert snippet("Short.", [(0, 5)], 120) == ("Short.", [(0, 5)])


def test_the_page_is_usable_at_twice_the_text_size(page: LibraryPage, qtbot: QtBot, harbour: Path) -> None:
    from desktop.theme import theme

    drop(page, harbour)
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 3, timeout=WAIT)
    try:
        theme.apply("light", 2.0)
        page.look_for("loop", now=True)
        qtbot.waitUntil(lambda: page.search.results.model().rowCount() > 0, timeout=WAIT)
        qtbot.waitUntil(lambda: not page.panel.isVisible(), timeout=WAIT)
        for made in (page.header.add_button, page.header.again_button, page.preview.open_button):
            edge = made.mapTo(page, QPoint(made.width(), 0)).x()
            assert edge <= page.width() and made.width() >= made.sizeHint().width()
    finally:
        theme.apply("light", 1.0)
