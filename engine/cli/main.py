"""The `macaw` command: its groups, and how every error ends."""

from __future__ import annotations

import io
import json
import os
import sys

import typer

from engine.cli import catalogue, chat, demo, library, training, window
from engine.errors import EngineError, InputError

app = typer.Typer(
    name="macaw",
    help="Teach your laptop new voices: train small adapters here, chat with them at once, offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (training, chat, library, catalogue, demo, window):
    module.register(app)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 the user's input, 2 our fault, 130 cancelled."""
    sys.exit(_run())


def _run() -> int:
    _speak_utf8()
    try:
        code = app(standalone_mode=False)
        return code if isinstance(code, int) else 0
    except EngineError as error:
        _show(error)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `macaw … | head`: the reader has seen enough
        return _silence()
    except SystemExit as error:  # typer's way of ending, at a broken pipe too
        if isinstance(error.__context__, BrokenPipeError):
            return _silence()
        return error.code if isinstance(error.code, int) else 2
    except Exception as error:
        if hasattr(error, "show") and hasattr(error, "exit_code"):  # typer's own: a wrong option or argument
            if "--json" in sys.argv and hasattr(error, "format_message"):
                _print_json(InputError(error.format_message(), fix="See --help."))
            error.show()
            return 1
        if os.environ.get("MACAW_DEBUG"):
            raise
        _show(
            EngineError(
                "Macaw made a mistake.",
                cause=f"{type(error).__name__}: {error}.",
                fix="Please report it, with what MACAW_DEBUG=1 prints.",
            )
        )
        return 2


def _silence() -> int:
    """Nobody reads stdout any more: let what Python still flushes at its end go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def _speak_utf8() -> None:
    """Whatever the terminal's encoding: names and answers have quotes and letters that few others know."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace"
            )


def _show(error: EngineError) -> None:
    if "--json" in sys.argv:
        _print_json(error)
    print(f"Error: {error.message}", file=sys.stderr)
    for part in (error.cause, error.fix):
        if part:
            print(f"       {part}", file=sys.stderr)


def _print_json(error: EngineError) -> None:
    print(json.dumps({"error": error.to_wire()}, ensure_ascii=False), flush=True)
