"""What the window remembers, in settings.json: validated, written atomically, a corrupt one set aside."""

from __future__ import annotations

import json
import logging
from copy import deepcopy
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError
from engine.paths import Home, write_json

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_log = logging.getLogger(__name__)


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
    collection: str = ""
    home: Home = field(default_factory=Home, repr=False)

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
            try:
                settings.file.replace(settings.file.with_suffix(".json.bad"))
            except OSError:
                _log.warning("settings.json could not be set aside")
            return settings
        for item in fields(cls):
            value = data.get(item.name)
            if item.name != "home" and isinstance(value, type(getattr(settings, item.name))):
                setattr(settings, item.name, value)
        settings.text_scale = min(2.0, max(1.0, settings.text_scale))
        if settings.theme not in ("system", "light", "dark"):
            settings.theme = "system"
        return settings

    def save(self) -> None:
        """Write settings.json; a full disk loses the change, not the old settings."""
        self.save_soon().result()

    def save_soon(self) -> Future[None]:
        """`save` on a thread, for a disk may be slow; what is written is the state of now."""
        data = {key: deepcopy(value) for key, value in vars(self).items() if key != "home"}
        return _writer().submit(_write, self.file, data)


@cache
def _writer() -> ThreadPoolExecutor:
    """One thread: the last state is written last."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1, thread_name_prefix="settings")


def _write(file: Path, data: dict[str, Any]) -> None:
    try:
        write_json(file, data)
    except EngineError as error:
        _log.warning("%s", error)
