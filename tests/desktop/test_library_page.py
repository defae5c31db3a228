"""The library page in a real window: real documents, the real embedder, the real index."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.library.actions import SAMPLES
from desktop.pages.library.files import PASSAGES, STATE, FilesView
from desktop.pages.library.indexing import IndexJob, TimeLeft
from desktop.pages.library.marks import snippet
from desktop.pages.library.page import LibraryPage
from desktop.widgets.basic import ErrorBox
from desktop.widgets.toast import Toast
from desktop.window import MainWindow
from engine.library.types import SourceInfo
from engine.paths import Home, write_json
from tests.desktop.hands import WAIT, click, drop, find, press, texts


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


def idle(page: LibraryPage) -> bool:
    return not page.queue.jobs and not page._loading and not page._refreshing.isActive()


def focus(qtbot: QtBot, widget: QWidget) -> None:
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus, timeout=WAIT)


def states(page: LibraryPage) -> dict[str, str]:
    model = page.files.model()
    return {model.index(at, 0).data(): model.index(at, STATE).data() for at in range(model.rowCount())}


@pytest.mark.slow
def test_a_dropped_folder_is_indexed_searched_and_shown(
    page: LibraryPage, qtbot: QtBot, harbour: Path
) -> None:
    assert "Drop a folder of documents here" in texts(page)
    assert drop(page, [harbour])
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
    press(page.preview, "Copy passage")
    assert QApplication.clipboard().text().startswith("Beginners stay ashore")
    page.header.field.setFocus()
    qtbot.keyClick(page.header.field, Qt.Key.Key_Escape)
    assert page.header.field.text() == "" and page.files.isVisible() and not page.preview.isVisible()


@pytest.mark.slow
def test_a_failed_file_is_explained_and_retried(page: LibraryPage, qtbot: QtBot, harbour: Path) -> None:
    drop(page, [harbour])
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 3, timeout=WAIT)
    page.files.select_path(str(harbour / "broken.pdf"))
    assert "It is damaged." in texts(page.preview) and "Get another copy." in texts(page.preview)
    (harbour / "broken.pdf").write_bytes((SAMPLES / "handbook.pdf").read_bytes())
    press(page.preview, "Retry")
    qtbot.waitUntil(lambda: idle(page) and states(page)["broken.pdf"] == "Searched", timeout=WAIT)
    assert page.header.summary.text() == "3 files · 53 passages"


@pytest.mark.slow
def test_only_a_bad_file_leaves_it_with_its_reason_and_retry_all(
    page: LibraryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    drop(page, [empty, tmp_path / "gone.txt"])
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 1, timeout=WAIT)
    assert page.header.title.text() == "Documents"
    assert "gone.txt was not indexed. It does not exist." in texts(page.notices)
    empty.write_text("Not empty any more.")
    press(page.notices, "Retry all")
    qtbot.waitUntil(lambda: idle(page) and states(page) == {"empty.txt": "Searched"}, timeout=WAIT)
    assert "1 file could not be read" in texts(page.notices)


def test_addresses_elsewhere_are_not_taken(page: LibraryPage, qtbot: QtBot) -> None:
    assert not drop(page, ["https://example.org/secret.pdf"])
    qtbot.waitUntil(lambda: idle(page), timeout=WAIT)
    assert page.queue.jobs == [] and not page.known


@pytest.mark.slow
def test_stop_keeps_what_is_done_and_goes_on(page: LibraryPage, qtbot: QtBot, tmp_path: Path) -> None:
    drop(page, [many(tmp_path / "many")])
    qtbot.waitUntil(lambda: bool(page.queue.running and page.queue.running.done), timeout=WAIT)
    assert "60 files" in texts(page.notices) and "not searched yet" in texts(page.notices)
    press(page.notices, "Stop")
    qtbot.waitUntil(lambda: idle(page), timeout=WAIT)
    assert 0 < len(page.sources) < 60
    assert "Files read to their end are kept" in texts(page.notices)
    press(page.notices, "Go on")
    qtbot.waitUntil(lambda: bool(page.queue.jobs), timeout=WAIT)
    press(page.window_.jobs, "Stop")
    qtbot.waitUntil(lambda: idle(page), timeout=WAIT)


@pytest.mark.slow
def test_what_closing_cut_off_waits_for_go_on(
    make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path, home: Home
) -> None:
    folder = many(tmp_path / "many", 25)
    window = make()
    page = window.show_library()
    drop(page, [folder])
    qtbot.waitUntil(lambda: bool(page.queue.running and page.queue.running.done), timeout=WAIT)
    window.close()
    window.backend.close()
    assert json.loads((home.root / "settings.json").read_text())["unfinished"] == {"many": [str(folder)]}
    page = make().show_library()
    qtbot.waitUntil(lambda: page._loaded, timeout=WAIT)
    assert 0 < len(page.sources) < 25 and "was not read to the end" in texts(page.notices)
    entry = page.panel.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert entry == "many, Not read to the end"
    press(page.notices, "Go on")
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 25, timeout=WAIT)
    assert page.settings.unfinished == {} and " unchanged" in texts(page.notices)


@pytest.mark.slow
def test_one_large_file_shows_how_far_it_is_and_stop_keeps_nothing_of_it(
    page: LibraryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "large.txt"
    file.write_text("\n\n".join(f"Number {n}. " + "Words of no weight. " * 20 for n in range(2000)))
    drop(page, [file])
    qtbot.waitUntil(lambda: bool(page.queue.running and page.queue.running.share), timeout=WAIT)
    shown = texts(page.notices)
    assert "Looking for files" not in shown and "large.txt: " in shown and "1 file" in shown
    assert page.window_.jobs.jobs[0].share > 0
    press(page.notices, "Stop")
    qtbot.waitUntil(lambda: idle(page), timeout=WAIT)
    assert "Nothing new is kept" in texts(page.notices) and not page.sources
    page.notices.dismiss()
    assert page.settings.unfinished == {}


@pytest.mark.slow
def test_a_right_click_opens_the_menu_and_nothing_else(
    page: LibraryPage, qtbot: QtBot, harbour: Path
) -> None:
    drop(page, [harbour])
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 3, timeout=WAIT)
    place = page.files.visualRect(page.files.model().index(1, 0)).center()
    QTest.mouseClick(page.files.viewport(), Qt.MouseButton.RightButton, pos=place)
    page.files.customContextMenuRequested.emit(place)  # as the platform does
    assert not page.files.chosen() and not page.preview.isVisible()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    removed = page.files.model().index(1, 0).data()
    menu.actions()[-1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 2, timeout=WAIT)
    assert removed not in states(page)


def many(folder: Path, files: int = 60) -> Path:
    """A folder of files that take some seconds to read."""
    folder.mkdir()
    for number in range(files):
        text = f"File {number} is about zq{number}. " + "Ropes and sails are kept dry. " * 120
        (folder / f"file{number:02}.txt").write_text(text)
    return folder


def crash(page: LibraryPage, qtbot: QtBot) -> None:
    """End the library's process in the midst of its work."""
    engine = page.backend._engine
    assert engine
    worker = engine._library.worker
    running = page.queue.running
    assert running
    done = running.done
    qtbot.waitUntil(lambda: running.over or running.done > done, timeout=WAIT)
    assert not running.over and worker.pid
    os.kill(worker.pid, signal.SIGKILL)


