"""How commands speak: tables and bars for people, JSON lines for scripts, one way to end."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from engine.api import Engine
    from engine.cancel import Cancel

# Control characters but line breaks and tabs: a document must not move the cursor or recolour the terminal.
CONTROL = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}

JsonFlag = Annotated[bool, typer.Option("--json", help="Write JSON lines on stdout and nothing else there.")]


class Output:
    """Results go to stdout, as text or as JSON lines; progress and notes go to stderr."""

    def __init__(self, as_json: bool) -> None:
        from rich.console import Console

        self.as_json = as_json
        # No emoji: “:warning:” in a person's text stays as it is.
        self.notes: Console = Console(stderr=True, highlight=False, emoji=False)
        self._results = Console(highlight=False, soft_wrap=True, emoji=False)

    def emit(self, data: dict[str, Any], text: str = "") -> None:
        """One result: `data` for scripts, `text` (or the pairs of `data`) for people."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False, default=str), flush=True)
        elif text:
            self._results.print(text.translate(CONTROL), markup=False)
        else:
            for key, value in data.items():
                self._results.print(f"{key:18} {value}".translate(CONTROL), markup=False)

    def table(self, rows: Sequence[dict[str, Any]], columns: Sequence[str], empty: str) -> None:
        """Many results: a JSON line each, or a table of `columns`; `empty` says what to do when there are none."""
        from rich.table import Table
        from rich.text import Text

        if self.as_json:
            for row in rows:
                self.emit(row)
            return
        if not rows:
            self.note(empty)
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in columns:  # names and ids are copied into other commands: never broken
            table.add_column(column.replace("_", " "), overflow="fold", no_wrap=column in ("id", "name"))
        for row in rows:
            table.add_row(*(Text(_cell(row.get(column))) for column in columns))  # Text: no markup in it
        self._results.print(table)

    def stream(self, text: str) -> None:
        """A piece of an answer as it comes; scripts get the whole answer at the end instead."""
        if not self.as_json:
            sys.stdout.write(text.translate(CONTROL))
            sys.stdout.flush()

    def note(self, text: str) -> None:
        """A remark for people, on stderr."""
        self.notes.print(text.translate(CONTROL), markup=False, soft_wrap=True)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value).translate(CONTROL)


@contextmanager
def session(as_json: bool) -> Iterator[tuple[Engine, Output]]:
    """The engine and the output of one command."""
    from engine.api import Engine

    with Engine() as engine:
        yield engine, Output(as_json)


@contextmanager
def stop_button() -> Iterator[Cancel]:
    """Ctrl+C presses it; a second Ctrl+C ends the program at once."""
    from engine.cancel import Cancel

    cancel = Cancel()
    hits = 0

    def on_interrupt(*_: object) -> None:
        nonlocal hits
        hits += 1
        if hits > 1:
            raise KeyboardInterrupt
        # On a thread: this one was interrupted anywhere, perhaps holding the very lock that pressing needs.
        threading.Thread(target=cancel.press, name="cancel").start()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)
