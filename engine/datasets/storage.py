"""Datasets in the data folder: import, reuse, load."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from pydantic import ValidationError

from engine.datasets.reading import read_dataset
from engine.datasets.split import split
from engine.datasets.types import PARTS, DatasetInfo, Example, Format, Part, Split
from engine.errors import BadFile, InputError, NotFound
from engine.paths import Home, checked_id, read_json, replacing_folder, write_json

_AGAIN = "Import the dataset again."


def import_dataset(
    home: Home,
    path: Path,
    *,
    id: str,
    seed: int,
    format: Format | None = None,
    valid: float = 0.1,
    test: float = 0.1,
) -> DatasetInfo:
    """Read, split and store `path` under `datasets/<id>/`, whole or not at all.

    What is there already under `id` from the same bytes with the same seed and shares is used again. Other
    contents never replace it, for runs refer to it: they become a new version, `<id>-2`, `<id>-3` and so
    on; the returned `id` tells which. Raises `BadFile` for a file that cannot be used or has bad rows,
    `InputError` for an impossible id or shares, `StorageError` when it cannot be written.
    """
    checked_id(id)
    path = Path(path)
    dataset = read_dataset(path, format=format)
    parts = split(dataset.examples, seed=seed, valid=valid, test=test)
    wanted = DatasetInfo(
        id=id,
        format=dataset.format,
        source=path.name,
        sha256=dataset.sha256,
        seed=seed,
        valid=valid,
        test=test,
        counts={part: len(examples) for part, examples in parts.parts().items()},
        note=parts.note,
    )
    for name in _versions(id):
        if not (home.datasets / name).exists():
            break
        try:
            info = dataset_info(home, name)
        except InputError:
            continue  # damaged or not ours: leave it alone
        if _same(info, wanted):
            if _intact(home, info):
                return info
            break  # a damaged copy of the very same data: write it anew
    return _store(home, wanted.model_copy(update={"id": name}), parts)


def dataset_info(home: Home, id: str) -> DatasetInfo:
    """The record of a stored dataset. Raises `NotFound`, or `BadFile` for a damaged one."""
    file = home.datasets / checked_id(id) / "dataset.json"
    if not file.is_file():
        raise NotFound(f"There is no dataset “{id}”.", fix="Import it from its file.")
    try:
        return DatasetInfo.model_validate(read_json(file))
    except ValidationError as error:
        first = error.errors()[0]
        cause = f"“{'.'.join(map(str, first['loc']))}”: {first['msg']}."
        raise BadFile(f"{file} is damaged.", cause=cause, fix=_AGAIN) from error


def load_part(home: Home, id: str, part: Part) -> list[Example]:
    """The examples of one part, in source order; may be empty.

    Raises `NotFound`, or `BadFile` when the part is not what was imported.
    """
    info = dataset_info(home, id)
    file = home.datasets / info.id / f"{part}.jsonl"
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadFile(f"{file} cannot be read.", cause=f"{error}.", fix=_AGAIN) from error
    if hashlib.sha256(data).hexdigest() != info.part_sha256.get(part):
        raise BadFile(f"{file} was changed after the import.", fix=_AGAIN)
    return [Example.model_validate_json(row) for row in data.split(b"\n") if row]


def list_datasets(home: Home) -> list[DatasetInfo]:
    """All stored datasets that can be read, by id."""
    found = []
    for file in sorted(home.datasets.glob("[a-z0-9]*/dataset.json")):
        try:
            found.append(dataset_info(home, file.parent.name))
        except InputError:
            continue
    return found


def _versions(id: str) -> Iterator[str]:
    """`id`, then `id-2`, `id-3`, …, none longer than an id may be."""
    yield id
    for number in count(2):
        suffix = f"-{number}"
        yield id[: 64 - len(suffix)] + suffix


def _same(info: DatasetInfo, wanted: DatasetInfo) -> bool:
    return all(
        getattr(info, name) == getattr(wanted, name) for name in ("sha256", "seed", "format", "valid", "test")
    )


def _intact(home: Home, info: DatasetInfo) -> bool:
    try:
        for part in PARTS:
            load_part(home, info.id, part)
    except BadFile:
        return False
    return True


def _store(home: Home, info: DatasetInfo, parts: Split) -> DatasetInfo:
    digests: dict[Part, str] = {}
    with replacing_folder(home.datasets / info.id) as folder:
        for part, examples in parts.parts().items():
            digest = hashlib.sha256()
            with (folder / f"{part}.jsonl").open("wb") as out:
                for example in examples:
                    row = json.dumps(example.to_row(), ensure_ascii=False).encode() + b"\n"
                    digest.update(row)
                    out.write(row)
            digests[part] = digest.hexdigest()
        stored = info.model_copy(update={"part_sha256": digests})
        write_json(folder / "dataset.json", stored.model_dump())
    return stored
