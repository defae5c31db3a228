"""A persona as one `.macaw` file: a zip of the persona, its adapter, card and results; no code.

It comes from strangers: names, sizes and hashes are checked before anything reaches the shelf.
"""

from __future__ import annotations

import hashlib
import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from pydantic import ValidationError

from engine.conversion.adapter_file import validate_adapter
from engine.errors import BadFile, InputError, WrongBase, storage_errors
from engine.models.catalogue import Catalogue
from engine.models.gguf_file import read_header
from engine.paths import checked_id, replacing
from engine.persona_details import describe_persona
from engine.personas import PLAIN, Shelf, describe
from engine.types import ModelInfo, Persona, PersonaFile
from engine.validation import first_problem

_MANIFEST, _PERSONA, _ADAPTER = "macaw.json", "persona.json", "adapter.gguf"
_TEXTS = (_PERSONA, "card.md", "report.json", "adapter/adapter_config.json")
_WEIGHTS = (_ADAPTER, "adapter/adapter_model.safetensors")
_MAX_TEXT, _MAX_WEIGHTS = 16 << 20, 4 << 30  # bytes of one file, unpacked: far above any real one
_MAX_RATIO = 20  # unpacked to packed: weights hardly shrink, a bomb does
_MAX_READ = 2 << 20  # bytes at once, the whole directory of the zip included
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
)


OnBytes = Callable[[int, int], None]
_BLOCK = 1 << 20


def _ignore(done: int, total: int) -> None:
    """For callers who do not follow along."""


class _Progress:
    """Tells `on_bytes` how many bytes of how many went through; what that raises ends the work."""

    def __init__(self, total: int, on_bytes: OnBytes) -> None:
        self._done, self._total, self._on_bytes = 0, total, on_bytes

    def blocks(self, stream: IO[bytes]) -> Iterator[bytes]:
        while block := stream.read(_BLOCK):
            self._done += len(block)
            self._on_bytes(self._done, self._total)
            yield block


def export_persona(shelf: Shelf, id: str, file: Path, on_bytes: OnBytes = _ignore) -> None:
    """Write the persona called `id` into `file`. Raises `NotFound`, `InputError`, `StorageError`.

    `on_bytes` hears how many bytes of how many are through, as in the other functions here; what it raises
    ends the work, and nothing is left of it.
    """
    if id == PLAIN.id:
        raise InputError("“plain” is the base model itself; there is nothing to export.")
    folder, persona = shelf.folder(id), shelf.get(id)
    if persona.adapter and not (folder / _ADAPTER).is_file():
        raise BadFile(f"{folder / _ADAPTER} does not exist.", fix=f"Train or import “{id}” again.")
    names = [name for name in (*_TEXTS, *_WEIGHTS) if (folder / name).is_file()]
    progress = _Progress(2 * sum((folder / name).stat().st_size for name in names), on_bytes)
    with replacing(file) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        sums = {name: _sha256(folder / name, progress) for name in names}
        manifest = {"schema_version": 1, "id": id, "files": sums}
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=2))
        for name in names:
            # Times before 1980, as some packages give their files, do not fit a zip.
            entry = zipfile.ZipInfo.from_file(folder / name, name, strict_timestamps=False)
            entry.compress_type = zipfile.ZIP_STORED if name in _WEIGHTS else zipfile.ZIP_DEFLATED
            with (folder / name).open("rb") as source, archive.open(entry, "w") as target:
                for block in progress.blocks(source):
                    target.write(block)


def import_persona(
    shelf: Shelf, catalogue: Catalogue, file: Path, id: str = "", on_bytes: OnBytes = _ignore
) -> Persona:
    """Put the persona in `file` on the shelf, under `id` or its own name.

    Raises `BadFile` for anything but a well-formed persona, `WrongBase` if no base model here fits,
    `InputError` if the name is taken, `StorageError`; then nothing was written.
    """
    with _opened(file) as (archive, manifest):
        id = checked_id(id or manifest["id"])
        if shelf.taken(id):
            raise InputError(
                f"There is a persona called “{id}” already.", fix="Choose another name with --id."
            )
        progress = _Progress(_unpacked_bytes(archive), on_bytes)
        with shelf.saving(id) as folder:
            for name, sha256 in manifest["files"].items():
                _unpack(archive, name, folder / name, sha256, file, progress)
            persona = _checked_persona(folder, id, file)
            if persona.adapter:
                persona.base_model = _checked_base(folder, persona, catalogue, file).id
            describe(persona, folder)
    return persona


