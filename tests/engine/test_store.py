"""The catalogue of chats: durable to the last message, searchable by anyone's typing, and upgraded in place."""

from __future__ import annotations

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import BadFile, NotFound, StorageError
from engine.store import Store
from engine.store_schema import MIGRATIONS
from engine.types import Message

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "macaw.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store(path)
    yield store
    store.close()


def said(content: str, role: str = "user") -> Message:
    return Message.model_validate({"role": role, "content": content})


def add(store: Store, *contents: str) -> int:
    chat = store.add_chat("pirate:0.7")
    for content in contents:
        store.add_message(chat, said(content))
    return chat


def found(store: Store, text: str) -> list[str]:
    return sorted(chat.title for chat in store.search(text))


# Reading and writing


def test_what_is_written_is_read(store: Store, path: Path) -> None:
    chat = store.add_chat("pirate:0.7+bard:0.3")
    turns = [said("Ahoy\0 ü 🦜\n" * 3), said("  \n", "assistant"), said("", "system"), said("x" * 1_000_000)]
    for turn in turns:
        store.add_message(chat, turn)
    assert store.messages(chat) == turns
    store.close()
    again = Store(path)
    (listed,) = again.chats()
    assert again.messages(chat) == turns and listed.voice == "pirate:0.7+bard:0.3"
    assert listed.title.startswith("Ahoy") and len(listed.title) <= 80
    again.close()


def test_text_that_is_no_unicode_is_kept_as_far_as_it_goes(store: Store) -> None:
    """What a terminal hands over for bytes that are no UTF-8."""
    chat = add(store, "caf\udce9 \ud83e")
    assert store.messages(chat)[0].content.startswith("caf")
    assert found(store, "caf") and found(store, "\udce9\ud83e") is not None


def test_unknown_chats(store: Store) -> None:
    chat = add(store, "hello")
    for id in (0, -1, chat + 1, 2**62):
        with pytest.raises(NotFound, match="There is no chat"):
            store.add_message(id, said("x"))
        with pytest.raises(NotFound):
            store.messages(id)
    assert [turn.content for turn in store.messages(chat)] == ["hello"]


def test_many_threads_write_at_once(store: Store) -> None:
    chats = [store.add_chat("plain") for _ in range(6)]
    failures: list[BaseException] = []

    def write(chat: int) -> None:
        try:
            for n in range(25):
                store.add_message(chat, said(f"{chat}: {n}"))
                store.search(str(n))
                with pytest.raises(NotFound):  # its transaction is rolled back, and no other's
                    store.add_message(10**6, said("nowhere"))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(chat,)) for chat in chats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    for chat in chats:
        assert [turn.content for turn in store.messages(chat)] == [f"{chat}: {n}" for n in range(25)]


# Search


def test_search_finds_all_words_in_one_message(store: Store) -> None:
    add(store, "The Crow's nest: höher!", "land ahoy")
    add(store, "A nest of crows in the land")
    assert found(store, "nest") == ["A nest of crows in the land", "The Crow's nest: höher!"]
    assert found(store, "NEST crow's") == ["The Crow's nest: höher!"]
    assert found(store, "land nest") == ["A nest of crows in the land"]
    assert found(store, "hoher") == ["The Crow's nest: höher!"]
    assert found(store, "whale") == []
    assert len(found(store, "")) == len(found(store, " \n")) == 2


HOSTILE = [
    '"', '""', '"""', '"a', 'a"b', "'", "a' OR '1'='1", "*", "a*", "^a", "a^", "-a", "NOT", "a NOT b", "AND", "OR",
    "NEAR(a b)", "NEAR", "content:a", "{content}:a", "(", ")", "(a", "a)", "a + b", "+", ":", "::", ".", ",", "%",
    "_", "\\", "\0", "a\0b", '\0"', "; DROP TABLE chats; --", "🦜", "\ud800", "\x1b[2J", "a" * 100_000, "a " * 5_000,
    '"' * 10_001, "((((" * 1_000, "￿", "İ", "مرحبا", "你好",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_any_typing_is_a_search(text: str, store: Store) -> None:
    add(store, "a harmless message")
    found(store, text)
    assert len(store.chats()) == 1


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("\"'*^:(){}+-\0 ANDORTE"), st.characters()), max_size=30))
def test_any_text_is_a_search(store: Store, text: str) -> None:
    store.search(text)


# Durability and upgrades

WRITER = """
import sys
from pathlib import Path
from engine.store import Store
from engine.types import Message
store = Store(Path(sys.argv[1]))
chat = store.add_chat("plain")
for n in range(100_000):
    store.add_message(chat, Message(role="user", content=f"message {n}"))
    print(n, flush=True)
"""


