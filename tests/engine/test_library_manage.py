"""Collections made, renamed and read again; passages where they stand; questions asked while files come in."""

from __future__ import annotations

import queue
import threading
import time
from pathlib import Path

import pytest

from engine.cancel import Cancel
from engine.errors import Cancelled, InputError, NotFound
from engine.library.answers import matching_words
from engine.library.client import Library
from engine.library.surroundings import around
from engine.library.types import ChunkProgress, FileProgress, Passage
from engine.personas import Shelf
from engine.types import Persona
from tests.engine.library_files import (  # noqa: F401
    best,
    embedder_fixture,
    encrypted_pdf,
    folder_fixture,
    library_fixture,
    many_files,
)


def test_an_empty_collection_is_made_filled_and_searched(library: Library, folder: Path) -> None:
    assert library.names() == []
    assert library.create("sea").model_dump(exclude={"embedder"}) == {
        "name": "sea",
        "chunks": 0,
        "sources": [],
    }
    assert library.search(["sea"], "knots") == []
    for taken in ("sea", "  sea "):
        with pytest.raises(InputError, match="already"):
            library.create(taken)
    with pytest.raises(InputError, match="cannot name"):
        library.create("two\nlines")
    assert library.add("sea", [folder]).indexed == 5
    assert best(library, "price of lunch") == ("letter.docx", None)
    assert library.check()[0].repaired == []


def test_a_first_bad_file_is_remembered_with_its_reason(library: Library, tmp_path: Path) -> None:
    library.create("sea")
    locked = encrypted_pdf(tmp_path / "locked.pdf")
    assert len(library.add("sea", [locked]).failed) == 1
    source = library.list("sea")[0].sources[0]
    assert (source.name, source.state, source.cause) == (
        "locked.pdf", "failed", "It opens only with a password.",
    )  # fmt: skip
    assert "encrypted" in source.error and source.fix


def test_an_old_reason_is_not_told_of_a_file_that_changed(library: Library, tmp_path: Path) -> None:
    library.create("sea")
    broken, note = tmp_path / "broken.md", tmp_path / "note.md"
    note.write_text("High water.")
    library.add("sea", [note])
    for file, state in ((broken, "failed"), (note, "stale")):
        file.write_bytes(b"\0\1\2" * 50)
        assert library.add("sea", [file]).failed
        source = next(s for s in library.list("sea")[0].sources if s.path == str(file))
        assert source.state == state and "changed" not in source.error
        time.sleep(0.01)
        file.write_text("Low water.")
        source = next(s for s in library.list("sea")[0].sources if s.path == str(file))
        assert "changed since" in source.error and source.fix == "Read it again."
        assert library.add("sea", [file]).indexed == 1
        source = next(s for s in library.list("sea")[0].sources if s.path == str(file))
        assert (source.state, source.error) == ("ready", "")


def test_rename_keeps_everything_searchable(library: Library, folder: Path) -> None:
    library.add("sea", [folder])
    library.create("land")
    with pytest.raises(InputError, match="already"):
        library.rename("sea", "land")
    with pytest.raises(NotFound):
        library.rename("sky", "air")
    library.rename("sea", "sea")
    library.rename("sea", "Ocean & “waves”")
    assert [info.name for info in library.list()] == library.names() == ["Ocean & “waves”", "land"]
    assert library.search(["Ocean & “waves”"], "price of lunch")[0].file == "letter.docx"
    assert library.check()[0].repaired == []


def test_personas_follow_a_renamed_collection(library: Library) -> None:
    shelf = Shelf(library._home)
    shelf.save(Persona(id="cook", name="Cook", collections=["land", "sea"]))
    shelf.save(Persona(id="monk", name="Monk", collections=["sky"]))
    card = shelf.folder("cook") / "card.md"
    card.write_text("a card")
    shelf.rename_collection("sea", "ocean")
    assert shelf.get("cook").collections == ["land", "ocean"] and card.read_text() == "a card"
    assert shelf.get("monk").collections == ["sky"]


def test_reindex_reads_again_retries_and_forgets(library: Library, folder: Path, tmp_path: Path) -> None:
    locked = encrypted_pdf(tmp_path / "locked.pdf")
    library.add("sea", [folder, locked])
    (folder / "knots.md").unlink()
    (folder / "tides.txt").write_text("The tide now turns after seven hours.")
    seen: list[FileProgress] = []
    result = library.reindex("sea", on_progress=seen.append)
    assert (result.indexed, result.removed, len(result.failed)) == (4, 1, 1)
    assert [(step.name, step.state) for step in seen][-1] == ("knots.md", "removed")
    assert library.search(["sea"], "seven hours", limit=1)[0].file == "tides.txt"
    assert {source.name for source in library.list("sea")[0].sources} == {
        "letter.docx", "locked.pdf", "page.html", "tides.txt", "wind.pdf",
    }  # fmt: skip
    assert library.reindex("sea", ["tides.txt"]).indexed == 1
    with pytest.raises(NotFound):
        library.reindex("sea", ["knots.md"])
    assert library.check()[0].repaired == []


