"""Text from models and documents: shown well, and without fetching or opening anything."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.theme import load_fonts, theme
from desktop.widgets import safe_text
from desktop.widgets.link_question import LinkQuestion
from desktop.widgets.markdown import MarkdownView
from desktop.widgets.markdown_pieces import Piece, split
from tests.desktop.hands import find, press
from tests.desktop.hostile_text import HOSTILE, Watch

_seen: list[tuple[str, Any]] | None = None


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if _seen is not None and event in (
        "open",
        "socket.connect",
        "socket.getaddrinfo",
        "subprocess.Popen",
        "os.system",
    ):
        _seen.append((event, args))


sys.addaudithook(_audit)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    made = Watch(tmp_path)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _theme(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    load_fonts()
    theme.apply("light")


@pytest.fixture
def view(qtbot: QtBot) -> MarkdownView:
    made = MarkdownView("Answer")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def paint(view: MarkdownView) -> None:
    QApplication.processEvents()
    view.grab()


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_the_watch_sees_what_an_ordinary_browser_opens(qtbot: QtBot, watch: Watch) -> None:
    """Otherwise the next test could not fail."""
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    browser.show()
    for text in ("![x]({file})", "![x](file://{file})"):
        browser.setMarkdown(watch.hostile(text))
        browser.grab()
        assert watch.caught(), text


class Refusing(QTextBrowser):
    """What people usually do: refuse by answering nothing. Qt then opens the file itself."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return None


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_refusing_in_the_browser_alone_is_not_enough(qtbot: QtBot, watch: Watch) -> None:
    browser = Refusing()
    qtbot.addWidget(browser)
    browser.show()
    browser.setMarkdown(watch.hostile("![x]({file})"))
    browser.grab()
    assert watch.caught()


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_nothing_hostile_fetches_or_opens_anything(
    view: MarkdownView, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    global _seen
    assert len(HOSTILE) >= 60
    opened: list[QUrl] = []
    handed_out: list[Any] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url))
    nothing = safe_text._nothing
    monkeypatch.setattr(
        safe_text, "_nothing", lambda kind: handed_out.append(nothing(kind)) or handed_out[-1]
    )
    for text in HOSTILE:
        shown = watch.hostile(text)
        paint(view)  # what Qt and Python need themselves is loaded now
        _seen = []
        try:
            for part in (shown[: len(shown) // 2], shown):  # as it streams in, and whole
                view.set_markdown(part, [1, 2])
                paint(view)
            for passage in view.passages:
                passage.setSource(QUrl.fromLocalFile(str(watch.file)))
                passage.setSource(QUrl(watch.web))
                for address in _links(passage):
                    passage.anchorClicked.emit(QUrl(address))
            paint(view)
            time.sleep(0.005)
            assert not watch.caught(), shown
            assert not _seen, (shown, _seen)
        finally:
            _seen = None
        for question in view.findChildren(LinkQuestion):
            question.reject()
        assert "￼" not in view.plain_text(), shown  # no image is left in the document
    assert not opened
    for resource in handed_out:
        assert resource == b" " or (resource.width(), resource.height()) == (1, 1)


def _links(passage: QTextBrowser) -> list[str]:
    found = []
    block = passage.document().begin()
    while block.isValid():
        part = block.begin()
        while not part.atEnd():
            if href := part.fragment().charFormat().anchorHref():
                found.append(href)
            part += 1
        block = block.next()
    return found


def test_html_is_shown_as_text(view: MarkdownView) -> None:
    text = "<b>bold</b> <img src='x'>\n\n<div onclick=\"x\">block</div>\n\n<script>alert(1)</script>"
    view.set_markdown(text)
    for part in ("<b>bold</b>", "<img src='x'>", '<div onclick="x">block</div>', "<script>alert(1)</script>"):
        assert part in view.plain_text()


def test_an_image_is_described(view: MarkdownView) -> None:
    view.set_markdown("See ![a knot](http://example.org/k.png) here.")
    assert view.plain_text() == "See [Image not loaded: a knot (http://example.org/k.png)] here."


def click_text(view: MarkdownView, word: str) -> None:
    (passage,) = view.passages
    at = passage.document().find(word)
    middle = QTextCursor(at)
    middle.setPosition((at.selectionStart() + at.selectionEnd()) // 2)
    place = passage.cursorRect(middle).center()
    QTest.mouseClick(passage.viewport(), Qt.MouseButton.LeftButton, pos=place - QPoint(1, 0))


def test_a_link_shows_its_address_and_asks(view: MarkdownView, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    view.set_markdown("[www.bank.example](https://evil.example/steal?x=1)")
    paint(view)
    click_text(view, "bank")
    (question,) = view.findChildren(LinkQuestion)
    assert question.address.toPlainText() == "https://evil.example/steal?x=1"
    assert question.cancel_button.isDefault() and question.focusWidget() is question.cancel_button
    assert not opened
    press(question, "Copy address")
    assert QGuiApplication.clipboard().text() == "https://evil.example/steal?x=1"
    assert not opened


def test_only_web_and_mail_can_be_opened_and_only_by_a_click(
    view: MarkdownView, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    for address in ("file:///etc/passwd", "javascript:alert(1)", "smb://host/x", "relative", "C:/x.exe", ""):
        question = LinkQuestion(view, address)
        question.open()
        assert {b.text() for b in question.findChildren(QPushButton)} == {"Copy address", "Cancel"}, address
        question.reject()
    question = LinkQuestion(view, "https://example.org/")
    question.open()
    find(question, "Open").click()
    assert opened == ["https://example.org/"]
    question = LinkQuestion(view, "https://example.org/")
    question.open()
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert not question.isVisible() and len(opened) == 1


def test_what_is_opened_is_shown_whole(view: MarkdownView) -> None:
    long = "https://example.org/?" + "x" * 7900 + "&to=evil"
    question = LinkQuestion(view, long)
    question.open()
    assert question.address.toPlainText() == long and find(question, "Open")
    QTest.keyClick(question.address, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert question.address.verticalScrollBar().maximum() > 0
    question.reject()
    question = LinkQuestion(view, long + "x" * 200)
    assert {b.text() for b in question.findChildren(QPushButton)} == {"Copy address", "Cancel"}
    question.deleteLater()


def test_citations_become_pills(view: MarkdownView, qtbot: QtBot) -> None:
    view.set_markdown("One [1]. Two [2, 3]. Unknown [7]. Code `[1]`. Link [1](http://x).", [1, 2, 3])
    paint(view)
    (passage,) = view.passages
    assert sorted(pill.number for pill in passage.pills) == [1, 2, 3]
    assert "[7]" in view.plain_text() and "[2, 3]" not in view.plain_text()
    boxes = [passage.pill_box(pill) for pill in passage.pills]
    for n, box in enumerate(boxes):
        assert box.width() > 10 and not any(box.intersects(other) for other in boxes[n + 1 :])
    for pill in passage.pills:
        with qtbot.waitSignal(view.cited) as cited:
            place = passage.pill_box(pill).center().toPoint()
            QTest.mouseClick(passage.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert cited.args == [pill.number]


def test_a_pill_is_reached_by_keyboard(view: MarkdownView, qtbot: QtBot) -> None:
    view.set_markdown("As the book says [4].", [4])
    paint(view)
    (passage,) = view.passages
    passage.setFocus()
    QTest.keyClick(passage, Qt.Key.Key_Tab)
    with qtbot.waitSignal(view.cited) as cited:
        QTest.keyClick(passage, Qt.Key.Key_Return)
    assert cited.args == [4]


def test_pieces() -> None:
    text = "Hi\n\n```py\nx = 1\n\ny\n```\nand\n\n- a\n  ~~~\n  b\n  ~~~\n\n````\n```\n````\n```\nopen"
    assert split(text) == [
        Piece(False, "Hi"),
        Piece(True, "x = 1\n\ny", "py"),
        Piece(False, "and\n\n- a"),
        Piece(True, "b"),
        Piece(True, "```"),
        Piece(True, "open"),
    ]
    assert split("") == split("\n\n") == []
    wide = "|a" * 40 + "|\n" + "|-" * 40 + "|"
    assert "\\|" in split(wide)[0].text


def test_a_growing_text_repaints_only_its_end(view: MarkdownView) -> None:
    text = (
        "\n\n".join(f"Paragraph {n}. " + "word " * 120 for n in range(20))
        + "\n\n```py\nx = 1\n```\n\nThe end."
    )
    kept: dict[int, list[Any]] = {}
    for end in range(0, len(text) + 1, 97):
        view.set_markdown(text[:end])
        for position, passage in enumerate(view.passages[:-1]):
            kept.setdefault(position, [passage, passage.document().revision()])
            assert kept[position] == [passage, passage.document().revision()]
    view.set_markdown(text)
    assert len(view.passages) > 4 and view.code_blocks[0].code == "x = 1"
    paint(view)
    whole = " ".join(view.plain_text().split())
    assert whole.startswith("Paragraph 0.") and whole.endswith("x = 1 The end.")


def test_its_height_is_that_of_the_text(view: MarkdownView) -> None:
    view.set_markdown("word " * 300)
    paint(view)
    (passage,) = view.passages
    tall = passage.height()
    assert tall >= passage.document().size().height() and passage.verticalScrollBar().maximum() == 0
    view.resize(300, 400)
    paint(view)
    assert passage.height() > tall * 1.6
    view.set_markdown("word")
    paint(view)
    assert view.passages[0].height() < 40


HEAVY = {
    "quotes": ">" * 3000 + " x",
    "lists": "- " * 1500 + "x",
    "brackets": "[" * 5000,
    "stars": "*a **a " * 2000,
    "ticks": "`" * 9999 + "a",
    "table": "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + "|b" * 1000 + "|",
    "rows": "|a|b|\n|-|-|\n" + "|c|d|\n" * 400,
    "word": "x" * 60_000,
    "entities": "&amp;" * 5000,
    "code": '```c\n"' + "\\" * 20_000 + "\n/*" * 3000 + "\n```",
    "images": "![a](x)" * 500,
}


@pytest.mark.parametrize("name", HEAVY)
def test_hostile_lengths_are_shown_in_good_time(name: str, view: MarkdownView) -> None:
    began = time.thread_time()
    view.set_markdown(HEAVY[name], [1])
    paint(view)
    assert time.thread_time() - began < 2.0


def test_odd_text(view: MarkdownView) -> None:
    front = "---\ntitle: x\n---\nbody"
    for text in (
        "",
        "\0",
        "a\0b",
        "\ud800",
        "﷽" * 50,
        "\u202eabc",
        front,
        "\r\n\r",
        "🦜 ahoy [1]",
    ):
        view.set_markdown(text, [1])
        paint(view)
    assert "ahoy" in view.plain_text() and len(view.passages[0].pills) == 1
    view.set_markdown(front)
    assert "title: x" in view.plain_text() and "body" in view.plain_text()


def test_both_themes_repaint_what_is_shown(view: MarkdownView) -> None:
    view.set_markdown("A [link](http://x) and [1].\n\n```py\nx = 'y'\n```", [1])
    theme.apply("dark")
    try:
        paint(view)
        (passage,) = view.passages
        cursor = passage.document().find("link")
        assert cursor.charFormat().foreground().color().name().upper() == theme.colors.primary
        assert len(passage.pills) == 1
    finally:
        theme.apply("light")
