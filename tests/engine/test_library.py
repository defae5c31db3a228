"""The library as its users see it: real embedder, real Chroma, a real worker process."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cancel import Cancel
from engine.errors import BadFile, Cancelled, EngineError, InputError, InUse, NotFound, StorageError
from engine.library.client import Library
from engine.library.types import FileProgress
from engine.library.worker import COMMANDS
from engine.paths import RESOURCES, Home
from engine.workers.service import Task
from tests.engine.library_files import (  # noqa: F401
    best,
    bomb_docx,
    chunk_rows,
    embedder_fixture,
    encrypted_pdf,
    folder_fixture,
    library_fixture,
    many_files,
)

SAMPLES = RESOURCES / "samples" / "seamanship"


def test_a_folder_of_every_kind(library: Library, folder: Path) -> None:
    seen: list[FileProgress] = []
    result = library.add("sea", [folder], on_progress=seen.append)
    assert (result.indexed, result.ignored, result.failed) == (5, 1, [])
    assert [(step.done, step.total, step.state) for step in seen] == [(n, 5, "indexed") for n in range(1, 6)]
    assert best(library, "which knot gives a loop?") == ("knots.md", None)
    assert best(library, "time between high and low water") == ("tides.txt", None)
    assert best(library, "what forbids us to go sailing") == ("page.html", None)
    assert best(library, "limit of wind for new sailors") == ("wind.pdf", 2)
    assert best(library, "price of lunch") == ("letter.docx", None)
    found = library.search(["sea"], "clove hitch", limit=2)[0]
    assert (found.heading, found.number, found.path) == ("Knots > Hitches", 1, str(folder / "knots.md"))
    assert found.text == "Hitches\n\nA clove hitch slips." and found.similarity > 0.5
    assert library.list()[0].chunks == 7
    assert library.check()[0].model_dump() == {
        "name": "sea", "chunks": 7, "words": 7, "vectors": 7, "index": 7, "repaired": []
    }  # fmt: skip


def test_only_what_changed_is_read_again(library: Library, folder: Path) -> None:
    library.add("sea", [folder])
    before = chunk_rows(library)
    again = library.add("sea", [folder])
    assert (again.indexed, again.unchanged, again.chunks) == (0, 5, 0)
    assert chunk_rows(library) == before

    (folder / "knots.md").write_text(
        "# Knots\n\nThe bowline makes a fixed loop.\n\n## Bends\n\nThe sheet bend joins ropes."
    )
    (folder / "deep" / "tides.txt").rename(folder / "tide-table.txt")
    (folder / "wind.pdf").unlink()
    (folder / "new.md").write_text("The anchor is weighed at dawn.")
    changed = library.add("sea", [folder])
    assert (changed.indexed, changed.moved, changed.removed, changed.unchanged) == (2, 1, 1, 2)
    assert {source.name for source in library.list("sea")[0].sources} == {
        "knots.md", "tide-table.txt", "page.html", "letter.docx", "new.md"
    }  # fmt: skip
    assert best(library, "joining two ropes") == ("knots.md", None)
    assert best(library, "time between high and low water") == ("tide-table.txt", None)
    texts = [passage.text for passage in library.search(["sea"], "clove hitch 15 knots", limit=20)]
    assert not any("clove" in text or "15" in text for text in texts)
    assert library.check()[0].repaired == []


def test_bad_files_cost_themselves_alone(library: Library, folder: Path) -> None:
    bad = {
        "corrupt.pdf": "damaged", "torn.docx": "damaged", "empty.txt": "empty",
        "locked.pdf": "encrypted", "bomb.docx": "too much text", "missing.md": "does not exist",
    }  # fmt: skip
    (folder / "corrupt.pdf").write_bytes(b"%PDF-1.7 garbage")
    (folder / "torn.docx").write_bytes((folder / "letter.docx").read_bytes()[:400])
    (folder / "empty.txt").write_bytes(b"")
    encrypted_pdf(folder / "locked.pdf")
    bomb_docx(folder / "bomb.docx", text=True, megabytes=25)
    result = library.add("sea", [folder, folder / "missing.md"])
    assert result.indexed == 5
    assert {
        Path(error.file).name: error.cause and error.message for error in result.failed
    }.keys() == bad.keys()
    for error in result.failed:
        name = Path(error.file).name
        assert bad[name] in f"{error.message} {error.cause}" and name in error.message and error.fix
    sources = {source.name: source for source in library.list("sea")[0].sources}
    assert sources["locked.pdf"].state == "failed" and "encrypted" in sources["locked.pdf"].error

    again = library.add("sea", [folder])
    assert (again.indexed, again.unchanged, len(again.failed)) == (0, 5, 5)
    (folder / "locked.pdf").write_text("Now it is open.")
    assert library.add("sea", [folder]).indexed == 0, "a PDF by name must be one by content"
    (folder / "locked.pdf").rename(folder / "locked.txt")
    assert library.add("sea", [folder]).indexed == 1


def test_a_changed_file_that_cannot_be_read_keeps_its_old_text(library: Library, folder: Path) -> None:
    library.add("sea", [folder])
    whole = (folder / "wind.pdf").read_bytes()
    (folder / "wind.pdf").write_bytes(whole[:60])
    assert [Path(error.file).name for error in library.add("sea", [folder]).failed] == ["wind.pdf"]
    assert best(library, "limit of wind for new sailors") == ("wind.pdf", 2)
    state = {source.name: source.state for source in library.list("sea")[0].sources}
    assert state["wind.pdf"] == "stale"
    (folder / "wind.pdf").write_bytes(whole)
    assert library.add("sea", [folder]).unchanged == 5
    assert {source.state for source in library.list("sea")[0].sources} == {"ready"}


def test_a_first_add_that_fails_leaves_no_collection(library: Library, tmp_path: Path) -> None:
    result = library.add("sea", [tmp_path / "gone.pdf", encrypted_pdf(tmp_path / "locked.pdf")])
    assert [Path(error.file).name for error in result.failed] == ["gone.pdf", "locked.pdf"]
    assert library.list() == []


def test_names_queries_and_removal(library: Library, folder: Path) -> None:
    name = "Ärger & “Quotes” / ../.. \\ 🦜 'x'; DROP"
    library.add(name, [folder / "knots.md"])
    library.add("other", [folder / "wind.pdf"])
    for query in (
        '"',
        "a AND (",
        "NEAR(x, 1) OR *",
        "col:x ^2 - \0",
        "the of and",
        "🦜",
        "¿?",
        "knots " * 4000,
    ):
        assert library.search([name], query)
    both = library.search([name, "other"], "loops and beginners in the wind", limit=10)
    assert {passage.file for passage in both} == {"knots.md", "wind.pdf"}
    for bad in ("", " ", "x" * 65, "two\nlines"):
        with pytest.raises(InputError):
            library.add(bad, [folder])
    with pytest.raises(InputError, match="empty"):
        library.search([name], "  ")
    with pytest.raises(NotFound, match="nowhere"):
        library.search(["nowhere"], "x")
    with pytest.raises(NotFound, match=r"gone\.md"):
        library.remove("other", "gone.md")
    library.add("other", [folder / "deep"])
    library.remove("other", "wind.pdf")
    assert {passage.file for passage in library.search(["other"], "15 knots", limit=9)} == {
        "tides.txt",
        "page.html",
    }
    library.remove(name)
    assert [info.name for info in library.list()] == ["other"]
    assert library.check()[0].repaired == []
    assert (folder / "knots.md").exists()


@pytest.mark.slow
def test_killed_while_indexing_then_resumed(library: Library, tmp_path: Path) -> None:
    folder = many_files(tmp_path / "many", 24)
    for stop_at in (3, 9, 16):

        def kill(step: FileProgress, stop_at: int = stop_at) -> None:
            if step.done >= stop_at and library.worker.pid:
                os.kill(library.worker.pid, signal.SIGKILL)

        with pytest.raises(Exception, match="SIGKILL"):
            library.add("sea", [folder], on_progress=kill)
    result = library.add("sea", [folder])
    assert result.indexed + result.unchanged == 24 and result.unchanged >= 16
    rows = chunk_rows(library)
    assert len(rows) == len({text for _, text in rows}) == 24 * 6
    report = library.check()[0]
    assert report.chunks == report.words == report.vectors == report.index == len(rows)
    for number in range(24):
        for part in range(6):
            found = library.search(["sea"], f"zq{number}x{part}", limit=1)[0]
            assert f"zq{number}x{part}." in found.text
    for _, text in rows[::7]:
        assert library.search(["sea"], text, limit=1)[0].text == text


@pytest.mark.slow
def test_a_crash_while_indexing_is_met_by_one_new_start(library: Library, tmp_path: Path) -> None:
    folder = many_files(tmp_path / "many", 12)
    restarts: list[int] = []

    def kill(step: FileProgress) -> None:
        if step.done == 5 and not restarts and library.worker.pid:
            os.kill(library.worker.pid, signal.SIGKILL)

    result = library.add("sea", [folder], on_progress=kill, on_restart=lambda: restarts.append(1))
    assert restarts == [1]
    assert result.indexed + result.unchanged == 12 and result.unchanged >= 4 and not result.failed
    report = library.check()[0]
    assert report.chunks == report.words == report.vectors == report.index == 12 * 6


@pytest.mark.slow
def test_a_question_meets_the_crash_of_an_indexing_by_being_asked_again(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add("sea", [folder])
    stop, found = threading.Event(), queue.SimpleQueue[object]()

    def ask() -> None:
        try:
            while not stop.is_set():
                found.put((best(library, "price of lunch"), len(library.list("sea"))))
        except EngineError as error:
            found.put(error)

    def kill(step: FileProgress) -> None:
        if step.done == 5 and not restarts and library.worker.pid:
            os.kill(library.worker.pid, signal.SIGKILL)

    restarts: list[int] = []
    asking = threading.Thread(target=ask)
    asking.start()
    folder = many_files(tmp_path / "many", 12)
    library.add("sea", [folder], on_progress=kill, on_restart=lambda: restarts.append(1))
    stop.set()
    asking.join()
    assert restarts == [1] and found.qsize() > 1
    while not found.empty():
        assert found.get() == (("letter.docx", None), 1)


@pytest.mark.slow
def test_cancelled_and_resumed(library: Library, tmp_path: Path) -> None:
    folder = many_files(tmp_path / "many", 12)

    cancel = Cancel()

    def stop(step: FileProgress) -> None:
        if step.done == 4:
            cancel.press()

    with pytest.raises(Cancelled):
        library.add("sea", [folder], on_progress=stop, cancel=cancel)
    done = len(library.list("sea")[0].sources)
    assert 4 <= done < 12
    assert library.check()[0].repaired == []
    result = library.add("sea", [folder])
    assert (result.unchanged, result.indexed) == (done, 12 - done)


@pytest.mark.parametrize("content", [None, b"", b"GGUF" + b"\xff" * 47, b"no model at all" * 99])
def test_a_bad_embedder_is_named(
    library: Library, folder: Path, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "embedder.gguf"
    if content is not None:
        file.write_bytes(content)
    library._embedder = lambda: file
    with pytest.raises(BadFile, match=r"embedder\.gguf"):
        library.add("sea", [folder])
    assert library.list() == []


def test_a_second_opener_is_refused(library: Library, folder: Path, embedder: Path) -> None:
    library.add("sea", [folder])
    second = Library(library._home, lambda: embedder)
    try:
        with pytest.raises(InUse, match="library"):
            second.list()
        library.close()
        assert second.list()[0].chunks == 7
    finally:
        second.close()


@pytest.fixture
def not_root() -> Iterator[None]:
    """Root may write anywhere: act as another user for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_read_only_folder(tmp_path: Path, embedder: Path, request: pytest.FixtureRequest) -> None:
    for parent in [tmp_path, *tmp_path.parents][:4]:
        parent.chmod(0o755)
    home = Home(tmp_path / "home")
    home.library.mkdir(parents=True)
    home.library.chmod(0o555)
    home.root.chmod(0o555)
    request.getfixturevalue("not_root")
    with pytest.raises(StorageError, match="home") as caught:
        Library(home, lambda: embedder).list()
    assert "MACAW_HOME" in caught.value.fix
    # The same inside the worker, for a home that can be written but a library that cannot.
    arguments = {"home": str(home.root), "embedder": str(embedder), "collection": "sea", "paths": []}
    with pytest.raises(StorageError, match="library") as caught:
        COMMANDS["add"](Task(lambda *_: None), arguments)
    assert "MACAW_HOME" in caught.value.fix
    assert list(home.library.iterdir()) == []


def test_only_the_worker_loads_heavy_libraries() -> None:
    code = (
        "import sys, engine.library.client, engine.library.answers;"
        "print([name for name in ('chromadb', 'llama_cpp', 'numpy', 'torch', 'pypdfium2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_questions_about_the_samples_find_their_page(library: Library) -> None:
    asked = Path(__file__).with_name("seamanship_questions.json").read_text(encoding="utf-8")
    questions = json.loads(asked)["answerable"]
    assert library.add("samples", [SAMPLES]).failed == []
    found = 0
    for question in questions:
        passages = library.search(["samples"], question["question"], limit=3)
        found += (question["file"], question["page"]) in {
            (passage.file, passage.page) for passage in passages
        }
    assert found >= 0.9 * len(questions)


def test_search_while_another_thread_adds_waits_its_turn(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add("sea", [folder])
    adding = threading.Thread(target=library.add, args=("sea", [many_files(tmp_path / "many", 6)]))
    adding.start()
    time.sleep(0.05)
    assert best(library, "price of lunch") == ("letter.docx", None)
    adding.join()
    assert len(library.list("sea")[0].sources) == 11
