"""The stores of the library: damaged, deleted, full, newer; what can be made again is made again."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.errors import BadFile, InputError, StorageError
from engine.library.chunks import split
from engine.library.client import Library
from engine.library.store import FileState, Store
from engine.library.text_parser import parse
from engine.library.types import MARKER
from tests.engine.library_files import (  # noqa: F401
    best,
    embedder_fixture,
    folder_fixture,
    library_fixture,
)


def break_all(chroma: Path) -> None:
    for file in chroma.rglob("*"):
        if file.is_file():
            file.write_bytes(os.urandom(5000))


def break_graph(chroma: Path) -> None:
    for file in chroma.rglob("*.bin"):
        file.write_bytes(os.urandom(max(16, file.stat().st_size)))
    for file in chroma.rglob("*.pickle"):
        file.write_bytes(b"cos\nsystem\n(S'touch pwned'\ntR.")


def break_with_rows_missing(chroma: Path) -> None:
    database = sqlite3.connect(chroma / "chroma.sqlite3")
    with database:
        database.execute("DELETE FROM embeddings WHERE rowid % 2")
        database.execute("DELETE FROM embeddings_queue WHERE rowid % 2")
    database.close()


def break_by_a_file(chroma: Path) -> None:
    shutil.rmtree(chroma)
    chroma.write_text("no folder")


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [shutil.rmtree, break_all, break_graph, break_with_rows_missing, break_by_a_file],
    ids=lambda f: f.__name__,
)
@pytest.mark.parametrize("running", [False, True], ids=["closed", "open"])
def test_the_index_is_built_again(
    library: Library, folder: Path, damage: Callable[[Path], None], running: bool
) -> None:
    library.add("sea", [folder])
    assert best(library, "price of lunch") == ("letter.docx", None)
    if not running:
        library.close()
    damage(library._home.library / "chroma")
    library.add("sea", [folder])
    assert best(library, "price of lunch") == ("letter.docx", None)
    library.close()
    assert best(library, "limit of wind for new sailors") == ("wind.pdf", 2)
    report = library.check()[0]
    assert report.chunks == report.index == 7
    assert not (library._home.library / MARKER).exists()


@pytest.mark.slow
def test_the_index_of_a_process_killed_while_writing_is_not_opened(library: Library, folder: Path) -> None:
    library.add("sea", [folder])
    library.close()
    chroma = library._home.library / "chroma"
    (chroma / "poison").write_text("would crash whoever opens it")
    (library._home.library / MARKER).write_text("")
    assert best(library, "price of lunch") == ("letter.docx", None)
    assert not (chroma / "poison").exists() and not (library._home.library / MARKER).exists()


@pytest.mark.slow
def test_another_library_in_the_same_folder_gets_a_new_index(library: Library, folder: Path) -> None:
    """library.db is deleted and filled with as many other rows: the old index must not answer."""
    library.add("sea", [folder / "knots.md"])
    library.close()
    for file in library._home.library.glob("library.db*"):
        file.unlink()
    (folder / "other.md").write_text("# Cats\n\nCats sleep all day.\n\n## Dogs\n\nDogs bark at night.")
    library.add("sea", [folder / "other.md"])
    assert library.search(["sea"], "animals that bark", limit=1)[0].similarity > 0.4
    assert library.check()[0].repaired == []


def test_words_and_vectors_are_repaired(library: Library, folder: Path) -> None:
    library.add("sea", [folder])
    library.close()
    database = sqlite3.connect(library._home.library / "library.db")
    with database:
        database.execute("INSERT INTO words (words) VALUES ('delete-all')")
        database.execute("DELETE FROM vectors WHERE chunk_id = 2")
        database.execute("UPDATE vectors SET vector = x'00' WHERE chunk_id = 3")
    database.close()
    report = library.check()[0]
    assert report.repaired == ["words", "vectors", "index"]
    assert report.chunks == report.words == report.vectors == report.index == 7
    assert library.check()[0].repaired == []
    assert best(library, "price of lunch") == ("letter.docx", None)


def test_another_embedder_is_noticed(library: Library, folder: Path, embedder: Path, tmp_path: Path) -> None:
    """Same model, same dimension, other bytes: vectors may differ, so they are made again."""
    library.add("sea", [folder])
    other = tmp_path / "other.gguf"
    other.write_bytes(embedder.read_bytes() + bytes(32))
    library._embedder = lambda: other
    with pytest.raises(InputError, match="another embedding model"):
        library.search(["sea"], "lunch")
    assert library.check()[0].repaired == ["vectors", "index"]
    assert best(library, "price of lunch") == ("letter.docx", None)
    library._embedder = lambda: embedder
    assert library.add("sea", [folder]).unchanged == 5
    assert best(library, "price of lunch") == ("letter.docx", None)


def test_a_newer_and_a_damaged_database_are_refused(library: Library, folder: Path) -> None:
    library.add("sea", [folder])
    library.close()
    file = library._home.library / "library.db"
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 99")
    database.execute("PRAGMA journal_mode = DELETE")
    database.close()
    with pytest.raises(BadFile, match="newer Macaw"):
        library.list()
    library.close()
    file.write_bytes(b"not a database at all" * 500)
    with pytest.raises(BadFile, match=r"library\.db is damaged"):
        library.list()
    assert file.read_bytes().startswith(b"not a database")


def test_a_full_disk_keeps_the_state_before(tmp_path: Path) -> None:
    """SQLite's own limit on pages raises what a full disk does."""
    store = Store(tmp_path / "library.db")
    collection = store.create_collection("sea", "e" * 64, 8)
    document = parse("# A\n\n" + "Some words. " * 50, markdown=True)
    chunks = split(document, lambda text: len(text.split()))
    vectors = np.ones((len(chunks), 8), dtype=np.float32)
    store.replace_source(collection, FileState("/a", "a", "1" * 64, 1, 1), document, chunks, vectors)
    before = (store.counts(collection), store.sources(collection), store.collection("sea"))
    limit = store._database.rows("PRAGMA page_count")[0][0]
    store._database.rows(f"PRAGMA max_page_count = {limit}")
    large = parse(os.urandom(60_000).hex(), markdown=False)
    many = split(large, lambda text: len(text) // 4)
    with pytest.raises(StorageError, match=r"library\.db.*full"):
        store.replace_source(
            collection,
            FileState("/a", "a", "2" * 64, 1, 1),
            large,
            many,
            np.ones((len(many), 8), dtype=np.float32),
        )
    assert (store.counts(collection), store.sources(collection), store.collection("sea")) == before
    assert store.check_words() and store.text(1) == document.text
    store.close()