def test_files_on_a_disk_that_is_away_are_not_forgotten(library: Library, folder: Path) -> None:
    library.add("sea", [folder])
    away = folder.rename(folder.with_name("unmounted"))
    result = library.reindex("sea")
    assert (result.removed, len(result.failed)) == (0, 5)
    assert "exist" in result.failed[0].cause
    assert library.list("sea")[0].chunks == 7
    away.rename(folder)
    assert library.reindex("sea").indexed == 5


def test_a_passage_in_its_document(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text(
        "\n\n".join(f"Paragraph {number} speaks of zq{number}. " + "More. " * 16 for number in range(60))
    )
    library.add("sea", [file])
    passage = library.search(["sea"], "zq20", limit=1)[0]
    found = library.surroundings(passage.source_id, passage.start, passage.end, 1000)
    assert found.text == passage.text and not found.first and not found.last
    assert found.before.startswith("Paragraph ") and 700 < len(found.before) <= 1000
    assert not found.after.endswith("\n\n") and 700 < len(found.after) <= 1000
    library.remove("sea", "long.txt")
    with pytest.raises(NotFound, match="no longer"):
        library.surroundings(passage.source_id, passage.start, passage.end, 1000)


@pytest.mark.parametrize(
    "start,end,before,after,first,last",
    [
        (0, 3, "", "\n\nfour five six", True, False),
        (10, 14, "one\n\nfour ", " six\n\nseven", True, True),
        (20, 25, "four five six\n\n", "", False, True),
        (0, 99, "", "", True, True),
    ],
)
def test_around(start: int, end: int, before: str, after: str, first: bool, last: bool) -> None:
    text = "one\n\nfour five six\n\nseven"
    found = around(text, start, end, 17)
    assert (found.before, found.after, found.first, found.last) == (before, after, first, last)
    assert found.text == text[start:end]


@pytest.mark.slow
def test_a_question_does_not_wait_for_a_long_add(library: Library, folder: Path, tmp_path: Path) -> None:
    """Asked after the first of 40 files, it is answered before the last; what is indexed by then is found."""
    library.add("sea", [folder])
    started, answers = threading.Event(), queue.SimpleQueue[tuple[float, list[Passage]]]()
    files: list[float] = []

    def follow(step: FileProgress) -> None:
        files.append(time.monotonic())
        started.set()

    def ask() -> None:
        started.wait(60)
        found = library.search(["sea"], "price of lunch")
        assert len(library.list("sea")[0].sources) < 45
        answers.put((time.monotonic(), list(found)))

    asking = threading.Thread(target=ask)
    asking.start()
    result = library.add("sea", [many_files(tmp_path / "many", 40)], on_progress=follow)
    asking.join()
    answered, passages = answers.get()
    assert result.indexed == 40 and passages[0].file == "letter.docx"
    assert answered < files[-1], "the question waited until everything was indexed"
    assert library.check()[0].repaired == []


@pytest.mark.slow
def test_questions_are_answered_while_a_huge_file_is_read_cut_and_embedded(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add("sea", [folder])
    huge = tmp_path / "huge.txt"
    huge.write_text("\n\n".join(f"Number {n}. " + "Words of no weight. " * 20 for n in range(7000)))
    assert huge.stat().st_size > 2_900_000
    cancel, embedding = Cancel(), threading.Event()

    def follow(step: ChunkProgress) -> None:
        assert (step.name, step.file, step.files) == ("huge.txt", 1, 1)
        if step.done:
            embedding.set()

    def add() -> None:
        with pytest.raises(Cancelled):
            library.add("sea", [huge], on_chunks=follow, cancel=cancel)

    adding = threading.Thread(target=add)
    adding.start()
    waited: list[float] = []
    further = 5
    while adding.is_alive() and further:
        began = time.monotonic()
        assert best(library, "price of lunch") == ("letter.docx", None)
        waited.append(time.monotonic() - began)
        further -= embedding.is_set()
        time.sleep(0.05)
    assert embedding.is_set() and max(waited) < 2, waited
    cancel.press()
    adding.join(5)
    assert not adding.is_alive() and len(library.list("sea")[0].sources) == 5


@pytest.mark.slow
def test_progress_within_a_large_file(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_text("\n\n".join(f"Number {number}. " + "Words of no weight. " * 20 for number in range(150)))
    steps: list[ChunkProgress] = []
    library.add("sea", [file], on_chunks=steps.append)
    assert len(steps) >= 2 and all(step.name == "large.txt" and step.done <= step.total for step in steps)
    assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_matching_words_are_those_that_tell_something() -> None:
    text = "🦜 The BOWLINES hold; a bowline's loop is tied by sailors. Holding on is an art."
    spans = matching_words(text, "Which bowline would hold the sailor?")
    assert [text[start:end] for start, end in spans] == [
        "BOWLINES",
        "hold",
        "bowline's",
        "sailors",
        "Holding",
    ]
    assert matching_words(text, "the of and is") == []