@pytest.mark.slow
def test_one_crash_is_met_by_a_new_start_and_a_second_is_kept_until_read(
    page: LibraryPage, qtbot: QtBot, tmp_path: Path, harbour: Path
) -> None:
    drop(page, [many(tmp_path / "many", 25)])
    qtbot.waitUntil(lambda: bool(page.queue.running), timeout=WAIT)
    crash(page, qtbot)
    qtbot.waitUntil(lambda: "was started again and goes on" in texts(page.window_), timeout=WAIT)
    page.choose("other")  # the second happens while another collection is shown
    crash(page, qtbot)
    qtbot.waitUntil(lambda: idle(page), timeout=WAIT)
    assert page.current == "other" and not page.notices.findChildren(ErrorBox)
    page.choose("many")
    page.choose("other")
    page.choose("many")
    (box,) = (made for made in page.notices.findChildren(ErrorBox) if made.isVisible())
    assert "library worker crashed" in texts(box) and find(box, "Show log")
    press(box, "Retry")
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 25, timeout=WAIT)
    shown = texts(page.notices)
    assert "files read" in shown and "files unchanged" in shown and "crashed" not in shown
    press(page.notices, "Dismiss")
    page.choose("other")
    page.choose("many")
    assert not page.notices.isVisible()


@pytest.mark.slow
def test_a_first_job_that_failed_leaves_its_name_and_reason(
    page: LibraryPage, qtbot: QtBot, home: Home, harbour: Path
) -> None:
    drop(page, [harbour])
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 3, timeout=WAIT)
    page.queue.add("two\nlines", [harbour], create=True)
    qtbot.waitUntil(lambda: idle(page) and "two\nlines" in page.outcomes.broken, timeout=WAIT)
    qtbot.waitUntil(lambda: page.panel.list.count() == 2, timeout=WAIT)
    page.choose("two\nlines")
    assert "cannot name a collection" in texts(page.notices)
    page.actions_.remove()
    press(next(made for made in page.findChildren(QMessageBox) if made.isVisible()), "Remove")
    qtbot.waitUntil(lambda: page.panel.list.count() == 1 and page.current == "harbour", timeout=WAIT)


