"""A document as text with structure, and what kind of file it came from.

Runs in the parse worker, a child with little memory and time: parsers here may meet anything.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.errors import BadFile

MAX_BYTES = 200 * 2**20
MAX_TEXT_BYTES = 40 * 2**20
MAX_CHARACTERS = 20_000_000
SUFFIXES = frozenset(
    {"", ".txt", ".text", ".md", ".markdown", ".rst", ".html", ".htm", ".xhtml", ".pdf", ".docx"}
)
"""What is looked at inside a folder. A file named by the person is tried whatever it is called."""

SEPARATOR = "\n\n"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\ufeff\ufffe\uffff\ud800-\udfff]")
_BYTE_ORDER_MARKS = [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
_ARCHIVES_NOT_READ = [
    ("xl/", "a spreadsheet"),
    ("ppt/", "a slide show"),
    ("mimetype", "an OpenDocument or EPUB file"),
]
_KINDS_NOT_READ = [
    (b"\xd0\xcf\x11\xe0", "an old Office file or one with a password", "Save it as docx without a password."),
    (b"{\\rtf", "an RTF file", "Save it as docx."),
    (b"\x89PNG", "a picture", "Only text can be searched."),
    (b"\xff\xd8\xff", "a picture", "Only text can be searched."),
    (b"GIF8", "a picture", "Only text can be searched."),
    (b"GGUF", "a model", "Add it under models instead."),
]


@dataclass(frozen=True)
class Section:
    """Text under one heading on one page. `start` is its first character's place in the document's text.

    `heading` is the path of headings above it, outermost first, joined by " > ".
    """

    text: str
    page: int | None
    heading: str
    start: int


@dataclass(frozen=True)
class Document:
    """What was read from one file. `note` says what could not be, such as pages without text."""

    kind: str
    title: str
    sections: tuple[Section, ...]
    note: str = ""

    @property
    def text(self) -> str:
        """The whole text; every section's `start` counts in it."""
        return SEPARATOR.join(section.text for section in self.sections)

    def to_wire(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_wire(cls, data: dict[str, Any]) -> Document:
        sections = tuple(Section(**section) for section in data["sections"])
        return cls(data["kind"], data["title"], sections, data["note"])


class DocumentBuilder:
    """Collects headings and paragraphs in reading order and cuts them into sections."""

    def __init__(self, kind: str, title: str = "") -> None:
        self.kind, self.title = kind, clean(title).strip()
        self._path: list[tuple[int, str]] = []
        self._pending: list[str] = []  # headings whose section has not begun
        self._groups: list[tuple[int | None, str, list[str]]] = []
        self._size = 0

    def heading(self, level: int, text: str) -> None:
        """A heading; it ends those of its own level and below."""
        text = " ".join(clean(text).split())
        if not text:
            return
        self._path = [entry for entry in self._path if entry[0] < level] + [(level, text)]
        self._pending.append(text)
        self._count(text)

    def paragraph(self, text: str, page: int | None = None) -> None:
        """A paragraph, list item, table or piece of code; `page` counts from 1."""
        text = clean(text).strip("\n").rstrip()
        if not text.strip():
            return
        heading = " > ".join(name for _, name in self._path)
        if not self._groups or self._groups[-1][:2] != (page, heading):
            self._groups.append((page, heading, []))
        self._groups[-1][2].extend([*self._pending, text])
        self._pending.clear()
        self._count(text)

    def _count(self, text: str) -> None:
        self._size += len(text) + len(SEPARATOR)
        if self._size > MAX_CHARACTERS:
            raise too_much_text()

    def build(self, note: str = "") -> Document:
        """The finished document. Raises `BadFile` if there is no text in it."""
        if self._pending and self._groups:  # a heading with nothing below it closes the document
            self._groups[-1][2].extend(self._pending)
        elif self._pending:
            self._groups.append((None, self._path[-1][1], list(self._pending)))
        if not self._groups:
            raise BadFile("It holds no text.", fix="Check that it is the file you meant.")
        sections, start = [], 0
        for page, heading, paragraphs in self._groups:
            text = SEPARATOR.join(paragraphs)
            sections.append(Section(text, page, heading, start))
            start += len(text) + len(SEPARATOR)
        return Document(self.kind, self.title, tuple(sections), note)


def too_much_text() -> BadFile:
    """The error for a document that never ends."""
    cause = f"More than {MAX_CHARACTERS:,} characters came out of it."
    return BadFile("It holds too much text.", cause=cause, fix="Split it into smaller files.")


def clean(text: str) -> str:
    """Composed Unicode (NFC) with plain line ends and spaces, without control characters and soft hyphens."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n").replace("\xa0", " ")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def decode(data: bytes, path: Path, declared: str = "") -> str:
    """The text in `data`: by its byte order mark, as UTF-8, as declared, else by guessing.

    Raises `BadFile` for what is no text at all.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in data:
        raise BadFile("It is not a document.", cause="Its content is binary, not text.")
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(_guess(data), errors="replace")


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    guesses = [guess.encoding for guess in from_bytes(data[: 64 * 1024])]
    # Where it cannot tell Western Europe's code page from its neighbours, that is by far the likeliest.
    return "cp1252" if "cp1252" in guesses or not guesses else guesses[0]


def detect(head: bytes, path: Path) -> str:
    """The kind of the file that begins with `head`: by content, with the extension as a hint for text.

    Raises `BadFile` for kinds that are known but not read.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _detect_zip(path)
    for magic, what, fix in _KINDS_NOT_READ:
        if head.startswith(magic):
            raise BadFile(f"It is {what}, which cannot be read.", fix=fix)
    suffix = path.suffix.lower()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or suffix in (".html", ".htm", ".xhtml"):
        return "html"
    if suffix in (".md", ".markdown", ".rst"):
        return "markdown"
    if suffix in (".pdf", ".docx"):
        raise BadFile(f"It is no {suffix[1:]} file, or it is damaged.", fix="Get another copy.")
    return "text"


def _detect_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        cause = f"Its archive cannot be opened: {error}."
        raise BadFile("It is damaged.", cause=cause, fix="Get another copy.") from error
    if "word/document.xml" in names:
        return "docx"
    for name, what in _ARCHIVES_NOT_READ:
        if any(entry.startswith(name) for entry in names):
            raise BadFile(f"It is {what}, which cannot be read yet.", fix="Save it as PDF or docx.")
    raise BadFile("It is an archive, not a document.", fix="Unpack it and add the folder.")


def parse(path: Path) -> Document:
    """Read a text, Markdown, HTML, PDF or docx file. Raises `BadFile` saying what is wrong with it."""
    from engine.library import docx_parser, html_parser, pdf_parser, text_parser

    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
            if not head.strip():
                head += file.read()
            if not head.strip(b" \t\r\n\0"):
                raise BadFile("It is empty.", fix="Check that it is the file you meant.")
            if size > MAX_BYTES:
                raise BadFile(f"It is larger than {MAX_BYTES >> 20} MB.", fix="Split it into smaller files.")
            kind = detect(head, path)
            if kind == "pdf":
                return pdf_parser.parse(path)
            if kind == "docx":
                return docx_parser.parse(path)
            if size > MAX_TEXT_BYTES:
                message = f"It is larger than {MAX_TEXT_BYTES >> 20} MB of text."
                raise BadFile(message, fix="Split it into smaller files.")
            file.seek(0)
            data = file.read()
    except OSError as error:
        cause = f"{error.strerror or error}."
        raise BadFile("It cannot be read.", cause=cause, fix="Check its permissions.") from error
    if kind == "html":
        return html_parser.parse(data, path)
    return text_parser.parse(decode(data, path), markdown=kind == "markdown")
