"""A persona as one `.macaw` file: a zip of the persona, its adapter, card and results; no code.

It comes from strangers: names, sizes and hashes are checked before anything is written.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import ValidationError

from engine.conversion.adapter_file import validate_adapter
from engine.errors import BadFile, InputError, WrongBase
from engine.models.catalogue import Catalogue
from engine.models.gguf_file import read_header
from engine.paths import checked_id, replacing
from engine.personas import PLAIN, Shelf
from engine.types import Persona

_MANIFEST = "macaw.json"
_FILES = ("persona.json", "adapter.gguf", "card.md", "report.json", "adapter/adapter_config.json",
          "adapter/adapter_model.safetensors")  # fmt: skip
_MAX_BYTES = 4 << 30  # of one file, unpacked: far above any adapter
_MAX_RATIO = 200  # unpacked to packed: weights hardly shrink, a bomb does


def export_persona(shelf: Shelf, id: str, file: Path) -> None:
    """Write the persona called `id` into `file`. Raises `NotFound`, `InputError`, `StorageError`."""
    if id == PLAIN.id:
        raise InputError("“plain” is the base model itself; there is nothing to export.")
    folder = shelf.folder(id)
    names = [name for name in _FILES if (folder / name).is_file()]
    manifest = {"schema_version": 1, "id": id, "files": {name: _sha256(folder / name) for name in names}}
    with replacing(file) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=2))
        for name in names:
            archive.write(folder / name, name)


def import_persona(shelf: Shelf, catalogue: Catalogue, file: Path, id: str = "") -> Persona:
    """Put the persona in `file` on the shelf, under `id` or its own name.

    Raises `BadFile` for anything but a well-formed persona, `WrongBase` if no base model here fits,
    `InputError` if the name is taken; then nothing was written.
    """
    if not file.is_file():
        raise BadFile(f"{file} does not exist.", fix="Check the path.")
    try:
        with zipfile.ZipFile(file) as archive, TemporaryDirectory() as scratch:
            manifest = _checked_manifest(archive, file)
            folder = Path(scratch)
            for name in manifest["files"]:
                target = folder / name
                target.parent.mkdir(exist_ok=True)
                _unpack(archive, name, target, str(manifest["files"][name]), file)
            return _install(shelf, catalogue, folder, id or str(manifest["id"]), file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise _bad(file, f"{error}.") from None


def _checked_manifest(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    infos = {info.filename: info for info in archive.infolist()}
    if len(infos) != len(archive.infolist()) or len(infos) > len(_FILES) + 1 or _MANIFEST not in infos:
        raise _bad(file, "It is not a persona file.")
    for name, info in infos.items():
        if name != _MANIFEST and name not in _FILES:
            raise _bad(file, f"It holds “{name[:80]}”, which no persona has.")
        if info.file_size > _MAX_BYTES or info.file_size > _MAX_RATIO * max(info.compress_size, 1) + 65536:
            raise _bad(file, f"“{name}” would unpack to {info.file_size:,} bytes.")
    if infos[_MANIFEST].file_size > 65536:
        raise _bad(file, "Its manifest is too long.")
    try:
        manifest = json.loads(archive.read(_MANIFEST))
        version, files, id = manifest["schema_version"], manifest["files"], manifest["id"]
    except (ValueError, KeyError, TypeError):
        raise _bad(file, "Its manifest is damaged.") from None
    if version != 1:
        raise BadFile(f"{file} was written by a newer Macaw.", fix="Update Macaw.")
    if not isinstance(files, dict) or not isinstance(id, str) or set(files) != set(infos) - {_MANIFEST}:
        raise _bad(file, "Its manifest does not match its contents.")
    if "persona.json" not in files:
        raise _bad(file, "It holds no persona.json.")
    return {"id": id, "files": files}


def _unpack(archive: zipfile.ZipFile, name: str, target: Path, sha256: str, file: Path) -> None:
    digest = hashlib.sha256()
    with archive.open(name) as source, target.open("wb") as out:
        left = archive.getinfo(name).file_size
        while block := source.read(min(1 << 20, left + 1)):
            left -= len(block)
            if left < 0:
                raise _bad(file, f"“{name}” is longer than it says.")
            digest.update(block)
            out.write(block)
    if digest.hexdigest() != sha256:
        raise _bad(file, f"“{name}” does not match its hash.")


def _install(shelf: Shelf, catalogue: Catalogue, folder: Path, id: str, file: Path) -> Persona:
    checked_id(id)
    if any(persona.id == id and not persona.builtin for persona in shelf.list()):
        raise InputError(f"There is a persona called “{id}” already.", fix="Choose another name with --id.")
    try:
        data = json.loads((folder / "persona.json").read_text(encoding="utf-8"))
        data.pop("schema_version", None)
        persona = Persona.model_validate({**data, "id": id, "builtin": False})
    except (ValueError, AttributeError, ValidationError) as error:
        raise _bad(file, f"Its persona.json is damaged: {error}") from None
    adapter = folder / "adapter.gguf"
    if persona.adapter != adapter.is_file():
        raise _bad(file, "Its persona.json and its adapter do not go together.")
    if persona.adapter:
        base = next((model for model in catalogue.list() if model.sha256 == persona.base_sha256), None)
        if base is None:
            raise WrongBase(
                f"“{id}” needs a base model that is not here.",
                cause=f"It was trained on {persona.base_model} (SHA-256 {persona.base_sha256[:12]}…).",
                fix="Add that model first: macaw models add FILE.gguf",
            )
        validate_adapter(adapter, read_header(base.path))
        persona.base_model = base.id
    names = {name: folder / name for name in ("adapter", "adapter.gguf", "card.md", "report.json")}
    shelf.save(persona, {name: path for name, path in names.items() if path.exists()})
    return persona


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _bad(file: Path, cause: str) -> BadFile:
    return BadFile(f"{file} is not a usable persona file.", cause=cause, fix="Ask for the file again.")
