"""Opening a file we know nothing about: refuse what is no text, then give its lines one by one."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.errors import BadFile

MAX_LINE = 8 * 1024 * 1024  # bytes; longer rows are mistakes or attacks, not examples
MAX_DOCUMENT = 512 * 1024 * 1024  # bytes; a JSON array has to be read whole
SAMPLE = 256 * 1024  # bytes looked at to tell the format

_BOM = b"\xef\xbb\xbf"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"GGUF", "a GGUF model"),
    (b"PK\x03\x04", "a ZIP archive (also docx, xlsx and PyTorch files)"),
    (b"PAR1", "a Parquet table"),
    (b"ARROW1", "an Arrow table"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x93NUMPY", "a NumPy array"),
    (b"\x89HDF", "an HDF5 file"),
    (b"\x7fELF", "a program"),
)
_PICKLE = re.compile(rb"\x80[\x01-\x08]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FIX = "Give a UTF-8 text file: chat or prompt/completion JSONL, Alpaca or ShareGPT JSON, CSV or plain text."


@dataclass(frozen=True)
class Line:
    """One line without its end. `fault` says why it cannot be used; its text is then only for looking at."""

    number: int
    text: str
    fault: str = ""


class Source:
    """A text file opened once: a sample of it for detection, then its contents.

    Raises `BadFile` when it is missing, a folder, empty, binary or not UTF-8 by its byte order mark.
    `sha256` is the digest of the file's bytes, complete after `lines` or `document` was read to the end.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._digest = hashlib.sha256()
        try:
            if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device would never end
                kind = "a folder" if path.is_dir() else "not a regular file"
                raise BadFile(f"“{path}” is {kind}, not a dataset.", fix="Give one file.")
            self._handle: BinaryIO = path.open("rb")
        except FileNotFoundError:
            raise BadFile(f"“{path}” does not exist.", fix="Check the name.") from None
        except (OSError, ValueError) as error:
            raise BadFile(f"“{path}” cannot be opened.", cause=f"{error}.") from error
        try:
            self.sample = self._look()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._handle.close()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def _look(self) -> str:
        """The file's first lines as text (invalid bytes replaced), after refusing all that is no text."""
        head = self._read(SAMPLE)
        kind = _binary_kind(head)
        if kind:
            raise BadFile(f"“{self.path}” is {kind}, not a dataset.", fix=_FIX)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise BadFile(f"“{self.path}” is written in UTF-16.", fix="Save it as UTF-8, then try again.")
        if len(_CONTROL.findall(head)) * 10 > len(head):
            raise BadFile(f"“{self.path}” is a binary file, not a dataset.", fix=_FIX)
        text = head.removeprefix(_BOM).decode("utf-8", "replace")
        if not text.strip() and len(head) < SAMPLE:
            raise BadFile(f"“{self.path}” is empty.", fix=_FIX)
        # A sample cut within a line would look like a broken row: end it at a line, if it has one.
        if len(head) == SAMPLE and "\n" in text:
            text = text[: text.rindex("\n")]
        return text

    def _read(self, size: int, *, line: bool = False) -> bytes:
        try:
            return self._handle.readline(size) if line else self._handle.read(size)
        except OSError as error:
            raise BadFile(f"“{self.path}” cannot be read.", cause=f"{error}.") from error

    def lines(self) -> Iterator[Line]:
        """Every line in turn, one at a time in memory; `\\r\\n` ends a line too, a BOM is dropped."""
        self._handle.seek(0)
        number = offset = 0
        while raw := self._read(MAX_LINE + 1, line=True):
            number += 1
            start, length = offset, len(raw)
            self._digest.update(raw)
            if length > MAX_LINE:
                length += self._skip_line(raw)
                yield Line(number, "", f"is longer than {MAX_LINE // 2**20} MB")
            else:
                if number == 1:
                    raw = raw.removeprefix(_BOM)
                    start += length - len(raw)
                yield _decoded(raw, number, start)
            offset += length

    def _skip_line(self, raw: bytes) -> int:
        skipped = 0
        while not raw.endswith(b"\n") and (raw := self._read(MAX_LINE, line=True)):
            self._digest.update(raw)
            skipped += len(raw)
        return skipped

    def document(self) -> str:
        """The whole file as one text; invalid bytes become lone surrogates, for the caller to find."""
        self._handle.seek(0)
        data = self._read(MAX_DOCUMENT + 1)
        if len(data) > MAX_DOCUMENT:
            raise BadFile(
                f"“{self.path}” is one JSON array of more than {MAX_DOCUMENT // 2**20} MB.",
                fix="Write it as JSONL, one object per line: that is read line by line.",
            )
        self._digest.update(data)
        return data.removeprefix(_BOM).decode("utf-8", "surrogateescape")


def _binary_kind(head: bytes) -> str:
    if _PICKLE.match(head):
        return "a Python pickle (never opened: it can run code)"
    if len(head) > 10 and head[8:10] == b'{"' and head[4:8] == bytes(4):
        return "a safetensors file"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")


def _decoded(raw: bytes, number: int, start: int) -> Line:
    fault = ""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        text = raw.decode("utf-8", "replace")
        fault = f"is not valid UTF-8: byte 0x{raw[error.start]:02x} at byte {start + error.start} of the file"
    if b"\0" in raw:
        fault = fault or f"has a NUL byte at byte {start + raw.index(0)} of the file"
    return Line(number, text.removesuffix("\n").removesuffix("\r"), fault)
