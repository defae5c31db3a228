"""Personas: the voices on the shelf. Starters come with the install, others live in the data folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from engine.errors import BadFile, InputError, NotFound
from engine.paths import RESOURCES, Home, checked_id, read_json, replacing_folder, write_json
from engine.types import Persona, VoicePart

PLAIN = Persona(id="plain", name="Plain", description="The base model as it is.", builtin=True)
_STARTERS = RESOURCES / "personas"


class Shelf:
    """Personas by id. A persona in the data folder hides the starter of the same id."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def list(self) -> list[Persona]:
        """All personas, the plain base first, then by name."""
        ids = {folder.name for folder in self._folders()}
        return [PLAIN, *sorted((self.get(id) for id in ids), key=lambda p: p.name)]

    def _folders(self) -> Iterator[Path]:
        for root in (_STARTERS, self._home.personas):
            for file in root.glob("*/persona.json"):
                if not file.parent.name.startswith("."):
                    yield file.parent

    def folder(self, id: str) -> Path:
        """Where a persona's files are. Raises `NotFound`."""
        for root in (self._home.personas, _STARTERS):
            if (root / id / "persona.json").is_file() and not id.startswith("."):
                return root / id
        known = ", ".join(sorted({"plain", *(folder.name for folder in self._folders())}))
        raise NotFound(
            f"There is no persona called “{id}”.", cause=f"Known: {known}.", fix="See: macaw personas list"
        )

    def get(self, id: str) -> Persona:
        """The persona called `id`. Raises `NotFound`, `BadFile`."""
        if id == PLAIN.id:
            return PLAIN
        folder = self.folder(id)
        data = read_json(folder / "persona.json")
        data.pop("schema_version", None)
        try:
            return Persona.model_validate({**data, "id": id, "builtin": folder.parent == _STARTERS})
        except ValidationError as error:
            raise BadFile(
                f"{folder / 'persona.json'} is damaged.", cause=str(error), fix="Import it again."
            ) from None

    def adapter(self, id: str) -> Path | None:
        """The persona's adapter GGUF; None if it is a prompt only."""
        return self.folder(id) / "adapter.gguf" if self.get(id).adapter else None

    def save(self, persona: Persona, files: dict[str, Path] | None = None) -> None:
        """Write a persona whole or not at all; `files` (name to source file or folder) go beside it."""
        checked_id(persona.id)
        if persona.id == PLAIN.id:
            raise InputError("“plain” is the base model itself.", fix="Choose another name.")
        with replacing_folder(self._home.personas / persona.id) as folder:
            for name, source in (files or {}).items():
                if source.is_dir():
                    shutil.copytree(source, folder / name)
                else:
                    shutil.copyfile(source, folder / name)
            write_json(folder / "persona.json", persona.model_dump(exclude={"id", "builtin"}))

    def remove(self, id: str) -> None:
        """Delete a persona of the data folder. Raises `NotFound`, `InputError` for a starter."""
        if self.get(id).builtin:
            raise InputError(f"“{id}” comes with the install and cannot be removed.")
        shutil.rmtree(self._home.personas / id)


def parse_voice(text: str) -> list[VoicePart]:
    """`pirate`, `pirate:0.7` or `pirate:0.7+bard:0.3` as parts. Raises `InputError`."""
    parts = []
    for part in text.split("+"):
        match = re.fullmatch(r"\s*([a-z0-9][a-z0-9._-]*)\s*(?::\s*([0-9]*\.?[0-9]+)\s*)?", part)
        if not match or (match[2] and float(match[2]) > 2):
            raise InputError(
                f"“{text}” is not a persona.",
                fix="Write pirate, pirate:0.7 or pirate:0.7+bard:0.3, strengths 0 to 2.",
            )
        parts.append(VoicePart(persona=match[1], scale=float(match[2] or 1)))
    if len({part.persona for part in parts}) < len(parts):
        raise InputError(f"“{text}” names a persona twice.", fix="Name each persona once.")
    return parts
