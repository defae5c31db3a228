"""What the window remembers, in settings.json: validated, written atomically, a corrupt one set aside."""

from __future__ import annotations

import json
import logging
import os
import threading
from copy import deepcopy
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError
from engine.paths import Home, write_json

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from engine.api import Engine

_log = logging.getLogger(__name__)
_limiting = threading.Lock()
_CORES = os.cpu_count() or 1
_MOST = {
    "chat": 2**63 - 1,
    "chat_scroll": 2**31 - 1,
    "threads": _CORES,
    "train_threads": _CORES,
    "memory_limit": 1 << 50,
}
DEVICES = ("", "cpu", "cuda", "mps")
SCHEMA_VERSION = 1


@dataclass
class WindowSettings:
    """Every field has a default; a value of the wrong type falls back to it."""

    theme: str = "system"
    text_scale: float = 1.0
    language: str = ""
    geometry: str = ""
    page: str = "chat"
    chat: int = 0
    chat_scroll: int = 0
    drafts: dict[str, str] = field(default_factory=dict)
    tour_seen: bool = False
    persona: str = "pirate"
    threads: int = 0
    memory_limit: int = 0
    train_device: str = ""
    train_threads: int = 0
    collection: str = ""
    unfinished: dict[str, list[str]] = field(default_factory=dict)  # collection to paths not yet indexed
    declined_run: str = ""
    home: Home = field(default_factory=Home, repr=False, compare=False)

    @property
    def file(self) -> Path:
        return self.home.root / "settings.json"

    @classmethod
    def load(cls) -> WindowSettings:
        """Read settings.json; one that cannot be read becomes settings.json.bad and defaults hold."""
        settings = cls()
        try:
            data = json.loads(settings.file.read_text(encoding="utf-8"))
            if not isinstance(data, dict):
                raise ValueError("no JSON object")
        except FileNotFoundError:
            return settings
        except (OSError, ValueError) as error:
            _log.warning("settings.json is set aside: %s", error)
            settings._set_aside()
            return settings
        if data.get("schema_version", 1) != SCHEMA_VERSION:  # a newer Macaw's: defaults hold, and it is kept
            _log.warning("settings.json is of another version of Macaw")
            settings._set_aside()
            return settings
        settings._take(data)
        return settings

    def _set_aside(self) -> None:
        """Keep a file that cannot be used as settings.json.bad."""
        try:
            self.file.replace(self.file.with_suffix(".json.bad"))
        except OSError:
            _log.warning("settings.json could not be set aside")

    def _take(self, data: dict[str, Any]) -> None:
        """Take over what is of the right type and in range."""
        for item in fields(self):
            value = data.get(item.name)
            if item.name != "home" and type(value) is type(getattr(self, item.name)):
                setattr(self, item.name, value)
        self.text_scale = min(2.0, max(1.0, self.text_scale))
        self.theme = self.theme if self.theme in ("system", "light", "dark") else "system"
        self.train_device = self.train_device if self.train_device in DEVICES else ""
        self.drafts = {key: text for key, text in self.drafts.items() if isinstance(text, str)}
        for name, most in _MOST.items():
            setattr(self, name, min(most, max(0, getattr(self, name))))

    def limit(self, engine: Engine) -> None:
        """Tell the engine what of this computer it may take. Whichever thread comes last says what is so now."""
        with _limiting:
            engine.use(threads=self.threads, memory_limit=self.memory_limit)
            engine.train_on(device=self.train_device, threads=self.train_threads)

    def save(self) -> None:
        """Write settings.json; a full disk loses the change, not the old settings."""
        self.save_soon().result()

    def save_soon(self) -> Future[None]:
        """`save` on a thread, for a disk may be slow; what is written is the state of now."""
        data = {key: deepcopy(value) for key, value in vars(self).items() if key != "home"}
        return write_soon(self.file, data)


def write_soon(file: Path, data: dict[str, Any]) -> Future[None]:
    """Write one of the window's JSON files on a thread, after those asked for before."""
    return _writer().submit(_write, file, data)


@cache
def _writer() -> ThreadPoolExecutor:
    """One thread: the last state is written last."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1, thread_name_prefix="settings")


def _write(file: Path, data: dict[str, Any]) -> None:
    try:
        write_json(file, data, schema_version=SCHEMA_VERSION)
    except (EngineError, ValueError) as error:  # a full disk; half a character that cannot be encoded
        _log.warning("%s", error)
