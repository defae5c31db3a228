"""Walk through a file field by field, never past its end: what the GGUF header reader stands on."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO, NoReturn

from engine.errors import BadFile

MAX_STRINGS = 4_194_304  # in all string arrays together; the largest vocabularies have 0.8 M with merges
MAX_HEADER = 128 << 20  # bytes; the largest real headers are about 20 MB
_WINDOW = 1 << 20
_U32, _U64 = struct.Struct("<I"), struct.Struct("<Q")
FIX = "Download, export or convert the file again."


class Cursor:
    """A position in a little-endian binary file, read ahead in windows.

    Every method checks the lengths it meets against the file's size before it reads, and raises
    `BadFile` naming the file and the byte position. `what` is the field's name for that message.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file, self._path = file, path
        self.size = file.seek(0, 2)
        file.seek(0)
        self._window, self._start, self._at = b"", 0, 0
        self._strings_left = MAX_STRINGS

    @property
    def position(self) -> int:
        """Bytes from the start of the file."""
        return self._start + self._at

    def fail(self, why: str, at: int | None = None) -> NoReturn:
        """Raise `BadFile` for what stands at byte `at`, by default here."""
        place = self.position if at is None else at
        cause = f"At byte {place}: {why[:400]}."
        raise BadFile(f"{self._path} is not a usable GGUF file.", cause=cause, fix=FIX)

    def take(self, n: int, what: str) -> bytes:
        """The next `n` bytes."""
        if self._at + n > len(self._window):
            self._fill(n, what)
        taken = self._window[self._at : self._at + n]
        self._at += n
        return taken

    def u32(self, what: str) -> int:
        return int(_U32.unpack(self.take(4, what))[0])

    def u64(self, what: str) -> int:
        return int(_U64.unpack(self.take(8, what))[0])

    def string(self, what: str, limit: int = MAX_HEADER) -> str:
        """Text with its length in front, `limit` bytes at most."""
        at = self.position
        size = self.u64(f"the length of {what}")
        if size > limit:
            self.fail(f"{what} is {size} bytes long, more than {limit}", at)
        try:
            return self.take(size, what).decode()
        except UnicodeDecodeError:
            self.fail(f"{what} is no UTF-8 text", at)

    def name(self, what: str, limit: int) -> str:
        """A string that names something: not empty and printable."""
        at = self.position
        name = self.string(what, limit)
        # llama.cpp compares keys as C strings: a zero byte would hide what follows it.
        if not name or not name.isprintable():
            self.fail(f"{what} is empty or holds control characters", at)
        return name

    def strings(self, n: int, what: str) -> list[str]:
        """`n` strings. The hot loop (a vocabulary has 10^5 of them), so it works on the window itself."""
        if n > self._strings_left or n * 8 > self.size - self.position:
            self.fail(f"{what} cannot have {n} elements", self.position - 8)
        self._strings_left -= n
        element, found, length = f"an element of {what}", [], _U64.unpack_from
        window, at = self._window, self._at
        for _ in range(n):
            if at + 8 > len(window):
                self._at = at
                self._fill(8, element)
                window, at = self._window, self._at
            (size,) = length(window, at)
            at += 8
            if at + size > len(window):
                self._at = at
                self._fill(size, element)
                window, at = self._window, self._at
            try:
                found.append(window[at : at + size].decode())
            except UnicodeDecodeError:
                self.fail(f"{element} is no UTF-8 text", self._start + at)
            at += size
        self._at = at
        return found

    def _fill(self, n: int, what: str) -> None:
        """Slide the window so that `n` bytes follow the position, or say why they cannot."""
        left = self.size - self.position
        if n > left:
            self.fail(f"{what} needs {n} bytes, but only {left} are left")
        if self.position + n > MAX_HEADER:
            self.fail(f"the header is longer than {MAX_HEADER >> 20} MB")
        self._start, kept, self._at = self.position, self._window[self._at :], 0
        self._window = kept + self._file.read(max(n - len(kept), _WINDOW))
        if len(self._window) < n:
            self.fail("the file became shorter while it was read")