@pytest.mark.slow
def test_a_file_is_opened_elsewhere_only_when_that_is_wanted(
    page: LibraryPage, qtbot: QtBot, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True
    )
    drop(page, [harbour / "knots.md"])
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 1, timeout=WAIT)
    page.files.select_path(str(harbour / "knots.md"))
    focus(qtbot, page.files)
    for answer, expected in (("Cancel", []), ("Open", [str(harbour / "knots.md")])):
        qtbot.keyClick(page.files, Qt.Key.Key_Return)
        box = next(made for made in page.findChildren(QMessageBox) if made.isVisible())
        assert box.informativeText() == str(harbour / "knots.md") and opened == []
        press(box, answer)
        assert opened == expected


def sources(numbers: Iterable[int]) -> list[SourceInfo]:
    return [
        SourceInfo(id=n, path=f"/d/{n:05}", name=f"{(n * 7919) % 100_000}.md", kind="markdown", title="",
                   size=1, chunks=n % 13, state="ready")
        for n in numbers
    ]  # fmt: skip


def test_many_files_stay_sorted_and_chosen(qtbot: QtBot) -> None:
    view = FilesView()
    qtbot.addWidget(view)
    QAbstractItemModelTester(view.files, QAbstractItemModelTester.FailureReportingMode.Fatal)

    def names() -> list[str]:
        return [view.files.index(row, 0).data() for row in range(view.files.rowCount())]

    view.files.show_sources(sources(range(0, 40, 2)))
    assert names() == sorted(names())
    view.select_path("/d/00006")
    view.files.show_sources(sources(range(40)))  # as many came in between
    assert len(names()) == 40 and names() == sorted(names())
    assert [one.path for one in view.chosen()] == ["/d/00006"]
    view.sortByColumn(PASSAGES, Qt.SortOrder.DescendingOrder)
    counts = [int(view.files.index(row, PASSAGES).data()) for row in range(40)]
    assert counts == sorted(counts, reverse=True) and [one.path for one in view.chosen()] == ["/d/00006"]
    view.files.show_sources(sources(range(3)))
    assert len(names()) == 3 and view.chosen() == []


def test_a_refresh_of_many_files_is_short(qtbot: QtBot) -> None:
    view = FilesView()
    qtbot.addWidget(view)
    view.show()
    view.files.show_sources(sources(range(10_000)))
    again = sources(range(10_050))
    before = time.thread_time()
    view.files.show_sources(again)
    assert time.thread_time() - before < 0.2  # about 0.03 when nothing else runs; it was seconds


@pytest.mark.slow
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
    drop(page, [harbour / "knots.md"])
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
    press(dialog(), "Remove")
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


