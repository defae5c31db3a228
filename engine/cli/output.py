"""How commands speak: tables and bars for people, JSON lines for scripts, one way to end."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from engine.api import Engine
    from engine.cancel import Cancel

JsonFlag = Annotated[bool, typer.Option("--json", help="Write JSON lines on stdout and nothing else there.")]


class Output:
    """Results go to stdout, as text or as JSON lines; progress and notes go to stderr."""

    def __init__(self, as_json: bool) -> None:
        from rich.console import Console

        self.as_json = as_json
        self.notes: Console = Console(stderr=True, highlight=False)
        self._results = Console(highlight=False, soft_wrap=True)

    def emit(self, data: dict[str, Any], text: str = "") -> None:
        """One result: `data` for scripts, `text` (or the pairs of `data`) for people."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False, default=str), flush=True)
        elif text:
            self._results.print(text, markup=False)
        else:
            for key, value in data.items():
                self._results.print(f"{key:18} {value}", markup=False)

    def table(self, rows: Sequence[dict[str, Any]], columns: Sequence[str], empty: str) -> None:
        """Many results: a JSON line each, or a table of `columns`; `empty` says what to do when there are none."""
        from rich.table import Table

        if self.as_json:
            for row in rows:
                self.emit(row)
            return
        if not rows:
            self.notes.print(empty, markup=False)
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in columns:
            table.add_column(column.replace("_", " "), overflow="fold")
        for row in rows:
            table.add_row(*(_cell(row.get(column)) for column in columns))
        self._results.print(table)

    def stream(self, text: str) -> None:
        """A piece of an answer as it comes; scripts get the whole answer at the end instead."""
        if not self.as_json:
            sys.stdout.write(text)
            sys.stdout.flush()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)


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

    def on_interrupt(*_: object) -> None:
        if cancel.pressed:
            raise KeyboardInterrupt
        cancel.press()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)