def preview_persona(
    shelf: Shelf, catalogue: Catalogue, file: Path, on_bytes: OnBytes = _ignore
) -> PersonaFile:
    """What `import_persona` would put on the shelf, checked in full; nothing is written but a scratch folder.

    Raises `BadFile`, `StorageError`. A missing base model is no error here but the result's `problem`.
    """
    with _opened(file) as (archive, manifest), TemporaryDirectory() as scratch:
        folder, id = Path(scratch), checked_id(manifest["id"])
        progress = _Progress(_unpacked_bytes(archive), on_bytes)
        with storage_errors(folder):
            for name, sha256 in manifest["files"].items():
                _unpack(archive, name, folder / name, sha256, file, progress)
        persona, base, problem = _checked_persona(folder, id, file), None, {}
        if persona.adapter:
            try:
                base = _checked_base(folder, persona, catalogue, file)
            except WrongBase as error:
                problem = error.to_wire()
        card = folder / "card.md"
        return PersonaFile(
            path=file,
            id=id,
            details=describe_persona(persona, folder, base.name if base else ""),
            card=card.read_text(encoding="utf-8", errors="replace") if card.is_file() else "",
            files={name: (folder / name).stat().st_size for name in manifest["files"]},
            taken=shelf.taken(id),
            problem=problem,
        )


class _Bounded(io.FileIO):
    """A file never read in large pieces: a zip's directory may claim any length, and is read whole.

    What goes wrong here is the file's fault, not that of the disk it is unpacked to.
    """

    def read(self, size: int | None = -1) -> bytes:
        bounded = size is not None and 0 <= size <= _MAX_READ
        try:
            data = super().read(size if bounded else _MAX_READ + 1) or b""
        except OSError as error:
            raise zipfile.BadZipFile(f"It cannot be read: {error.strerror}") from error
        if len(data) > _MAX_READ:
            raise zipfile.BadZipFile("Its directory is too long")
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        try:
            return super().seek(offset, whence)
        except OSError:
            raise zipfile.BadZipFile("Its directory points outside the file") from None


