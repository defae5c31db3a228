"""Markdown cut into pieces that are shown one by one, so that a growing answer repaints only its end."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"^[ \t]*(?:[-*+>][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})[ \t]*([^`\n]*)$")
_LONG = 2500  # characters after which a text is cut at its next paragraph
_GOES_ON = re.compile(r"[ \t]|[-*+>|]|\d{1,9}[.)]")  # a line that may belong to a list, quote or table before
_MAX_COLUMNS = 16  # a wider table would take long to lay out


@dataclass(frozen=True)
class Piece:
    """Text in Markdown, or a code block without its fences."""

    code: bool
    text: str
    language: str = ""


def split(markdown: str) -> list[Piece]:
    """The pieces of `markdown`, in order. A code block that is still open counts as one."""
    pieces: list[Piece] = []
    lines: list[str] = []
    fence, language = "", ""

    def end(code: bool) -> None:
        text = "\n".join(lines)
        if code or text.strip():
            pieces.append(Piece(code, text if code else text.strip("\n"), language))
        lines.clear()

    length = 0
    for line in markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not match[2].strip():
                end(code=True)
                fence, language, length = "", "", 0
            else:
                lines.append(line)
        elif match:
            end(code=False)
            fence, language = match[1], match[2].strip().split(" ")[0].lower()
        else:
            if length > _LONG and lines and not lines[-1].strip() and line and not _GOES_ON.match(line):
                end(code=False)
                length = 0
            lines.append(line if line.count("|") <= _MAX_COLUMNS else line.replace("|", "\\|"))
            length += len(line) + 1
    end(code=bool(fence))
    return [Piece(True, _dedent(p.text), p.language) if p.code else Piece(False, p.text) for p in pieces]


def _dedent(code: str) -> str:
    """Without the margin that all its lines share (a block inside a list)."""
    lines = code.split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] for line in lines)
