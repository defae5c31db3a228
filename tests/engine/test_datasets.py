"""Datasets: every format and every kind of broken file, the split's promises, import and reuse."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import pickle
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.datasets import (
    PARTS,
    Example,
    Format,
    dataset_info,
    describe,
    import_dataset,
    list_datasets,
    load_part,
    prompt_key,
    read_dataset,
    split,
)
from engine.errors import BadFile, InputError, NotFound, StorageError
from engine.paths import Home
from engine.types import Message

PAIRS = [("What is 2 + 2?", "Four, matey."), ("Où est l'été ?", "Ici, 日本語 “quoted”; semi,comma\ttab")]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def turns(example: Example) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in example.messages]


def chat_row(*contents: str, **extra: Any) -> dict[str, Any]:
    roles = ("user", "assistant")
    return {"messages": [{"role": roles[i % 2], "content": c} for i, c in enumerate(contents)], **extra}


def jsonl(*rows: Any) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def table(header: list[str], rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    return out.getvalue()


def problems(path: Path, format: Format | None = None) -> dict[int, str]:
    """Line -> reason, read leniently; strict reading must refuse the same file."""
    found = read_dataset(path, format=format, strict=False).problems
    if found:
        with pytest.raises(BadFile):
            read_dataset(path, format=format)
    return {problem.line: problem.reason for problem in found}


# --- every format, whatever the file is called ------------------------------------------------------

SHAREGPT = [
    {"conversations": [{"from": "human", "value": q}, {"from": "gpt", "value": a}], "id": i}
    for i, (q, a) in enumerate(PAIRS)
]
ALPACA = [{"instruction": q, "input": "", "output": a} for q, a in PAIRS]
GOOD: dict[str, tuple[Format, str, list[int]]] = {
    "chat": ("chat", jsonl(*[chat_row(q, a) for q, a in PAIRS]), [1, 2]),
    "chat array": ("chat", json.dumps([chat_row(q, a) for q, a in PAIRS]), [1, 1]),
    "chat pretty object": (
        "chat",
        "\n".join(json.dumps(chat_row(q, a), indent=2) for q, a in PAIRS),
        [1, 13],
    ),
    "completion": ("completion", jsonl(*[{"prompt": q, "completion": a} for q, a in PAIRS]), [1, 2]),
    "question/answer": ("completion", jsonl(*[{"question": q, "answer": a} for q, a in PAIRS]), [1, 2]),
    "alpaca": ("alpaca", json.dumps(ALPACA, indent=1), [2, 7]),
    "alpaca jsonl": ("alpaca", jsonl(*ALPACA), [1, 2]),
    "sharegpt": ("sharegpt", json.dumps(SHAREGPT, indent=4, ensure_ascii=False), [2, 15]),
    "sharegpt jsonl": ("sharegpt", jsonl(*SHAREGPT), [1, 2]),
    "csv": ("csv", table(["Prompt", " Completion "], [list(p) for p in PAIRS]), [2, 3]),
    "csv semicolon": (
        "csv",
        table(["question", "id", "answer"], [[q, "7", a] for q, a in PAIRS], ";"),
        [2, 3],
    ),
    "csv tab": ("csv", table(["input", "output"], [list(p) for p in PAIRS], "\t"), [2, 3]),
    "csv user": ("csv", table(["user", "assistant"], [list(p) for p in PAIRS]), [2, 3]),
    "csv instruction": ("csv", table(["instruction", "output"], [list(p) for p in PAIRS]), [2, 3]),
}


@pytest.mark.parametrize("extension", ["jsonl", "csv", "txt", "bin", ""])
@pytest.mark.parametrize("name", GOOD)
def test_format_is_told_by_content_and_rows_survive(tmp_path: Path, name: str, extension: str) -> None:
    format, content, lines = GOOD[name]
    dataset = read_dataset(write(tmp_path / f"data.{extension}", content))
    assert dataset.format == format
    assert [turns(e) for e in dataset.examples] == [[("user", q), ("assistant", a)] for q, a in PAIRS]
    assert [e.line for e in dataset.examples] == lines
    assert dataset.problems == []


@pytest.mark.parametrize("name", GOOD)
def test_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path, name: str) -> None:
    format, content, _ = GOOD[name]
    windows = content.replace("\r\n", "\n").replace("\n", "\r\n")
    dataset = read_dataset(write(tmp_path / "x", b"\xef\xbb\xbf" + windows.encode()))
    assert dataset.format == format
    assert [turns(e) for e in dataset.examples] == [[("user", q), ("assistant", a)] for q, a in PAIRS]


def test_named_format_agrees_with_detection(tmp_path: Path) -> None:
    for format, content, _ in GOOD.values():
        path = write(tmp_path / "x", content)
        assert read_dataset(path, format=format).examples == read_dataset(path).examples


def test_system_prompts_multi_turn_and_labels(tmp_path: Path) -> None:
    chat = {
        "messages": [{"role": "system", "content": "Be brief."}, *chat_row("a", "b", "c", "d")["messages"]]
    }
    path = write(
        tmp_path / "x", jsonl({**chat, "label": "fact", "source": 3}, chat_row("e", "f", kind="code"))
    )
    first, second = read_dataset(path).examples
    expected = [("system", "Be brief."), ("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d")]
    assert turns(first) == expected
    assert (first.label, second.label) == ("fact", "code")

    share = {"system": "Be brief.", "conversations": [{"role": r, "content": c} for r, c in expected[1:]]}
    assert turns(read_dataset(write(tmp_path / "y", jsonl(share))).examples[0]) == expected

    rows = table(["system", "prompt", "completion"], [["Be brief.", "a", "b"], ["", "c", "d"]])
    with_system, without = read_dataset(write(tmp_path / "z", rows)).examples
    assert turns(with_system) == [("system", "Be brief."), ("user", "a"), ("assistant", "b")]
    assert turns(without) == [("user", "c"), ("assistant", "d")]


def test_alpaca_input_is_part_of_the_question(tmp_path: Path) -> None:
    row = {"instruction": "Translate.", "input": "Bonjour", "output": "Hello"}
    expected = [("user", "Translate.\n\nBonjour"), ("assistant", "Hello")]
    assert turns(read_dataset(write(tmp_path / "a", jsonl(row))).examples[0]) == expected
    header = ["instruction", "input", "output"]
    assert (
        turns(read_dataset(write(tmp_path / "b", table(header, [list(row.values())]))).examples[0])
        == expected
    )


def test_rows_longer_than_what_detection_looks_at(tmp_path: Path) -> None:
    for (format, content), row in (
        (("alpaca", "[{}]"), {"instruction": "x" * 300_000, "output": "y"}),
        (("alpaca", "{}"), {"instruction": "x" * 300_000, "output": "y"}),
        (("completion", "{}\n"), {"question": "x" * 300_000, "answer": "y"}),
        (
            ("sharegpt", "{}\n"),
            {
                **SHAREGPT[0],
                "conversations": [
                    {"from": "human", "value": "x" * 300_000},
                    *[SHAREGPT[0]["conversations"][1]],
                ],
            },
        ),
        (("text-jsonl", "{}\n"), {"text": "x" * 300_000}),
    ):
        dataset = read_dataset(write(tmp_path / "x", content.replace("{}", json.dumps(row))))
        assert dataset.format == format and len(dataset.examples[0].prompt()) == 300_000
    rows = [chat_row(f"é{i}" * 40, "日本" * 40) for i in range(3000)]  # the sample's end cuts a character
    assert len(read_dataset(write(tmp_path / "y", jsonl(*rows))).examples) == 3000
    assert len(read_dataset(write(tmp_path / "z", json.dumps(rows, indent=1))).examples) == 3000


def test_csv_cells_may_span_lines(tmp_path: Path) -> None:
    content = table(["prompt", "completion"], [["one\ntwo", "three\n\nfour"], ["five", "six"]])
    first, second = read_dataset(write(tmp_path / "x", "\n" + content)).examples
    assert turns(first) == [("user", "one\ntwo"), ("assistant", "three\n\nfour")]
    assert (first.line, second.line) == (3, 7)


def test_plain_text_is_cut_at_blank_lines(tmp_path: Path) -> None:
    content = "\n\nOnce upon a time,\nthere was “a parrot”.\n \n\n[1] It spoke, well; often.\n"
    dataset = read_dataset(write(tmp_path / "story.json", content))
    assert dataset.format == "text"
    assert [(e.text, e.line) for e in dataset.examples] == [
        ("Once upon a time,\nthere was “a parrot”.", 3),
        ("[1] It spoke, well; often.", 7),
    ]


@pytest.mark.parametrize(
    ("asks", "answers"),
    [("Q", "A"), ("Question", "Answer"), ("user", "ASSISTANT"), ("**Frage 1:**", "Antwort")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_questions_and_answers_written_as_text(tmp_path: Path, asks: str, answers: str, end: str) -> None:
    asks, answers = (label if label.endswith("*") else f"{label}:" for label in (asks, answers))
    blocks = [f"{asks} {q}\n{answers} {a}" for q, a in PAIRS]
    blocks[0] += "\n  indented: yes\n\nAnother paragraph."
    content = ("\ufeff\n" + "\n\n".join(blocks) + "\n").replace("\n", end)
    dataset = read_dataset(write(tmp_path / "x.jsonl", content))
    assert dataset.format == "dialogue" and not dataset.problems
    (q1, a1), (q2, a2) = PAIRS
    assert [turns(example) for example in dataset.examples] == [
        [("user", q1), ("assistant", f"{a1}\n  indented: yes\n\nAnother paragraph.")],
        [("user", q2), ("assistant", a2)],
    ]
    assert [example.line for example in dataset.examples] == [2, 8]


def test_questions_without_empty_lines_stand_alone_and_talks_go_on(tmp_path: Path) -> None:
    asked = read_dataset(write(tmp_path / "a", "Q: One?\nA: Two.\nQ: Three?\nA: Four.\n"))
    assert [len(example.messages) for example in asked.examples] == [2, 2]
    talk = "User: One?\nAssistant: Two.\nUser: Three?\nAssistant: Four.\n\nUser: Five?\nAssistant: Six."
    talked = read_dataset(write(tmp_path / "b", talk))
    assert [(len(example.messages), example.line) for example in talked.examples] == [(4, 1), (2, 6)]


def test_a_question_without_an_answer_is_a_bad_row(tmp_path: Path) -> None:
    content = "Q: One?\nA: Two.\n\nQ: Three?\n\nQ: Five?\nA:\n\nQ: Six?\nA: Seven.\n"
    found = problems(write(tmp_path / "x", content))
    assert found.keys() == {4, 6} and "no assistant turn" in found[4] and "empty" in found[6]


@pytest.mark.parametrize(
    "prose",
    [
        "Q: What is this?\nA: A note.\n\nThen came the storm.\n\nAnd night.\n",
        "A: an answer first\nQ: a question\n",
        "Q: only\n\nQ: questions\n",
        "Question the answer: it may be wrong.\nAnswer me.\n",
        "User manual\n\nAssistant: none\n",
        "Dear Ann, how are you\nI am well, thank you\nCome soon, we miss you\n",
        "A line; another\nand no more\n",
        "[Chapter 1]\n\nIt was dark.\n",
        '"Quoted," she said.\n',
        "prompt\nand answer\n",
    ],
)
def test_prose_is_not_taken_for_a_table_or_json(tmp_path: Path, prose: str) -> None:
    assert read_dataset(write(tmp_path / "x.csv", prose)).format == "text"


# --- files that are no dataset ----------------------------------------------------------------------


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("data.jsonl", jsonl(chat_row("a", "b")))
    return out.getvalue()


NOT_DATASETS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\r\n\t \n", "is empty"),
    "only a BOM": (b"\xef\xbb\xbf", "is empty"),
    "pickle": (pickle.dumps(chat_row("a", "b")), "pickle"),
    "old pickle": (pickle.dumps(chat_row("a", "b"), protocol=2), "pickle"),
    "zip": (_zip(), "ZIP"),
    "gguf": (b"GGUF\x03\0\0\0" + bytes(100), "GGUF"),
    "parquet": (b"PAR1" + bytes(range(256)), "Parquet"),
    "gzip": (gzip.compress(jsonl(chat_row("a", "b")).encode()), "gzip"),
    "safetensors": (b"\x40\0\0\0\0\0\0\0" + b'{"a":{"dtype":"F32"}}', "safetensors"),
    "pdf": (b"%PDF-1.7\n%abc", "PDF"),
    "rtf": (b"{\\rtf1\\ansi hello}", "RTF"),
    "utf-16": (jsonl(chat_row("a", "b")).encode("utf-16"), "UTF-16"),
    "utf-16 without mark": (jsonl(chat_row("a", "b")).encode("utf-16-le"), "binary"),
    "random": (bytes(range(256)) * 40, "binary"),
    "empty array": (b"[]", "no rows"),
    "header only": (b"prompt,completion\n", "no rows"),
    "unknown keys": (b'{"foo": 1, "bar": 2}\n' * 3, "foo, bar"),
    "unknown columns": (b"name,age\nann,3\nbob,4\ncid,5\n", "name, age"),
    "doubled column": (b"prompt,completion,prompt\na,b,c\n", "two columns named"),
}


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("name", NOT_DATASETS)
def test_what_is_no_dataset_is_refused_in_plain_words(tmp_path: Path, name: str, strict: bool) -> None:
    content, word = NOT_DATASETS[name]
    with pytest.raises(BadFile) as caught:
        read_dataset(write(tmp_path / "data.jsonl", content), strict=strict)
    assert "data.jsonl" in caught.value.message
    assert word in str(caught.value)
    assert caught.value.fix


def test_missing_folder_device_and_impossible_name(tmp_path: Path) -> None:
    for path, word in (
        (tmp_path / "none.jsonl", "does not exist"),
        (tmp_path, "is a folder"),
        (Path("a\0b"), "cannot be opened"),
        (Path("x" * 5000), "cannot be opened"),
    ):
        with pytest.raises(BadFile, match=word):
            read_dataset(path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(BadFile, match="not a regular file"):
            read_dataset(tmp_path / "pipe")


def test_csv_format_on_another_file(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no header"):
        read_dataset(write(tmp_path / "x", "some words\n"), format="csv")


# --- bad rows: each named by line and reason --------------------------------------------------------

OK = chat_row("good", "row")


def _said(*roles: str) -> dict[str, Any]:
    return {"messages": [{"role": role, "content": "x"} for role in roles]}


BAD_ROWS: dict[str, tuple[str | bytes, str]] = {
    "cut off": (json.dumps(OK)[:-4], "not valid JSON"),
    "bare word": ("hello", "not valid JSON"),
    "not an object": ("[1, 2]", "a list, not an object"),
    "null": ("null", "not an object"),
    "deep": ("[" * 100_000, "nested too deeply"),
    "huge number": ('{"messages": ' + "9" * 5000 + "}", "number is too long"),
    "no messages": (json.dumps({"prompt": "a", "completion": "b"}), "lacks “messages” (it has “prompt”"),
    "messages no list": ('{"messages": "hi"}', "“messages” is text, not a list"),
    "messages null": ('{"messages": null}', "“messages” is missing or null"),
    "no turns": ('{"messages": []}', "“messages” is empty"),
    "turn no object": ('{"messages": ["hi"]}', "turn 1 is text, not an object"),
    "no role": ('{"messages": [{"content": "x"}]}', "turn 1: “role” is missing"),
    "role no text": ('{"messages": [{"role": 3, "content": "x"}]}', "“role” is a number, not text"),
    "unknown role": (json.dumps(_said("user", "tool")), "turn 2 has the unknown role “tool”"),
    "ugly role": ('{"messages": [{"role": "\\u001b[31m\\n", "content": "x"}]}', r"'\x1b[31m\n'"),
    "human in chat": (json.dumps(_said("human", "gpt")), "unknown role “human”"),
    "empty content": (json.dumps(chat_row("hi", "")), "turn 2: “content” is empty"),
    "blank content": (json.dumps(chat_row(" \n\t", "x")), "turn 1: “content” is empty"),
    "no content": ('{"messages": [{"role": "user"}]}', "turn 1: “content” is missing"),
    "content a list": (json.dumps({"messages": [{"role": "user", "content": ["x"]}]}), "a list, not text"),
    "content true": (json.dumps({"messages": [{"role": "user", "content": True}]}), "not text"),
    "assistant first": (json.dumps(_said("assistant", "user")), "turn 1 is the assistant's"),
    "system then assistant": (json.dumps(_said("system", "assistant")), "turn 2 is the assistant's"),
    "two users": (json.dumps(_said("user", "user", "assistant")), "turn 2 is the user's"),
    "two assistants": (json.dumps(_said("user", "assistant", "assistant")), "must alternate"),
    "no assistant": (json.dumps(_said("system", "user")), "no assistant turn"),
    "unanswered": (json.dumps(_said("user", "assistant", "user")), "ends with the user's turn"),
    "late system": (json.dumps(_said("user", "system", "assistant")), "turn 2 is a system turn"),
    "two systems": (json.dumps(_said("system", "system", "user", "assistant")), "turn 2 is a system turn"),
    "surrogate": ('{"messages": [{"role": "user", "content": "\\ud800"}]}', "unpaired surrogate"),
    "surrogate label": (json.dumps({**OK, "label": "\udcff"}), "unpaired surrogate"),
    "escaped NUL": (json.dumps(chat_row("a\0b", "x")), "NUL character"),
    "raw NUL": (b'{"messages": \0}', "NUL byte"),
    "invalid UTF-8": (b'{"messages": "\xff"}', "not valid UTF-8: byte 0xff at byte 107 of the file"),
    "cut UTF-8": (b'{"messages": "\xe2\x82"}', "not valid UTF-8"),
    "Latin-1": ('{"messages": "caf\xe9"}'.encode("latin-1"), "byte 0xe9"),
    "too long": ('{"messages": "' + "x" * (8 * 2**20) + '"}', "longer than 8 MB"),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_bad_row_of_jsonl_is_named_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    bad, reason = BAD_ROWS[name]
    good = json.dumps(OK).encode() + b"\n"
    path = write(tmp_path / "x", good + (bad if isinstance(bad, bytes) else bad.encode()) + b"\n\n" + good)
    assert len(good) + 14 == 107  # the byte position expected above
    found = read_dataset(path, strict=False)
    assert [problem.line for problem in found.problems] == [2]
    assert reason in found.problems[0].reason
    assert [e.line for e in found.examples] == [1, 4]


@pytest.mark.parametrize("name", [name for name in BAD_ROWS if name not in ("invalid UTF-8", "raw NUL")])
def test_bad_row_first_or_last_is_no_different(tmp_path: Path, name: str) -> None:
    bad = BAD_ROWS[name][0]
    bad = bad if isinstance(bad, bytes) else bad.encode()
    good = json.dumps(OK).encode()
    first = read_dataset(write(tmp_path / "x", bad + b"\n" + good), format="chat", strict=False)
    last = read_dataset(write(tmp_path / "y", good + b"\n" + bad), format="chat", strict=False)
    assert [p.line for p in first.problems] == [1]
    assert [p.line for p in last.problems] == [2]


def test_refusal_lists_the_first_and_counts_all(tmp_path: Path) -> None:
    path = write(tmp_path / "data.jsonl", jsonl(OK, *[{"messages": []}] * 7, OK))
    with pytest.raises(BadFile) as caught:
        read_dataset(path)
    assert "data.jsonl” has 7 bad rows of 9; nothing was imported." in caught.value.message
    assert "line 2: " in caught.value.cause and "line 6: " in caught.value.cause
    assert "UTF-8" not in caught.value.fix
    with pytest.raises(BadFile) as encoded:
        read_dataset(write(tmp_path / "x.csv", "prompt,completion\ncaf\xe9,x\n".encode("latin-1")))
    assert "has one bad row of 1;" in encoded.value.message and "Save the file as UTF-8" in encoded.value.fix
    assert "line 7: " not in caught.value.cause and caught.value.cause.endswith("and 2 more.")


def test_bad_elements_of_a_json_array(tmp_path: Path) -> None:
    rows = [
        ALPACA[0],
        {"instruction": "a", "output": ""},
        {"instruction": 4, "output": "b"},
        "text",
        ALPACA[1],
    ]
    path = write(tmp_path / "x", "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
    assert problems(path) == {
        3: "“output” is empty",
        4: "“instruction” is a number, not text",
        5: "is text, not an object",
    }


@pytest.mark.parametrize(
    ("tail", "line", "reason"),
    [
        ("", 3, "never closed"),
        (",", 4, "Expecting value"),
        (" {}", 4, "comma is missing"),
        ("] extra", 4, "more follows the end"),
        (',{"instruction": ', 4, "Expecting value"),
        (", nope]", 4, "Expecting value"),
        ("," + "[" * 100_000, 4, "nested too deeply"),
    ],
)
def test_broken_syntax_of_an_array_is_the_last_problem(
    tmp_path: Path, tail: str, line: int, reason: str
) -> None:
    body = "[\n" + ",\n".join(json.dumps(row) for row in ALPACA) + "\n" + tail
    found = read_dataset(write(tmp_path / "x", body), strict=False)
    assert len(found.examples) == 2
    (problem,) = found.problems
    assert problem.line == line
    assert reason in problem.reason and "rest of the file was not read" in problem.reason


def test_invalid_utf8_and_long_elements_within_an_array(tmp_path: Path) -> None:
    long = json.dumps({"instruction": "x" * (8 * 2**20), "output": "y"}).encode()
    good = json.dumps(ALPACA[0]).encode()
    content = b"[" + b",\n".join([good, b'{"instruction": "\xff", "output": "x"}', long, good]) + b"]"
    found = problems(write(tmp_path / "x", content))
    assert list(found) == [2, 3]
    assert "byte 0xff" in found[2] and "longer than 8 MB" in found[3]


def test_bad_rows_of_sharegpt(tmp_path: Path) -> None:
    def row(*pairs: tuple[str, Any]) -> dict[str, Any]:
        return {"conversations": [{"from": who, "value": what} for who, what in pairs]}

    path = write(
        tmp_path / "x",
        jsonl(
            SHAREGPT[0],
            row(("gpt", "x"), ("human", "y")),
            row(("human", "x"), ("tool", "y")),
            row(("human", "x"), ("gpt", None)),
            {"conversations": {}},
            {**SHAREGPT[0], "system": 3},
        ),
    )
    found = problems(path)
    assert list(found) == [2, 3, 4, 5, 6]
    assert "unknown role “tool” (known: human, user, gpt" in found[3]
    assert found[4] == "turn 2: “value” is missing"
    assert found[6] == "“system” is a number, not text"


def test_bad_rows_of_csv(tmp_path: Path) -> None:
    content = (
        b"prompt,completion\n"
        b"a,b\n"
        b"only one\n"
        b"a,b,c\n"
        b",empty\n"
        b'"two\nlines \xff",x\n'
        b"nul\0,x\n"
        b"caf\xe9,x\n"
        b'"quoted"x,y\n'
        b", \n"
        b"c,d\n"
        b'"never closed,x\n'
        b"last,row\n"
    )
    path = write(tmp_path / "x.txt", content)
    found = problems(path)
    assert list(found) == [3, 4, 5, 6, 8, 9, 10, 13]
    assert found[3] == "has 1 of the header's 2 cells"
    assert "has 3 cells, the header only 2" in found[4]
    assert found[5] == "“prompt” is empty"
    assert "0xff" in found[6] and "NUL byte" in found[8] and "0xe9" in found[9]
    assert "not valid CSV" in found[10]
    assert found[13] == "opens a quote that is never closed"
    assert [e.line for e in read_dataset(path, strict=False).examples] == [2, 12]


def test_over_long_csv_cell_or_line(tmp_path: Path) -> None:
    content = 'prompt,completion\na,"' + ("line " * 500 + "\n") * 4000 + '"\n'
    found = problems(write(tmp_path / "x", content))
    assert "longer than 8 MB" in found[2]
    content = "prompt,completion\na," + "x" * (20 * 2**20) + "\nb,c\n"
    found = problems(write(tmp_path / "y", content))
    assert found == {2: "is longer than 8 MB"}


def test_bad_blocks_of_text(tmp_path: Path) -> None:
    content = b"good\nblock\n\nbad\nblock \xff\nmore\n\n\xc3\x28 first\n\nnul\0\n\ngood again\n\n"
    path = write(tmp_path / "x", content + (b"long " * 500 + b"\n") * 4000)
    found = problems(path)
    assert list(found) == [4, 8, 10, 14]
    assert "its line 5 is not valid UTF-8: byte 0xff at byte 22" in found[4]
    assert "byte 0xc3 at byte 30" in found[8] and "NUL byte" in found[10] and "longer than 8 MB" in found[14]
    assert [e.text for e in read_dataset(path, strict=False).examples] == ["good\nblock", "good again"]


@settings(deadline=None, max_examples=300)
@given(
    data=st.one_of(
        st.binary(max_size=300), st.text(alphabet='{}[]":,;\n\r\t\\u0d8 amesgrolcnt\ufeff').map(str.encode)
    )
)
def test_no_bytes_can_do_more_than_be_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = write(tmp_path_factory.getbasetemp() / "fuzz", data)
    for format in (None, "chat", "csv", "text", "dialogue", "sharegpt", "text-jsonl"):
        try:
            dataset = read_dataset(path, format=format, strict=False)  # type: ignore[arg-type]
        except BadFile:
            continue
        assert dataset.examples or dataset.problems


def test_mutated_good_files_are_read_or_refused(tmp_path: Path) -> None:
    for name, (_, content, _) in GOOD.items():
        data = content.encode()
        for cut in range(0, len(data), 7):
            for bad in (data[:cut], data[:cut] + b"\xff" + data[cut + 1 :], data[:cut] + b'"' + data[cut:]):
                try:
                    dataset = read_dataset(write(tmp_path / "x", bad), strict=False)
                except BadFile:
                    continue
                assert dataset.examples or dataset.problems, name


# --- split ------------------------------------------------------------------------------------------

WORDS = st.text(alphabet="abAB \t\néÉ", min_size=1, max_size=6).filter(str.strip)
CHATS = st.builds(
    lambda q, a: Example(messages=(Message(role="user", content=q), Message(role="assistant", content=a))),
    WORDS,
    WORDS,
)
EXAMPLES = st.lists(st.one_of(CHATS, WORDS.map(lambda text: Example(text=text))), max_size=60)


@given(rows=EXAMPLES, seed=st.integers(-5, 10**12), valid=st.floats(0, 0.4), test=st.floats(0, 0.4))
def test_split_keeps_every_example_once_and_leaks_no_question(
    rows: list[Example], seed: int, valid: float, test: float
) -> None:
    rows = [row.model_copy(update={"line": line}) for line, row in enumerate(rows, 1)]
    found = split(rows, seed=seed, valid=valid, test=test)
    parts = [found.train, found.valid, found.test]
    assert sorted(e.line for part in parts for e in part) == [e.line for e in rows]
    assert {e.line: e for part in parts for e in part} == {e.line: e for e in rows}
    # Said apart from prompt_key: lower case and single blanks make the same question.
    asked = [{" ".join(e.prompt().lower().split()) for e in part} for part in parts]
    assert not (asked[0] & asked[1] or asked[0] & asked[2] or asked[1] & asked[2])
    assert all([e.line for e in part] == sorted(e.line for e in part) for part in parts)
    if rows:
        assert found.train
    questions = len(set().union(*asked))
    if len(rows) >= 10 and questions >= 3:
        assert bool(found.valid) == (valid > 0) and bool(found.test) == (test > 0)
    if (valid and not found.valid) or (test and not found.test):
        assert found.note
    assert split(rows, seed=seed, valid=valid, test=test) == found


@given(rows=st.lists(CHATS, min_size=10, max_size=40), seed=st.integers(0, 99), data=st.data())
def test_split_does_not_depend_on_row_order(rows: list[Example], seed: int, data: st.DataObject) -> None:
    def questions(rows: list[Example]) -> list[set[str]]:
        found = split(rows, seed=seed)
        return [{prompt_key(e) for e in part} for part in (found.train, found.valid, found.test)]

    shuffled = data.draw(st.permutations(rows))
    assert questions(shuffled) == questions(rows)


def rows_of(count: int, prompt: Callable[[int], str] = "question {}".format) -> list[Example]:
    return [
        Example(
            messages=(
                Message(role="user", content=prompt(i)),
                Message(role="assistant", content=f"answer {i}"),
            ),
            line=i + 1,
        )
        for i in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (0, (0, 0, 0)),
        (1, (1, 0, 0)),
        (2, (2, 0, 0)),
        (3, (2, 1, 0)),
        (9, (7, 1, 1)),
        (10, (8, 1, 1)),
        (300, (240, 30, 30)),
    ],
)
def test_sizes_of_the_parts(count: int, sizes: tuple[int, int, int]) -> None:
    found = split(rows_of(count), seed=1)
    assert (len(found.train), len(found.valid), len(found.test)) == sizes
    assert bool(found.note) == (sizes[2] == 0)


def test_split_depends_on_the_seed_and_refuses_greedy_shares() -> None:
    rows = rows_of(100)
    assert split(rows, seed=1).valid != split(rows, seed=2).valid
    for shares in ((0.5, 0.5), (-0.1, 0.1), (1.0, 0.0), (float("nan"), 0.1)):
        with pytest.raises(InputError, match="leave nothing to train on"):
            split(rows, seed=1, valid=shares[0], test=shares[1])


def test_one_question_asked_a_hundred_times_stays_in_training() -> None:
    same = rows_of(100, lambda i: ("  What IS it? ", "what is\nit?")[i % 2])
    found = split(same, seed=1)
    assert len(found.train) == 100 and "Too few different questions" in found.note
    found = split([*same, *rows_of(20)], seed=1)
    assert len(found.train) >= 100 and found.valid and found.test
    assert not {"what is it?"} & {prompt_key(e) for e in (*found.valid, *found.test)}


# --- import -----------------------------------------------------------------------------------------


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_import_writes_and_loads_every_format(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    for number, (name, (format, content, _)) in enumerate(GOOD.items()):
        path = write(tmp_path / f"source-{number}", content)
        info = import_dataset(home, path, id=f"set-{number}", seed=3)
        stored = [example for part in PARTS for example in load_part(home, info.id, part)]
        assert sorted(stored, key=lambda e: e.prompt()) == sorted(
            read_dataset(path).examples, key=lambda e: e.prompt()
        ), name
        assert (info.format, info.source, info.seed) == (format, path.name, 3)
        assert sum(info.counts.values()) == 2
    assert len(list_datasets(home)) == len(GOOD)


def test_import_of_text_and_layout_on_disk(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    path = write(tmp_path / "book.txt", "\n\n".join(f"Paragraph {i}\nof “text”." for i in range(20)))
    info = import_dataset(home, path, id="book", seed=1)
    folder = home.datasets / "book"
    assert sorted(p.name for p in folder.iterdir()) == [
        "dataset.json",
        "test.jsonl",
        "train.jsonl",
        "valid.jsonl",
    ]
    record = json.loads((folder / "dataset.json").read_text())
    assert record["schema_version"] == 1 and record["counts"] == {"train": 16, "valid": 2, "test": 2}
    first = json.loads((folder / "train.jsonl").read_text().splitlines()[0])
    assert first["text"].startswith("Paragraph") and first["line"] % 3 == 1
    # What is written is itself a dataset in a known format.
    assert read_dataset(folder / "train.jsonl").format == "text-jsonl"
    assert dataset_info(home, "book") == info


def test_same_source_is_reused_and_another_is_a_new_version(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    path = write(tmp_path / "a.jsonl", jsonl(*[chat_row(f"q{i}", "a", label="x") for i in range(20)]))
    first = import_dataset(home, path, id="pirate", seed=1)
    before = tree(home.root)
    stamp = (home.datasets / "pirate" / "train.jsonl").stat().st_mtime_ns
    assert import_dataset(home, path.rename(tmp_path / "b.jsonl"), id="pirate", seed=1) == first
    assert tree(home.root) == before
    assert (home.datasets / "pirate" / "train.jsonl").stat().st_mtime_ns == stamp
    path = tmp_path / "b.jsonl"

    assert import_dataset(home, path, id="pirate", seed=2).id == "pirate-2"
    write(path, jsonl(*[chat_row(f"other {i}", "a") for i in range(20)]))
    assert import_dataset(home, path, id="pirate", seed=2).id == "pirate-3"
    assert import_dataset(home, path, id="pirate", seed=2).id == "pirate-3"
    after = tree(home.root)
    assert {name: after[name] for name in before} == before
    assert [info.id for info in list_datasets(home)] == ["pirate", "pirate-2", "pirate-3"]
    long = "x" * 64
    assert import_dataset(home, path, id=long, seed=1).id == long
    assert import_dataset(home, path, id=long, seed=2).id == "x" * 62 + "-2"


def test_damaged_copies_are_noticed_and_written_anew(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    path = write(tmp_path / "a.jsonl", jsonl(*[chat_row(f"q{i}", "a") for i in range(20)]))
    import_dataset(home, path, id="x", seed=1)
    whole = tree(home.root)
    train = home.datasets / "x" / "train.jsonl"
    train.write_bytes(train.read_bytes()[:-30])
    with pytest.raises(BadFile, match=r"train\.jsonl was changed"):
        load_part(home, "x", "train")
    assert import_dataset(home, path, id="x", seed=1).id == "x"
    assert tree(home.root) == whole
    train.unlink()
    with pytest.raises(BadFile, match=r"train\.jsonl cannot be read"):
        load_part(home, "x", "train")

    record = home.datasets / "x" / "dataset.json"
    for damage in (b"", b"[]", b"{}", record.read_bytes()[:50], b'{"schema_version": 2}'):
        record.write_bytes(damage)
        with pytest.raises(BadFile):
            dataset_info(home, "x")
        assert list_datasets(home) == []
    with pytest.raises(NotFound, match="no dataset “nope”"):
        dataset_info(home, "nope")


def test_failed_import_leaves_the_data_folder_as_it_was(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    good = write(tmp_path / "good.jsonl", jsonl(*[chat_row(f"q{i}", "a") for i in range(20)]))
    import_dataset(home, good, id="x", seed=1)
    before = tree(home.root)
    bad = write(tmp_path / "bad.jsonl", good.read_text() + '{"messages": []}\n')
    with pytest.raises(BadFile, match="line 21: “messages” is empty"):
        import_dataset(home, bad, id="y", seed=1)
    with pytest.raises(InputError, match="cannot be used as a name"):
        import_dataset(home, good, id="../y", seed=1)
    with pytest.raises(InputError, match="leave nothing"):
        import_dataset(home, good, id="y", seed=1, valid=0.9, test=0.2)
    assert tree(home.root) == before
    blocked = Home(write(tmp_path / "a file", "not a folder"))
    with pytest.raises(StorageError, match="a file"):
        import_dataset(blocked, good, id="x", seed=1)


# --- figures ----------------------------------------------------------------------------------------


def test_describe(tmp_path: Path) -> None:
    rows = [
        chat_row("Hello", "Ahoy", kind="chat"),
        chat_row("hello ", "AHOY"),
        chat_row("hello", "Other", "x", "yyyyyyyyyy"),
    ]
    found = describe(read_dataset(write(tmp_path / "x", jsonl(*rows))).examples)
    assert (found.examples, found.conversations, found.texts) == (3, 3, 0)
    assert found.turns == {"user": 4, "assistant": 4}
    assert found.mean_turn_chars == {"user": 4.2, "assistant": 5.8}
    assert found.longest_turn_chars == {"user": 6, "assistant": 10}
    assert (found.duplicates, found.repeated_prompts, found.longest_line) == (1, 2, 3)
    assert found.labels == {"chat": 1}
    assert describe([]).examples == 0
    texts = describe([Example(text="abc"), Example(text="ABC")])
    assert (texts.texts, texts.duplicates, texts.turns) == (2, 1, {"text": 2})


def test_the_parent_may_import_it_cheaply() -> None:
    heavy = ("torch", "transformers", "numpy", "gguf")
    code = f"import sys, engine.datasets; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_seconds(tmp_path: Path) -> None:
    path = write(
        tmp_path / "big.jsonl",
        jsonl(*[chat_row(f"Question number {i}", "An answer " * 8) for i in range(100_000)]),
    )
    home = Home(tmp_path / "home")
    began = time.perf_counter()
    info = import_dataset(home, path, id="big", seed=1)
    seconds = time.perf_counter() - began
    print(f"100,000 rows imported in {seconds:.1f} s")
    assert info.counts == {"train": 80_000, "valid": 10_000, "test": 10_000}
    assert seconds < 30  # 3 to 4 s on a quiet machine
