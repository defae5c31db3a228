"""The command line: a thin skin on `engine.api`. Heavy imports wait until a command runs."""

from engine.cli.main import main

__all__ = ["main"]