def test_no_message_is_lost_when_the_process_is_killed(path: Path) -> None:
    dice, expected = random.Random(4), {}
    for _ in range(3):
        command = [sys.executable, "-c", WRITER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as writer:
            assert writer.stdout
            said_done = [writer.stdout.readline() for _ in range(dice.randrange(20, 120))]
            writer.send_signal(signal.SIGKILL)
            said_done += [line for line in writer.stdout if line.endswith("\n")]  # what it still said
        store = Store(path)
        newest = max(chat.id for chat in store.chats())
        contents = [turn.content for turn in store.messages(newest)]
        assert contents == [f"message {n}" for n in range(len(contents))]
        assert len(contents) in (len(said_done), len(said_done) + 1)  # one may be written and not yet told
        expected[newest] = len(contents)
        assert {chat.id: len(store.messages(chat.id)) for chat in store.chats()} == expected
        store.close()
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
def test_a_database_of_every_older_version_is_brought_up_to_date(version: int, path: Path) -> None:
    path.parent.mkdir()
    db = sqlite3.connect(path)
    for script in MIGRATIONS[:version]:
        db.executescript(script)
    db.execute(f"PRAGMA user_version = {version}")
    if version == 1:  # as the first Macaw left it
        db.execute("INSERT INTO chats VALUES (1, 'Ahoy', 'pirate', '2026-11-20T04:17:03+00:00')")
        db.executemany(
            "INSERT INTO messages VALUES (?, 1, ?, ?, '2026-11-20T04:17:04+00:00')",
            [(1, "user", "Ahoy"), (2, "assistant", "Arrr")],
        )
    db.commit()
    db.close()
    for _ in range(2):
        store = Store(path)
        if version == 1:
            assert [turn.content for turn in store.messages(1)] == ["Ahoy", "Arrr"]
            assert [chat.title for chat in store.search("arrr")] == ["Ahoy"]
            store.add_message(1, said("More"))
            assert store.messages(1)[2].content == "More"
        store.close()
        version = 0
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    db.close()


def test_an_upgrade_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(path)
    chat = add(store, "Ahoy")
    store.close()
    broken = (*MIGRATIONS, "CREATE TABLE half (x); INSERT INTO nowhere VALUES (1);")
    monkeypatch.setattr("engine.store.MIGRATIONS", broken)
    with pytest.raises((BadFile, StorageError), match="nowhere"):
        Store(path)
    monkeypatch.undo()
    store = Store(path)
    assert store.messages(chat) == [said("Ahoy")]
    store.close()


def refused(path: Path, kind: type[Exception], words: str) -> None:
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(kind, match=words) as caught:
        Store(path)
    assert str(path) in str(caught.value)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_a_newer_database_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.executescript("CREATE TABLE future (x); PRAGMA user_version = 99;")
    db.close()
    refused(path, BadFile, "newer Macaw")


def test_a_file_that_is_no_database_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    for contents in (b"I am a poem, not a database, and long enough to be one." * 50, b"\0" * 4096):
        path.write_bytes(contents)
        refused(path, BadFile, "is damaged|cannot be opened")


def look_at_one(store: Store) -> object:
    return store.messages(5)


def look_for_one(store: Store) -> object:
    return store.search("message")


def add_one(store: Store) -> object:
    return add(store, "more")


def test_a_damaged_database_is_an_error_and_no_crash(path: Path) -> None:
    store = Store(path)
    for n in range(300):
        add(store, f"message {n} " + "x" * 500)
    store.close()
    data, dice = path.read_bytes(), random.Random(5)
    for _ in range(40):
        raw = bytearray(data)
        for _ in range(200):
            raw[dice.randrange(100, len(raw))] = dice.randrange(256)
        path.write_bytes(raw)
        try:
            store = Store(path)
        except (BadFile, StorageError):
            continue
        for action in (Store.chats, look_at_one, look_for_one, add_one):
            with contextlib.suppress(BadFile, StorageError, NotFound):
                action(store)
        store.close()
        for extra in path.parent.glob("macaw.db-*"):
            extra.unlink()


FULL = """
import resource, signal, sys
from pathlib import Path
from engine.errors import StorageError
from engine.store import Store
from engine.types import Message
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(Path(sys.argv[1]))
chat = store.add_chat("plain")
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
kept = 0
try:
    for kept in range(1000):
        store.add_message(chat, Message(role="user", content="x" * 10_000))
except StorageError as error:
    assert "macaw.db" in error.message and error.cause and error.fix, error
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert len(store.messages(chat)) == kept
    print(kept)
"""


def test_a_disk_that_takes_no_more(path: Path) -> None:
    """A clear error; what was written before stays, and it goes on once there is room."""
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    kept = int(done.stdout)
    assert 10 < kept < 200
    store = Store(path)
    (chat,) = store.chats()
    assert len(store.messages(chat.id)) == kept
    store.add_message(chat.id, said("on it goes"))
    store.close()


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="file"):
        Store(tmp_path / "file" / "macaw.db")
    (tmp_path / "macaw.db").mkdir()
    with pytest.raises(StorageError, match=r"macaw\.db"):
        Store(tmp_path / "macaw.db")
