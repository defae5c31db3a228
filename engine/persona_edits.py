"""Changing what is on the shelf: edit, duplicate, remove with a way back."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

from engine.errors import InputError, NotFound, storage_errors
from engine.paths import as_id, set_aside
from engine.personas import PLAIN, Shelf, describe
from engine.types import Persona

_KEPT = (
    "adapter",
    "adapter.gguf",
    "card.md",
    "report.json",
)  # what belongs to a persona besides persona.json
_MAX_ID = 64


class PersonaEdits:
    """Edits on a shelf. What is removed can be put back until `close`."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._aside: dict[str, tuple[Path, Path]] = {}

    def free_id(self, name: str) -> str:
        """An id made from a shown name that nothing on the shelf has, with a number if need be."""
        stem = as_id(name)
        taken = {persona.id for persona in self._shelf.list()}
        for number in itertools.count(2):
            if stem not in taken and not self._shelf.taken(stem):
                return stem
            end = f"-{number}"
            stem = as_id(name)[: _MAX_ID - len(end)] + end
        raise AssertionError

    def save(self, persona: Persona) -> Persona:
        """Change a persona's settings; a starter gets an edited copy that hides it.

        Its adapter and the base model that belongs to it stay as they are. Raises `NotFound`, `InputError`,
        `StorageError`.
        """
        if persona.id == PLAIN.id:
            raise InputError(
                "“Plain” is the base model as it is and cannot be changed.", fix="Create a new persona."
            )
        old = self._shelf.get(persona.id)
        persona = persona.model_copy(update={"adapter": old.adapter, "builtin": False})
        if old.adapter:
            persona = persona.model_copy(
                update={"base_model": old.base_model, "base_sha256": old.base_sha256}
            )
        folder = self._shelf.folder(persona.id)
        if old.builtin:
            self._shelf.save(persona, _files(folder))
        else:
            describe(persona, folder)
        return persona

    def duplicate(self, id: str, name: str) -> Persona:
        """A copy of a persona with its adapter, under a shown name of its own. Raises `NotFound`, `StorageError`."""
        update = {"id": self.free_id(name), "name": name, "builtin": False}
        copy = self._shelf.get(id).model_copy(update=update)
        self._shelf.save(copy, _files(self._shelf.folder(id)) if id != PLAIN.id else {})
        return copy

    def remove(self, id: str) -> None:
        """Take a persona off the shelf; `restore` puts it back. Raises `NotFound`, `InputError` for a starter."""
        folder = None if id == PLAIN.id else self._shelf.folder(id)
        if folder is None or not self._shelf.taken(id):
            raise InputError(f"“{id}” comes with the install and cannot be removed.")
        self._forget(id)
        self._aside[id] = (set_aside(folder), folder)

    def restore(self, id: str) -> None:
        """Put a removed persona back. Raises `NotFound` if none was, `InputError` if the name is taken again."""
        if id not in self._aside:
            raise NotFound(f"“{id}” cannot be brought back.", cause="It was not removed just now.")
        gone, folder = self._aside[id]
        if folder.exists():
            raise InputError(f"There is a persona called “{id}” again.", fix="Remove that one first.")
        with storage_errors(folder):
            gone.replace(folder)
        del self._aside[id]

    def close(self) -> None:
        """Delete for good what was removed."""
        for id in list(self._aside):
            self._forget(id)

    def _forget(self, id: str) -> None:
        if id in self._aside:
            shutil.rmtree(self._aside.pop(id)[0], ignore_errors=True)


def _files(folder: Path) -> dict[str, Path]:
    return {name: folder / name for name in _KEPT if (folder / name).exists()}
