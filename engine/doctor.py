"""Is everything here that Macaw needs? Each finding says what was found and how to mend it."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

import psutil

from engine.errors import EngineError
from engine.models.catalogue import starter_path
from engine.models.gguf_file import read_header
from engine.paths import Home

_LIBRARIES = ("torch", "transformers", "peft", "gguf", "llama-cpp-python", "chromadb", "PySide6-Essentials")
_NEEDED_MEMORY, _NEEDED_DISK = 4e9, 2e9  # bytes: training the starter model, and room for runs and a library


@dataclass(frozen=True)
class Finding:
    """One line of the examination."""

    what: str
    ok: bool
    found: str
    fix: str = ""


def examine() -> list[Finding]:
    """Look at machine, libraries, models and data folder. Loads no native library."""
    return [_machine(), _memory(), _data_folder(), *map(_library, _LIBRARIES), *_starter_models()]


def _machine() -> Finding:
    return Finding("Machine", True, f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores")


def _memory() -> Finding:
    memory = psutil.virtual_memory()
    found = f"{memory.available / 1e9:.1f} of {memory.total / 1e9:.1f} GB free"
    return Finding(
        "Memory", memory.available > _NEEDED_MEMORY, found, "Close other programs before training."
    )


def _data_folder() -> Finding:
    home = Home()
    try:
        home.ensure()
    except EngineError as error:
        return Finding("Data folder", False, str(home.root), f"{error.cause} {error.fix}")
    free = shutil.disk_usage(home.root).free
    found = f"{home.root}, {free / 1e9:.1f} GB free"
    return Finding("Data folder", free > _NEEDED_DISK, found, "Free some space or move it with MACAW_HOME.")


def _library(name: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, "not installed", "Run make setup again.")


def _starter_models() -> list[Finding]:
    from engine.library.embedder_file import weights_folder

    def chat() -> str:
        path = starter_path()
        read_header(path)
        return str(path)

    def embedder() -> str:
        return str(weights_folder())

    return [_try("Starter chat model", chat), _try("Starter embedder", embedder)]


def _try(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except EngineError as error:
        return Finding(what, False, error.message, error.fix)