@contextmanager
def _opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """The archive and its checked manifest."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise BadFile(f"{file} is not a file.", fix="Choose a .macaw file.")
        stream = _Bounded(file)
    except FileNotFoundError:
        raise BadFile(f"{file} does not exist.", fix="Check the path.") from None
    except OSError as error:
        raise BadFile(
            f"{file} cannot be read.", cause=f"{error.strerror}.", fix="Check the path and its permissions."
        ) from error
    with stream:
        with _zip_errors(file):
            if not zipfile.is_zipfile(stream):
                raise _bad(file, "This is not a Macaw persona file, or it is cut off.")
            archive = zipfile.ZipFile(stream)
            manifest = _checked_manifest(archive, file)
        yield archive, manifest


@contextmanager
def _zip_errors(file: Path) -> Iterator[None]:
    """Turn all that zipfile raises on a damaged file into `BadFile`."""
    try:
        yield
    except _ZIP_ERRORS as error:
        raise _bad(file, f"{error}.") from None


def _checked_manifest(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    """{"id", "files": name to SHA-256}, proved to list exactly what the archive holds."""
    infos = {info.filename: info for info in archive.infolist()}
    if _MANIFEST not in infos or len(infos) != len(archive.infolist()):
        raise _bad(file, "It is a zip, but not of a persona.")
    for name, info in infos.items():
        _check_entry(name, info, file)
    try:
        manifest = json.loads(archive.read(_MANIFEST))
        version, files, id = manifest["schema_version"], manifest["files"], manifest["id"]
    except (ValueError, KeyError, TypeError):
        raise _bad(file, "Its manifest is damaged.") from None
    if version != 1:
        raise BadFile(f"{file} was written by a newer Macaw.", fix="Update Macaw.")
    if not isinstance(files, dict) or not isinstance(id, str) or set(files) != set(infos) - {_MANIFEST}:
        raise _bad(file, "Its manifest does not match its contents.")
    if _PERSONA not in files:
        raise _bad(file, f"It holds no {_PERSONA}.")
    return {"id": id, "files": files}


def _check_entry(name: str, info: zipfile.ZipInfo, file: Path) -> None:
    if name not in (_MANIFEST, *_TEXTS, *_WEIGHTS):
        raise _bad(file, f"It holds “{name[:80]}”, which no persona has.")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind and not stat.S_ISREG(kind):
        raise _bad(file, f"“{name}” is a link or a device, not a file.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _bad(file, f"“{name}” is packed in a way Macaw does not use.")
    bomb = name in _WEIGHTS and info.file_size > _MAX_RATIO * info.compress_size + 65536
    if bomb or info.file_size > (_MAX_WEIGHTS if name in _WEIGHTS else _MAX_TEXT):
        raise _bad(file, f"“{name}” would unpack to {info.file_size:,} bytes.")


def _unpacked_bytes(archive: zipfile.ZipFile) -> int:
    return sum(info.file_size for info in archive.infolist() if info.filename != _MANIFEST)


def _unpack(
    archive: zipfile.ZipFile, name: str, target: Path, sha256: object, file: Path, progress: _Progress
) -> None:
    """Write one entry; zipfile itself stops at the size it declares."""
    target.parent.mkdir(exist_ok=True)
    digest = hashlib.sha256()
    with _zip_errors(file), archive.open(name) as source, target.open("wb") as out:
        for block in progress.blocks(source):
            digest.update(block)
            out.write(block)
    if digest.hexdigest() != sha256:
        raise _bad(file, f"“{name}” does not match its hash.")


def _checked_persona(folder: Path, id: str, file: Path) -> Persona:
    try:
        data = json.loads((folder / _PERSONA).read_bytes())
        version = data.pop("schema_version", 1)
        persona = Persona.model_validate({**data, "id": id, "builtin": False})
    except ValidationError as error:
        raise _bad(file, f"Its {_PERSONA} is damaged: {first_problem(error)}") from None
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise _bad(file, f"Its {_PERSONA} is damaged: {str(error)[:500]}") from None
    if version != 1:
        raise BadFile(f"{file} was written by a newer Macaw.", fix="Update Macaw.")
    if persona.adapter != (folder / _ADAPTER).is_file() or (
        not persona.adapter and (folder / "adapter").exists()
    ):
        raise _bad(file, f"Its {_PERSONA} and its adapter do not go together.")
    return persona


def _checked_base(folder: Path, persona: Persona, catalogue: Catalogue, file: Path) -> ModelInfo:
    """The model here that the adapter was trained on, proved to fit."""
    base = next((model for model in catalogue.list() if model.sha256 == persona.base_sha256), None)
    if base is None:
        raise WrongBase(
            f"“{persona.id}” needs a base model that is not here.",
            cause=f"It was trained on {persona.base_model} (SHA-256 {persona.base_sha256[:12]}…).",
            fix="Add that model first: macaw models add FILE.gguf",
        )
    try:
        adapter = validate_adapter(folder / _ADAPTER, read_header(base.path))
    except BadFile as error:
        raise _bad(file, f"Its adapter: {error.cause}") from None
    except WrongBase as error:
        raise WrongBase(f"{file} does not fit {base.id}.", cause=error.cause, fix=error.fix) from None
    if adapter.base_sha256 not in (None, base.sha256):
        raise WrongBase(
            f"{file} does not fit {base.id}.",
            cause=f"Its adapter records another base model (SHA-256 {adapter.base_sha256[:12]}…).",
            fix="Ask for the file again.",
        )
    return base


def _sha256(file: Path, progress: _Progress) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        for block in progress.blocks(stream):
            digest.update(block)
    return digest.hexdigest()


def _bad(file: Path, cause: str) -> BadFile:
    return BadFile(f"{file} is not a usable persona file.", cause=cause, fix="Ask for the file again.")
