"""The engine's texts for people: errors, reasons, remedies, as templates that can be translated.

The engine speaks English and knows nothing of Qt. So its sources are read, and every text in them that a person
may meet becomes a template, in which {0}, {1}… stand for what is filled in:

    f"“{name}” has {n} row{'' if n == 1 else 's'}."   ->   “{0}” has {1} row.   “{0}” has {1} rows.

The window recognises a text by its template and shows the translation (`desktop/engine_text.py`). A template has
no full stop at its end: the same reason is a sentence here and a part of one there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_HOLE = "\0"
_MOST = 16  # alternatives of one text
# Not for people in the window: the command line and server, SQL, prompts, patterns, lists of words, a file's form.
_PASSED_OVER = {
    "cli/", "server.py", "__main__.py", "doctor.py", "store_schema.py", "library/stop_words.py",
    "library/html_parser.py", "library/answers.py", "evaluation/style.py", "training/card.py",
    "training/audition.py", "datasets/doctor/languages.py",
}  # fmt: skip
_CODE = re.compile(
    r"\n|%[srd(]|\\b|\{%|\b(?:SELECT|INSERT|UPDATE|DELETE|PRAGMA|ORDER BY|FROM|AND|JOIN|NULL|WAL|FULL|ON)\b|= ?\?"
)


def templates(folder: Path) -> list[str]:
    """All templates of the sources in `folder` (the engine's), sorted."""
    found: set[str] = set()
    for file in sorted(folder.rglob("*.py")):
        name = file.relative_to(folder).as_posix()
        if not any(name.startswith(part) or name.endswith("/" + part) for part in _PASSED_OVER):
            found |= set(texts(file.read_text(encoding="utf-8")))
    return sorted(found)


def texts(source: str) -> Iterator[str]:
    """The templates of one source file."""
    tree = ast.parse(source)
    passed: set[int] = set()  # docstrings, calls of the log, and the parts of texts already taken
    for node in ast.walk(tree):
        if (
            id(node) in passed
            or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
            or _logs(node)
        ):
            passed |= {id(child) for child in ast.iter_child_nodes(node)}
        elif isinstance(node, ast.expr) and (found := _alternatives(node)) is not None:
            passed |= {id(child) for child in ast.iter_child_nodes(node)}
            for text in found:
                if _for_people(text):
                    holes = iter(range(99))
                    yield re.sub(_HOLE, lambda _, n=holes: f"{{{next(n)}}}", text.removesuffix("."))  # type: ignore[misc]


def _logs(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("_log", "log", "logging", "re")
    )


def _for_people(text: str) -> bool:
    plain = text.replace(_HOLE, "")
    return " " in plain.strip() and re.search("[a-z]{2}", plain) is not None and not _CODE.search(text)


def _alternatives(node: ast.expr) -> list[str] | None:
    """What a text may be, with a hole for each value put in. None if `node` is no text of its own."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return _joined([_value(part) for part in node.values])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = [_alternatives(side) for side in (node.left, node.right)]
        if sides != [None, None]:
            return _joined(
                [side or _value(part) for side, part in zip(sides, (node.left, node.right), strict=True)]
            )
    return None


def _value(node: ast.expr) -> list[str]:
    """A part of a text: itself if it is a fixed text or one of two, otherwise a hole."""
    if isinstance(node, ast.FormattedValue):
        return [_HOLE] if node.format_spec else _value(node.value)
    if isinstance(node, ast.IfExp):
        return (_alternatives(node.body) or [_HOLE]) + (_alternatives(node.orelse) or [_HOLE])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):  # "…" * (a condition)
        return ["", *(_alternatives(node.left) or [_HOLE])]
    return _alternatives(node) or [_HOLE]


def _joined(parts: list[list[str]]) -> list[str]:
    made = [""]
    for part in parts:
        made = [begun + more for begun in made for more in part][:_MOST]
    return [re.sub(_HOLE + "+", _HOLE, text) for text in made]
