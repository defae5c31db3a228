"""docx into headings, paragraphs and tables, read as a stream.

Our own reader instead of a library: the usual ones build the whole tree (and unpack the pictures) before
any limit can act, and markitdown loads an onnx runtime to guess the file's kind. Here a bomb ends at the
first limit it meets, in constant memory.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from engine.errors import BadFile
from engine.library.documents import MAX_CHARACTERS, Document, DocumentBuilder, too_much_text

_BLOCK = 256 * 1024
_MAX_XML = 512 * 2**20
_SKIPPED = frozenset({"Fallback", "moveFrom", "del"})  # second copies and what was deleted or moved away
_Attributes = dict[str, str]
_Start = Callable[[str, _Attributes], None]


def parse(path: Path) -> Document:
    """The text of a docx with its headings. Raises `BadFile` for damaged and hostile ones."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            styles = _Styles()
            if "word/styles.xml" in names:
                _read(archive, "word/styles.xml", styles.start, lambda _: None, lambda _: None)
            body = _Body(styles.levels())
            for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
                if name in names:
                    _read(archive, name, body.start, body.end, body.text)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, ValueError) as error:
        cause = f"Its content cannot be read: {error}."
        raise BadFile("It is damaged.", cause=cause, fix="Save it again.") from error
    except (NotImplementedError, RuntimeError) as error:  # an encrypted entry or an unknown compression
        fix = "Save it again without a password."
        raise BadFile("It cannot be unpacked.", cause=f"{error}.", fix=fix) from error
    return body.builder.build()


def _read(
    archive: zipfile.ZipFile,
    name: str,
    start: _Start,
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Feed one part to the handlers, with names stripped of their namespace (there are two of it)."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:  # entities, the way to blow a small file up, need a DOCTYPE
        raise BadFile("It is no proper docx file.", cause=f"{name} has a DOCTYPE.", fix="Save it again.")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: start(
        tag.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
    parser.CharacterDataHandler = text
    size = 0
    with archive.open(name) as part:
        while block := part.read(_BLOCK):
            size += len(block)
            if size > _MAX_XML:
                cause = f"{name} is over {_MAX_XML >> 20} MB."
                raise BadFile(
                    "It unpacks to more than it may.", cause=cause, fix="Split it into smaller files."
                )
            parser.Parse(block, False)
        parser.Parse(b"", True)


class _Styles:
    """Which paragraph styles are headings, directly or by the style that they are based on."""

    def __init__(self) -> None:
        self._id = ""
        self._level: dict[str, int] = {}
        self._based_on: dict[str, str] = {}

    def start(self, tag: str, attributes: _Attributes) -> None:
        value = attributes.get("val", "")
        if tag == "style":
            self._id = attributes.get("styleId", "")
        elif tag == "name":
            # The name is English whatever the language of the program; the id is not.
            if match := re.fullmatch(r"heading ([1-9])", value.lower()):
                self._level[self._id] = int(match[1])
            elif value.lower() == "title":
                self._level[self._id] = 0
        elif tag == "outlineLvl" and value.isdigit() and int(value) < 9:
            self._level.setdefault(self._id, int(value) + 1)
        elif tag == "basedOn":
            self._based_on[self._id] = value

    def levels(self) -> dict[str, int]:
        found = dict(self._level)
        for style in self._based_on:
            ancestor = style
            for _ in range(16):  # a hostile file may make a ring
                if ancestor in self._level:
                    found[style] = self._level[ancestor]
                    break
                ancestor = self._based_on.get(ancestor, "")
        return found


class _Body:
    """Collects the paragraphs of one part. A table becomes one paragraph, a line for each row."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.builder = DocumentBuilder("docx")
        self._levels = levels
        self._text: list[str] = []
        self._level: int | None = None
        self._list = self._in_text = self._hidden = False
        self._skipping = self._size = 0
        self._tables = 0
        self._cell: list[str] = []
        self._row: list[str] = []
        self._rows: list[str] = []

    def start(self, tag: str, attributes: _Attributes) -> None:
        value = attributes.get("val", "")
        if self._skipping or tag in _SKIPPED:
            self._skipping += 1
        elif tag == "p":
            self._text, self._level, self._list = [], None, False
        elif tag == "pStyle":
            self._level = self._levels.get(value)
        elif tag == "outlineLvl" and value.isdigit() and int(value) < 9:
            self._level = int(value) + 1
        elif tag == "numPr":
            self._list = True
        elif tag == "r":
            self._hidden = False
        elif tag == "vanish":  # what the page hides from its reader must not be answered from either
            self._hidden = value not in ("0", "false", "off")
        elif tag == "t":
            self._in_text = not self._hidden
        elif tag in ("tab", "br", "cr", "noBreakHyphen") and not self._hidden:
            # The `tab` of a tab stop, in a paragraph's properties, comes before any text and is stripped.
            self._text.append({"tab": "\t", "noBreakHyphen": "-"}.get(tag, "\n"))
        elif tag == "tbl":
            self._tables += 1

    def text(self, data: str) -> None:
        if self._in_text and not self._skipping:
            self._size += len(data)
            if self._size > MAX_CHARACTERS:  # one endless paragraph never reaches the builder's own limit
                raise too_much_text()
            self._text.append(data)

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif tag == "t":
            self._in_text = False
        elif tag == "p":
            self._paragraph("".join(self._text).strip())
            self._text = []
        elif tag == "tc" and self._tables == 1:
            self._row.append(" ".join(self._cell))
            self._cell = []
        elif tag == "tr" and self._tables == 1:
            self._rows.append(" | ".join(self._row))
            self._row = []
        elif tag == "tbl":
            self._tables -= 1
            if not self._tables:
                self.builder.paragraph("\n".join(row for row in self._rows if row.strip(" |")))
                self._rows = []

    def _paragraph(self, text: str) -> None:
        if self._tables:
            self._cell.append(" ".join(text.split()))
        elif self._level is not None:
            if self._level == 0 and not self.builder.title:
                self.builder.title = " ".join(text.split())
            self.builder.heading(self._level, text)
        else:
            self.builder.paragraph(f"- {text}" if self._list and text else text)