@pytest.mark.slow
def test_a_removed_file_comes_back_with_undo(page: LibraryPage, qtbot: QtBot, harbour: Path) -> None:
    drop(page, [harbour / "knots.md", harbour / "wind.txt"])
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 2, timeout=WAIT)
    page.files.select_path(str(harbour / "wind.txt"))
    focus(qtbot, page.files)
    qtbot.keyClick(page.files, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 1, timeout=WAIT)
    toast = page.window_.findChild(Toast)
    assert toast and (harbour / "wind.txt").exists()
    click(toast.undo_button)
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 2, timeout=WAIT)


@pytest.mark.slow
def test_samples_by_one_click_then_their_question(page: LibraryPage, qtbot: QtBot) -> None:
    click(page.sample_button)
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 5, timeout=WAIT)
    press(page.notices, "Try: Above which wind do beginners stay ashore?")
    qtbot.waitUntil(lambda: page.search.results.model().rowCount() > 5, timeout=WAIT)
    assert page.search.results.currentIndex().data() == "handbook.pdf, page 5"
    qtbot.waitUntil(lambda: len(page.preview.text.toPlainText()) > 1500, timeout=WAIT)
    assert "15 knots" in page.preview.text.toPlainText()


@pytest.mark.slow
def test_re_index_finds_changes_and_the_choice_is_remembered(
    make: Callable[[], MainWindow], qtbot: QtBot, harbour: Path, home: Home
) -> None:
    window = make()
    page = window.open("library")
    assert isinstance(page, LibraryPage)
    drop(page, [harbour])
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 3, timeout=WAIT)
    (harbour / "wind.txt").write_text("Nobody sails above twenty-five knots.")
    (harbour / "knots.md").unlink()
    press(page.header, "Re-index")
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 2, timeout=WAIT)
    assert "1 file gone" in texts(page.notices)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(page.queue.findChildren(IndexJob)) == 1  # the one whose outcome is shown
    page.look_for("twenty-five", now=True)
    qtbot.waitUntil(lambda: page.search.results.model().rowCount() == 1, timeout=WAIT)
    window.close()
    assert window.settings.collection == "harbour"


@pytest.mark.slow
def test_hostile_text_stays_text(page: LibraryPage, qtbot: QtBot, tmp_path: Path) -> None:
    text = '<img src="file:///etc/passwd"> <b>loop</b> 🦜 &amp; <a href="https://example.org">loop</a>'
    (tmp_path / "evil <b>.txt").write_text(text)
    page.choose("<b>Sea</b> & co")
    drop(page, [tmp_path / "evil <b>.txt"])
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 1, timeout=WAIT)
    escaped = "<qt>&lt;b&gt;Sea&lt;/b&gt; &amp; co</qt>"
    assert page.header.title.toolTip() == page.panel.list.item(0).toolTip() == escaped
    assert page.header.title.textFormat() == Qt.TextFormat.PlainText
    assert "evil &lt;b&gt;" in page.files.files.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    page.actions_.remove()
    box = next(made for made in page.findChildren(QMessageBox) if made.isVisible())
    assert box.textFormat() == Qt.TextFormat.PlainText and "<b>Sea</b> & co" in box.text()
    press(box, "Keep")
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


@pytest.mark.slow
def test_the_page_is_usable_at_twice_the_text_size(page: LibraryPage, qtbot: QtBot, harbour: Path) -> None:
    from desktop.theme import theme

    def whole(made: QWidget) -> bool:
        edge = made.mapTo(page, QPoint(made.width(), 0)).x()
        return edge <= page.width() and made.width() >= made.sizeHint().width()

    drop(page, [harbour])
    qtbot.waitUntil(lambda: idle(page) and len(page.sources) == 3, timeout=WAIT)
    try:
        theme.apply("light", 2.0)
        page.look_for("loop", now=True)
        qtbot.waitUntil(lambda: page.search.results.model().rowCount() > 0, timeout=WAIT)
        qtbot.waitUntil(lambda: not page.panel.isVisible(), timeout=WAIT)
        for made in (page.header.add_button, page.header.again_button, page.preview.open_button):
            qtbot.waitUntil(lambda made=made: whole(made), timeout=WAIT)  # type: ignore[misc]
    finally:
        theme.apply("light", 1.0)
