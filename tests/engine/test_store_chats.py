"""Chats as the window keeps them: versions and branches, pinned, renamed, deleted and restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import NotFound
from engine.store import Store
from engine.types import Message


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "macaw.db")
    yield store
    store.close()


def user(content: str) -> Message:
    return Message(role="user", content=content)


def assistant(content: str) -> Message:
    return Message(role="assistant", content=content)


def contents(store: Store, chat: int) -> list[str]:
    return [message.content for message in store.messages(chat)]


def test_an_answer_keeps_what_is_known_about_it(store: Store) -> None:
    chat = store.add_chat("pirate", ["Seamanship"])
    store.add_message(chat, user("Which knot?"))
    facts = {"tokens_per_second": 41.5, "citations": [{"number": 1, "file": "handbook.pdf", "page": None}]}
    id = store.add_message(chat, assistant("The bowline [1]."), voice="pirate:0.7+bard:0.3", facts=facts)
    question, answer = store.conversation(chat)
    assert (answer.id, answer.parent, answer.chat, answer.role) == (id, question.id, chat, "assistant")
    assert answer.voice == "pirate:0.7+bard:0.3" and answer.facts == facts and answer.versions == (id,)
    assert question.parent is None and question.facts == {} and question.voice == ""
    assert store.chat(chat).collections == ("Seamanship",)


def test_another_answer_is_a_version(store: Store) -> None:
    chat = store.add_chat("pirate")
    question = store.add_message(chat, user("Tea?"))
    first = store.add_message(chat, assistant("Aye"))
    store.add_message(chat, user("More?"))
    second = store.add_message(chat, assistant("Arrr"), after=question)
    assert contents(store, chat) == ["Tea?", "Arrr"]
    assert store.conversation(chat)[1].versions == (first, second)
    store.show_version(first)
    assert contents(store, chat) == ["Tea?", "Aye", "More?"]  # down to what followed it
    store.add_message(chat, assistant("Always"))
    assert contents(store, chat) == ["Tea?", "Aye", "More?", "Always"]
    store.show_version(second)
    assert contents(store, chat) == ["Tea?", "Arrr"]
    assert [turn.content for turn in store.history(first)] == ["Tea?", "Aye"]


def test_an_edited_question_begins_a_branch_even_at_the_very_start(store: Store) -> None:
    chat = store.add_chat("pirate")
    first = store.add_message(chat, user("What is a fish?"))
    store.add_message(chat, assistant("It swims."))
    edited = store.add_message(chat, user("What is a bird?"), after=0)
    assert contents(store, chat) == ["What is a bird?"]
    assert store.conversation(chat)[0].versions == (first, edited)
    assert store.chat(chat).title == "What is a fish?"
    store.show_version(first)
    assert contents(store, chat) == ["What is a fish?", "It swims."]


def test_why_a_question_has_no_answer_is_kept(store: Store) -> None:
    message = store.add_message(store.add_chat("pirate"), user("q"), facts={"n": 1})
    store.note_failure(message, "The “model” is gone.")
    assert store.history(message)[0].facts == {"n": 1, "failed": "The “model” is gone."}
    with pytest.raises(NotFound):
        store.note_failure(message + 1, "no")


def test_a_branch_is_a_copy_with_a_life_of_its_own(store: Store) -> None:
    chat = store.add_chat("pirate", ["Seamanship"])
    for n in range(3):
        store.add_message(chat, user(f"q{n}"))
        store.add_message(chat, assistant(f"a{n}"), voice="pirate", facts={"n": n})
    middle = store.conversation(chat)[3]
    copy = store.branch_chat(middle.id)
    assert contents(store, copy) == ["q0", "a0", "q1", "a1"]
    assert store.conversation(copy)[3].facts == {"n": 1} and store.chat(copy).collections == ("Seamanship",)
    assert store.chat(copy).title == "q0 (2)"
    again = store.branch_chat(store.conversation(copy)[1].id)
    assert store.chat(again).title == "q0 (3)"
    store.add_message(copy, user("elsewhere"))
    assert len(contents(store, chat)) == 6 and len(contents(store, copy)) == 5
    assert [found.id for found in store.search("elsewhere")] == [copy]


def test_order_is_pinned_first_then_by_the_newest_message(store: Store) -> None:
    chats = [store.add_chat("plain") for _ in range(3)]
    for chat in chats:
        store.add_message(chat, user(f"chat {chat}"))
    store.pin_chat(chats[0])
    assert [chat.id for chat in store.chats()] == [chats[0], chats[2], chats[1]]
    assert [chat.pinned for chat in store.chats()] == [True, False, False]
    assert [chat.id for chat in store.search("chat")] == [chats[0], chats[2], chats[1]]
    store.pin_chat(chats[0], False)
    assert [chat.id for chat in store.chats()] == [chats[2], chats[1], chats[0]]


def test_rename_and_voice(store: Store) -> None:
    chat = store.add_chat("pirate")
    store.add_message(chat, user("the first words"))
    store.rename_chat(chat, "  50 % of\n_all_ knots ")
    store.set_voice(chat, "bard:0.5", ["Almanac", "Rules"])
    store.add_message(chat, user("more"))
    found = store.chat(chat)
    assert (found.title, found.voice, found.collections) == (
        "50 % of _all_ knots",
        "bard:0.5",
        ("Almanac", "Rules"),
    )
    for text, there in (("50 %", True), ("_all_", True), ("f _a", True), ("5_ %", False), ("%%", False)):
        assert bool(store.search(text)) is there, text
    store.rename_collection("Rules", "Laws")
    assert store.chat(chat).collections == ("Almanac", "Laws")


def test_the_last_word_of_a_search_may_be_unfinished(store: Store) -> None:
    chat = store.add_chat("plain")
    store.add_message(chat, user("boil the kettle"))
    assert store.search("kett") and store.search("boil kett")
    assert not store.search("ket boil") and not store.search("kettles")


def test_deleted_is_out_of_sight_and_can_be_restored_until_the_next_start(tmp_path: Path) -> None:
    store = Store(tmp_path / "macaw.db")
    gone, kept, back = (store.add_chat("plain") for _ in range(3))
    for chat in (gone, kept, back):
        store.add_message(chat, user(f"secret {chat}"))
    store.delete_chat(gone)
    store.delete_chat(back)
    assert [chat.id for chat in store.chats()] == [chat.id for chat in store.search("secret")] == [kept]
    for action in (store.chat, store.messages, store.conversation, store.delete_chat, store.pin_chat):
        with pytest.raises(NotFound):
            action(gone)
    with pytest.raises(NotFound):
        store.add_message(gone, user("x"))
    store.restore_chat(back)
    with pytest.raises(NotFound):
        store.restore_chat(kept)
    store.close()
    again = Store(tmp_path / "macaw.db")
    assert {chat.id for chat in again.search("secret")} == {kept, back}
    with pytest.raises(NotFound):
        again.restore_chat(gone)
    again.close()
    for file in tmp_path.iterdir():
        assert f"secret {gone}".encode() not in file.read_bytes()


def test_unknown_messages(store: Store) -> None:
    chat, other = store.add_chat("plain"), store.add_chat("plain")
    foreign = store.add_message(other, user("x"))
    for action in (store.history, store.show_version, store.branch_chat):
        with pytest.raises(NotFound):
            action(10**6)
    with pytest.raises(NotFound):
        store.add_message(chat, user("y"), after=foreign)
    assert store.messages(chat) == [] and store.conversation(chat) == []


def test_a_very_long_chat(store: Store) -> None:
    """Deeper than SQLite's limit for nested triggers."""
    chat = store.add_chat("plain")
    with store._write() as db:
        for n in range(3000):
            db.execute(
                "INSERT INTO messages (chat, parent, role, content, created) VALUES (?, ?, 'user', ?, '')",
                (chat, n or None, f"turn {n}"),
            )
        db.execute("UPDATE chats SET leaf = 3000 WHERE id = ?", (chat,))
    assert contents(store, chat)[::1499] == ["turn 0", "turn 1499", "turn 2998"]
    copy = store.branch_chat(2000)
    assert len(contents(store, copy)) == 2000
    store.delete_chat(chat)
