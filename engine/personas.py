"""Personas: the voices on the shelf. Starters come with the install, others live in the data folder."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from engine.errors import BadFile, InputError, NotFound
from engine.paths import (
    RESOURCES,
    Home,
    checked_id,
    is_id,
    read_json,
    remove_folder,
    replacing_folder,
    write_json,
)
from engine.types import Persona, VoicePart
from engine.validation import checked, first_problem

PLAIN = Persona(id="plain", name="Plain", description="The base model as it is.", builtin=True)
_STARTERS = RESOURCES / "personas"


class Shelf:
    """Personas by id. A persona in the data folder hides the starter of the same id."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def list(self) -> list[Persona]:
        """All personas that can be read, the plain base first, then by name."""
        found, damaged = self.survey()
        for error in damaged.values():
            logging.warning("%s", error)
        return [*found]

    def survey(self) -> tuple[Sequence[Persona], dict[str, BadFile]]:
        """(what `list` returns, why the others cannot be read): one damaged persona must not hide the others."""
        found, damaged = [], {}
        for id in sorted({folder.name for folder in self._folders()}):
            try:
                found.append(self.get(id))
            except BadFile as error:
                damaged[id] = error
        return [PLAIN, *sorted(found, key=lambda persona: persona.name)], damaged

    def _folders(self) -> Iterator[Path]:
        for root in (_STARTERS, self._home.personas):
            for file in root.glob("*/persona.json"):
                if is_id(file.parent.name) and file.parent.name != PLAIN.id:
                    yield file.parent

    def is_starter(self, id: str) -> bool:
        """Whether a starter of that id comes with the install."""
        return is_id(id) and (_STARTERS / id / "persona.json").is_file()

    def taken(self, id: str) -> bool:
        """Whether the data folder has a persona `id`, be it damaged: saving would replace it."""
        return is_id(id) and (self._home.personas / id).exists()

    def folder(self, id: str) -> Path:
        """Where a persona's files are. Raises `NotFound`."""
        for root in (self._home.personas, _STARTERS):
            if is_id(id) and (root / id / "persona.json").is_file():
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
                f"{folder / 'persona.json'} is damaged.", cause=first_problem(error), fix="Import it again."
            ) from None

    def adapter(self, id: str) -> Path | None:
        """The persona's adapter GGUF; None if it is a prompt only."""
        return self.folder(id) / "adapter.gguf" if self.get(id).adapter else None

    def save(self, persona: Persona, files: dict[str, Path] | None = None) -> None:
        """Write a persona whole or not at all; `files` (name to source file or folder) go beside it.

        Raises `StorageError`, and `BadFile` if a source cannot be read.
        """
        with self.saving(persona.id) as folder:
            for name, source in (files or {}).items():
                _copy(source, folder / name)
            describe(persona, folder)

    @contextmanager
    def saving(self, id: str) -> Iterator[Path]:
        """A folder for the files of persona `id`, which it becomes if the body succeeds."""
        checked_id(id)
        if id == PLAIN.id:
            raise InputError("“plain” is the base model itself.", fix="Choose another name.")
        with replacing_folder(self._home.personas / id) as folder:
            yield folder

    def rename_collection(self, name: str, to: str) -> None:
        """Follow a collection that has another name now, in every persona that it is attached to."""
        for persona in self.list():
            if name in persona.collections and self.folder(persona.id).parent != _STARTERS:
                collections = [to if known == name else known for known in persona.collections]
                data = persona.model_copy(update={"collections": collections})
                file = self.folder(persona.id) / "persona.json"
                write_json(file, data.model_dump(exclude={"id", "builtin"}))

    def remove(self, id: str) -> None:
        """Delete a persona of the data folder. Raises `NotFound`, `InputError` for a starter, `StorageError`."""
        if id == PLAIN.id or self.folder(id).parent == _STARTERS:
            raise InputError(f"“{id}” comes with the install and cannot be removed.")
        remove_folder(self._home.personas / id)


def describe(persona: Persona, folder: Path) -> None:
    """Write `folder`'s persona.json. Raises `InputError` for what could not be read back, `StorageError`."""
    checked(Persona, persona.model_dump())
    write_json(folder / "persona.json", persona.model_dump(exclude={"id", "builtin"}))


def _copy(source: Path, target: Path) -> None:
    if not source.is_dir():
        shutil.copyfile(source, target)
        return
    target.mkdir()  # `copytree` would collect its errors into one that says nothing
    for file in source.iterdir():
        _copy(file, target / file.name)


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
