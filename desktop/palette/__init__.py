"""The command palette (Ctrl+K): everything in the window by a few letters."""

from desktop.palette.palette import Palette

__all__ = ["Palette"]
