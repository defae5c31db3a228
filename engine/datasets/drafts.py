"""Files of examples that Macaw writes itself: pasted, typed, merged or put right. Originals stay untouched.

drafts/<digest>/<name>: the name is what a person sees, the digest keeps different contents apart.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.datasets.reading import read_dataset
from engine.datasets.split import normalised
from engine.datasets.types import Example, Problem
from engine.errors import InputError
from engine.paths import Home, remove_folder, replacing

_KEPT_DAYS = 30  # a run keeps its own copy of what it learns


def write_draft(home: Home, name: str, text: str) -> Path:
    """Keep `text` as it is, to be detected and checked like any file. Raises `InputError` if it is blank."""
    if not text.strip():
        raise InputError("There is nothing in it.", fix="Paste or write some examples.")
    return _write(home, name, [text])


def write_pairs(home: Home, name: str, pairs: Iterable[tuple[str, str]]) -> Path:
    """Keep typed (question, answer) pairs as JSONL; those with an empty side are left out."""
    rows = [
        json.dumps({"prompt": question, "completion": answer}, ensure_ascii=False) + "\n"
        for question, answer in pairs
        if question.strip() and answer.strip()
    ]
    if not rows:
        raise InputError("No example has both a question and an answer.", fix="Fill in at least one row.")
    return _write(home, name, rows)


def merge(home: Home, paths: Sequence[Path], name: str) -> tuple[Path, list[tuple[Path, Problem]]]:
    """The good rows of several files as one; and the bad rows left out, with their files. Raises `BadFile`."""
    rows: list[str] = []
    problems: list[tuple[Path, Problem]] = []
    for path in paths:
        dataset = read_dataset(path, strict=False)
        rows += map(example_row, dataset.examples)
        problems += [(path, problem) for problem in dataset.problems]
    if not rows:
        raise InputError("None of these files has a row that can be used.", fix="Choose other files.")
    return _write(home, name, rows), problems


def write_examples(home: Home, name: str, examples: Iterable[Example]) -> Path:
    """Keep examples as JSONL. Raises `InputError` if there are none."""
    rows = [example_row(example) for example in examples]
    if not rows:
        raise InputError(f"Nothing of “{name}” would be left.", fix="Choose another file.")
    return _write(home, name, rows)


def content_key(example: Example) -> bytes:
    """What makes two examples the same: every turn and the rejected answer, without regard to case and white space.

    16 bytes, not the text itself: of a million examples the keys still fit into memory.
    """
    digest = hashlib.blake2b(digest_size=16)
    turns: list[tuple[str, str]] = [(m.role, m.content) for m in example.messages] or [("text", example.text)]
    for role, content in (*turns, ("rejected", example.rejected)):
        digest.update(f"{role}\0{normalised(content)}\0".encode("utf-8", "surrogatepass"))
    return digest.digest()


def example_row(example: Example) -> str:
    """The example as a line of JSONL, without the line of the file it came from."""
    row = example.to_row()
    del row["line"]
    return json.dumps(row, ensure_ascii=False) + "\n"


def _write(home: Home, name: str, rows: Sequence[str]) -> Path:
    _prune(home)
    data = "".join(rows).encode("utf-8", "backslashreplace")
    path = home.drafts / hashlib.sha256(data).hexdigest()[:12] / Path(name).name
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    return path


def _prune(home: Home) -> None:
    oldest = time.time() - _KEPT_DAYS * 24 * 3600
    for folder in home.drafts.glob("[0-9a-f]*"):
        if folder.stat().st_mtime < oldest:
            remove_folder(folder)
