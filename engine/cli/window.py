"""The command that opens the window."""

from __future__ import annotations

from importlib import import_module

import typer


def register(app: typer.Typer) -> None:
    """Add the command to `macaw`."""
    app.command("app")(open_window)


def open_window() -> None:
    """Open the window."""
    # By name: the engine never depends on the window, only this command knows where it is.
    raise typer.Exit(import_module("desktop.app").main())
