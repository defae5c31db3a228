"""Files Macaw writes itself: pasted, written, merged, fixed; the person's own are never touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.api import Engine
from engine.datasets import read_dataset
from engine.errors import BadFile, InputError
from engine.paths import Home


def pair(question: str, answer: str) -> str:
    return json.dumps({"prompt": question, "completion": answer}) + "\n"


@pytest.fixture
def engine(home: Home) -> Iterator[Engine]:
    with Engine(home.root) as engine:
        yield engine


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    file = tmp_path / "messy.jsonl"
    rows = [
        pair("a?", "A."),
        "no json\n",
        pair("b?", "B."),
        pair("A?  ", "a."),
        pair("c?", ""),
        pair("d?", "D."),
    ]
    file.write_text("".join(rows))
    return file


def test_fixing_leaves_out_what_was_asked_and_keeps_the_original(engine: Engine, messy: Path) -> None:
    before = messy.read_bytes()
    without_bad, report = engine.fix_data(messy, ["bad_rows"], base=None)
    assert [e.prompt() for e in read_dataset(without_bad).examples] == ["a?", "b?", "A?  ", "d?"]
    assert (report.examples, report.fixed) == (4, {"bad_rows": 2})
    clean, report = engine.fix_data(without_bad, ["duplicates"], base=None)
    assert [e.prompt() for e in read_dataset(clean).examples] == ["a?", "b?", "d?"]
    assert (report.examples, report.fixed) == (3, {"duplicates": 1})
    assert messy.read_bytes() == before
    assert {f.name for f in (without_bad, clean)} == {"messy.jsonl"}
    assert all(engine.home.drafts in f.parents for f in (without_bad, clean))


def test_bad_rows_are_never_dropped_in_silence(engine: Engine, messy: Path) -> None:
    with pytest.raises(BadFile, match="2 bad rows"):
        engine.fix_data(messy, ["duplicates"], base=None)


def test_fixing_to_nothing_is_refused(engine: Engine, tmp_path: Path) -> None:
    file, out = tmp_path / "one.jsonl", tmp_path / "none.jsonl"
    file.write_text(pair("a?", "\u2026") + pair("b?", "N/A"))
    with pytest.raises(InputError, match="Nothing of"):
        engine.fix_data(file, ["empty_answers"], base=None)
    with pytest.raises(InputError, match="Nothing of"):
        engine.fix_data(file, ["empty_answers"], base=None, out=out)
    assert not out.exists()


def test_fixing_keeps_conversations_labels_and_texts(engine: Engine, tmp_path: Path) -> None:
    chat = tmp_path / "chat.jsonl"
    turns = [
        {"role": "system", "content": "S"},
        {"role": "user", "content": "ü?"},
        {"role": "assistant", "content": "B"},
    ]
    row = {"messages": turns, "label": "x", "source": "here", "rejected": "C"}
    chat.write_text(json.dumps(row) + "\n" + "bad\n")
    (example,) = read_dataset(engine.fix_data(chat, ["bad_rows"], base=None)[0]).examples
    assert [(m.role, m.content) for m in example.messages] == [
        ("system", "S"),
        ("user", "ü?"),
        ("assistant", "B"),
    ]
    assert (example.label, example.source, example.rejected) == ("x", "here", "C")
    prose = tmp_path / "prose.txt"
    prose.write_text("One thing.\n\nOne thing.\n\nAnother thing.\n")
    before = [e.text for e in read_dataset(prose).examples]
    after = [e.text for e in read_dataset(engine.fix_data(prose, ["duplicates"], base=None)[0]).examples]
    assert after == list(dict.fromkeys(before))


def test_pasted_text_is_kept_as_it_is(engine: Engine) -> None:
    text = "question,answer\nWho?,Me.\nWhere?,Here.\n"
    file = engine.draft_text(text)
    assert file.read_text() == text
    assert read_dataset(file).format == "csv"
    with pytest.raises(InputError):
        engine.draft_text(" \n ")


def test_written_pairs_become_examples(engine: Engine) -> None:
    file = engine.draft_pairs([("Who?", "Me."), ("", "lost"), ("Where?", "  "), ("Why? “So”", "Ünd\nso.")])
    found = read_dataset(file).examples
    assert [(e.messages[0].content, e.messages[1].content) for e in found] == [
        ("Who?", "Me."),
        ("Why? “So”", "Ünd\nso."),
    ]
    with pytest.raises(InputError):
        engine.draft_pairs([("only a question", "")])


def test_merging_reads_several_formats_and_tells_what_was_left_out(
    engine: Engine, messy: Path, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("question,answer\nWho?,Me.\n")
    merged, left_out = engine.merge_data([messy, table])
    assert [e.prompt() for e in read_dataset(merged).examples] == ["a?", "b?", "A?  ", "d?", "Who?"]
    assert [(path.name, problem.line) for path, problem in left_out] == [
        ("messy.jsonl", 2),
        ("messy.jsonl", 5),
    ]
