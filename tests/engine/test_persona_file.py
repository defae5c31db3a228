"""`.macaw` files: what is exported comes back whole, and nothing hostile leaves a trace."""

from __future__ import annotations

import hashlib
import json
import os
import random
import stat
import struct
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.conversion.to_gguf import convert_adapter
from engine.errors import BadFile, Cancelled, EngineError, InputError, NotFound, StorageError, WrongBase
from engine.models.catalogue import Catalogue
from engine.paths import Home
from engine.persona_file import export_persona, import_persona, preview_persona
from engine.personas import Shelf
from engine.types import Persona
from tests.engine.engine_files import BASE_KEY, peft_folder, snapshot
from tests.tiny_model import write_tiny_llama

Entries = dict[str, bytes]


@dataclass
class Place:
    """One person's Macaw."""

    home: Home
    shelf: Shelf
    catalogue: Catalogue


def place(root: Path) -> Place:
    home = Home(root)
    return Place(home, Shelf(home), Catalogue(home))


@pytest.fixture(scope="module")
def sender(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Someone with a trained persona called cook, on a model of their own."""
    folder = tmp_path_factory.mktemp("sender")
    here = place(folder / "home")
    base = here.catalogue.add(tiny_base, "my-tiny")
    peft = peft_folder(folder / "peft", tiny_base, seed=1)
    adapter = folder / "adapter.gguf"
    convert_adapter(peft, tiny_base, adapter, extra_metadata={BASE_KEY: base.sha256})
    (folder / "card.md").write_text("# Cöok\n" + "tasty " * 20_000)
    (folder / "report.json").write_text('{"run": {}}')
    persona = Persona(
        id="cook", name="Cöok", system_prompt="s" * 200_000, color="#AA5500",
        base_model="my-tiny", base_sha256=base.sha256, adapter=True,
    )  # fmt: skip
    files = {"adapter": peft, "adapter.gguf": adapter, "card.md": folder / "card.md"}
    here.shelf.save(persona, {**files, "report.json": folder / "report.json"})
    os.utime(here.shelf.folder("cook") / "card.md", (0, 0))  # before a zip's first year
    return here


@pytest.fixture
def receiver(tiny_base: Path, tmp_path: Path) -> Place:
    """Someone else, who has the same model under another name."""
    here = place(tmp_path / "receiver")
    here.catalogue.add(tiny_base, "tiny-too")
    here.catalogue.get()
    return here


@pytest.fixture(scope="module")
def exported(sender: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("exported") / "cook.macaw"
    export_persona(sender.shelf, "cook", file)
    return file


@pytest.fixture(scope="module")
def entries(exported: Path) -> Entries:
    """What is in the exported file, by name, without the manifest."""
    with zipfile.ZipFile(exported) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "macaw.json"}


def forge(file: Path, contents: Entries, packed: int = zipfile.ZIP_STORED, **manifest: Any) -> Path:
    """A persona file of these contents whose manifest is right, but for what is given."""
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    said = {"schema_version": 1, "id": "cook", "files": sums, **manifest}
    with zipfile.ZipFile(file, "w", packed) as archive:
        archive.writestr("macaw.json", json.dumps(said))
        for name, data in contents.items():
            archive.writestr(name, data)
    return file


def with_persona(contents: Entries, **changes: Any) -> Entries:
    data = json.loads(contents["persona.json"])
    return {**contents, "persona.json": json.dumps({**data, **changes}).encode()}


def refused(here: Place, file: Path, kind: type[EngineError], words: str, id: str = "") -> EngineError:
    before = snapshot(here.home.root)
    with pytest.raises(kind, match=words) as caught:
        import_persona(here.shelf, here.catalogue, file, id)
    assert snapshot(here.home.root) == before
    assert len(str(caught.value)) < 2000
    return caught.value


# Well-formed


def test_round_trip(sender: Place, receiver: Place, exported: Path) -> None:
    persona = import_persona(receiver.shelf, receiver.catalogue, exported)
    sent = sender.shelf.get("cook")
    assert persona == receiver.shelf.get("cook") == sent.model_copy(update={"base_model": "tiny-too"})
    ours, theirs = snapshot(receiver.shelf.folder("cook")), snapshot(sender.shelf.folder("cook"))
    assert ours.pop("persona.json") and theirs.pop("persona.json")
    assert ours == theirs and len(ours) == 6
    again = import_persona(receiver.shelf, receiver.catalogue, exported, "chef")
    assert again.id == "chef" and receiver.shelf.folder("chef").is_dir()
    back = receiver.home.root.parent / "back.macaw"
    export_persona(receiver.shelf, "chef", back)  # what was imported can be passed on
    assert import_persona(sender.shelf, sender.catalogue, back).base_model == "my-tiny"
    sender.shelf.remove("chef")


def test_progress_is_told_and_can_end_it(
    sender: Place, receiver: Place, exported: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []

    def follow(done: int, total: int) -> None:
        told.append((done, total))

    def stop(done: int, total: int) -> None:
        raise Cancelled("Stopped.")

    export_persona(sender.shelf, "cook", tmp_path / "cook.macaw", follow)
    assert told[-1][0] == told[-1][1] and told == sorted(told) and len(told) >= 12
    for work in (preview_persona, import_persona):
        told.clear()
        work(receiver.shelf, receiver.catalogue, exported, on_bytes=follow)
        assert told[-1][0] == told[-1][1] and told == sorted(told) and len(told) >= 6
    receiver.shelf.remove("cook")
    before = snapshot(receiver.home.root)
    with pytest.raises(Cancelled):
        import_persona(receiver.shelf, receiver.catalogue, exported, on_bytes=stop)
    assert snapshot(receiver.home.root) == before
    with pytest.raises(Cancelled):
        export_persona(sender.shelf, "cook", tmp_path / "again.macaw", stop)
    assert [file.name for file in tmp_path.glob("*.macaw*")] == ["cook.macaw"]


def test_a_prompt_alone_needs_no_model(tmp_path: Path) -> None:
    sender, receiver = place(tmp_path / "a"), place(tmp_path / "b")
    persona = Persona(id="poet", name="Poet", system_prompt="Speak in verse.\n" * 10_000)
    sender.shelf.save(persona)
    export_persona(sender.shelf, "poet", tmp_path / "poet.macaw")
    assert import_persona(receiver.shelf, receiver.catalogue, tmp_path / "poet.macaw") == persona
    assert set(snapshot(receiver.home.root)) == {"personas", "personas/poet", "personas/poet/persona.json"}


def test_starters_can_be_exported(tmp_path: Path) -> None:
    here = place(tmp_path / "home")
    export_persona(here.shelf, "pirate", tmp_path / "pirate.macaw")
    persona = import_persona(here.shelf, here.catalogue, tmp_path / "pirate.macaw", "corsair")
    assert persona.name == here.shelf.get("pirate").name and not persona.builtin


def test_a_file_packed_by_others(receiver: Place, entries: Entries, tmp_path: Path) -> None:
    """Deflated weights, and an adapter that does not say which base it is for."""
    persona = import_persona(
        receiver.shelf, receiver.catalogue, forge(tmp_path / "x", entries, zipfile.ZIP_DEFLATED)
    )
    assert persona.adapter


def test_exports_that_are_refused(sender: Place, tmp_path: Path) -> None:
    here, file = place(tmp_path / "home"), tmp_path / "out" / "x.macaw"
    with pytest.raises(InputError, match="base model itself"):
        export_persona(here.shelf, "plain", file)
    with pytest.raises(NotFound):
        export_persona(here.shelf, "../cook", file)
    here.shelf.save(Persona(id="lost", name="Lost", adapter=True, base_sha256="0" * 64))
    with pytest.raises(BadFile, match=r"adapter\.gguf does not exist"):
        export_persona(here.shelf, "lost", file)
    assert not file.parent.exists()
    (tmp_path / "old.macaw").mkdir()
    with pytest.raises(StorageError, match=r"old\.macaw"):
        export_persona(sender.shelf, "cook", tmp_path / "old.macaw")


# Refused, without a trace


def test_names_that_are_taken_or_impossible(
    receiver: Place, exported: Path, entries: Entries, tmp_path: Path
) -> None:
    import_persona(receiver.shelf, receiver.catalogue, exported)
    refused(receiver, exported, InputError, "already")
    (receiver.shelf.folder("cook") / "persona.json").write_text("{damaged")
    refused(receiver, exported, InputError, "already")  # a damaged one is not overwritten either
    refused(receiver, exported, InputError, "base model itself", id="plain")
    for id in ("../../x", "/etc/x", "", ".", "a/b", "Cook"):
        refused(receiver, forge(tmp_path / "x", entries, id=id), InputError, "cannot be used as a name")
    refused(receiver, forge(tmp_path / "x", entries, id=7), BadFile, "manifest")


@pytest.mark.slow
def test_base_models(receiver: Place, exported: Path, entries: Entries, tmp_path: Path) -> None:
    nobody = place(tmp_path / "nobody")
    nobody.catalogue.get()
    error = refused(nobody, exported, WrongBase, "needs a base model that is not here")
    assert "my-tiny" in error.cause and "macaw models add" in error.fix

    other = write_tiny_llama(tmp_path / "other.gguf", seed=1)  # the same shapes, other weights
    sha256 = receiver.catalogue.add(other, "other").sha256
    claims = forge(tmp_path / "x", with_persona(entries, base_sha256=sha256))
    refused(receiver, claims, WrongBase, "records another base model")
    starter = receiver.catalogue.get().sha256
    claims = forge(tmp_path / "x", with_persona(entries, base_sha256=starter))
    error = refused(receiver, claims, WrongBase, "does not fit smollm2-135m")
    assert str(tmp_path / "x") in error.message and ".tmp" not in str(error)
    for nonsense in ("", "0" * 64):
        claims = forge(tmp_path / "x", with_persona(entries, base_sha256=nonsense))
        refused(receiver, claims, WrongBase, "not here")


def test_adapters_that_record_no_base_are_taken_at_their_word(
    receiver: Place, sender: Place, tiny_base: Path, entries: Entries, tmp_path: Path
) -> None:
    silent = tmp_path / "silent.gguf"
    convert_adapter(sender.shelf.folder("cook") / "adapter", tiny_base, silent)
    file = forge(tmp_path / "x", {**entries, "adapter.gguf": silent.read_bytes()})
    assert import_persona(receiver.shelf, receiver.catalogue, file).base_model == "tiny-too"


def test_damaged_contents(receiver: Place, entries: Entries, tmp_path: Path) -> None:
    file = tmp_path / "x"

    def said(words: str, contents: Entries, **manifest: Any) -> None:
        error = refused(receiver, forge(file, contents, **manifest), BadFile, words)
        assert str(file) in error.message and error.fix and ".tmp" not in str(error)

    said("newer Macaw", entries, schema_version=2)
    said("manifest does not match", entries, files={})
    said("manifest does not match", entries, files=[*entries])
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in entries.items()}
    for wrong in ("0" * 64, sums["card.md"].upper(), "", None, 5):
        said("does not match its hash", entries, files={**sums, "adapter.gguf": wrong})
    without = {name: data for name, data in entries.items() if name != "persona.json"}
    said("holds no persona.json", without)
    for persona in (b"", b"[]", b"7", b"{}", b"\xff", b"[" * 100_000, b'{"name": "x", "code": "import os"}'):
        said("persona.json is damaged|recursion", {"persona.json": persona})
    said("newer Macaw", with_persona(entries, schema_version=2))
    said("do not go together", with_persona(entries, adapter=False))
    prompt = with_persona({"persona.json": entries["persona.json"]}, adapter=False)
    said("do not go together", {**prompt, "adapter/adapter_model.safetensors": b"x"})
    said("do not go together", {"persona.json": entries["persona.json"]})
    weights = entries["adapter.gguf"]
    said("pickled", {**entries, "adapter.gguf": b"\x80\x02pickle"})
    said("would end at byte", {**entries, "adapter.gguf": weights[:-100]})
    said("NaN", {**entries, "adapter.gguf": weights[:-64] + b"\xff" * 64})


def test_names_that_would_deceive(receiver: Place, entries: Entries, tmp_path: Path) -> None:
    for field, value, words in (
        ("name", "n" * 61, "“name”: .* 60 characters"),
        ("name", "Pirate\n\nApproved", "“name”: .*one line"),
        ("name", "abc\u202eexe", "“name”: .*one line"),
        ("description", "d" * 301, "“description”: .* 300 characters"),
        ("description", "a\x00b", "“description”: .*one line"),
        ("collections", ["sea", "c" * 61], "“collections.1”: .* 60 characters"),
        ("collections", ["two\nlines"], "“collections.0”: .*one line"),
    ):
        error = refused(
            receiver, forge(tmp_path / "x", with_persona(entries, **{field: value})), BadFile, words
        )
        assert "Ask for the file again." in error.fix
    kind = with_persona(entries, name="Ada 👩\u200d🌾 <b>&", description="Öl, 100\u00a0%\u202f!")
    made = import_persona(receiver.shelf, receiver.catalogue, forge(tmp_path / "x", kind))
    assert made.name == "Ada 👩\u200d🌾 <b>&"  # shown as it is, never as HTML


def test_foreign_and_hostile_zips(receiver: Place, entries: Entries, tmp_path: Path) -> None:
    file = tmp_path / "x"
    evil = (
        "../../evil",
        "/tmp/evil",
        "adapter/../../evil",
        "C:\\evil",
        "PERSONA.JSON",
        "run.py",
        "adapter/",
        " ",
    )
    for name in evil:
        refused(receiver, forge(file, {**entries, name: b""}), BadFile, "which no persona has")
    refused(receiver, forge(file, {**entries, "persona.json/": b""}), BadFile, "which no persona has")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<xml/>")
    refused(receiver, file, BadFile, "a zip, but not of a persona")

    def entry(words: str, change: Callable[[zipfile.ZipInfo], None]) -> None:
        """The same file, but for something about card.md."""
        with zipfile.ZipFile(file, "w") as archive:
            sums = {name: hashlib.sha256(data).hexdigest() for name, data in entries.items()}
            archive.writestr("macaw.json", json.dumps({"schema_version": 1, "id": "cook", "files": sums}))
            for name, data in entries.items():
                info = zipfile.ZipInfo(name)
                if name == "card.md":
                    change(info)
                archive.writestr(info, data)
        refused(receiver, file, BadFile, words)

    for kind in (stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR):
        entry(
            "link or a device", lambda info, kind=kind: setattr(info, "external_attr", (kind | 0o777) << 16)
        )
    for packed in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        entry("packed in a way", lambda info, packed=packed: setattr(info, "compress_type", packed))

    with warnings.catch_warnings(), zipfile.ZipFile(forge(file, entries), "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("card.md", "twice")
    refused(receiver, file, BadFile, "not of a persona")


def flagged(data: bytes, name: bytes) -> bytes:
    """Set the bit that says “encrypted” in both headers of `name`."""
    raw = bytearray(data)
    at = raw.index(name) - 30
    raw[at + 6] |= 1
    at = raw.rindex(name) - 46
    raw[at + 8] |= 1
    return bytes(raw)


def test_encrypted_entries(receiver: Place, exported: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(flagged(exported.read_bytes(), b"card.md"))
    refused(receiver, tmp_path / "x", BadFile, "encrypted")


def test_bombs(receiver: Place, entries: Entries, tmp_path: Path) -> None:
    """Refused from what the directory says, before a byte is unpacked; a directory that lies gets no further."""
    file = tmp_path / "x"
    tracemalloc.start()
    try:
        bomb = {**entries, "adapter.gguf": bytes(64 << 20)}
        refused(
            receiver, forge(file, bomb, zipfile.ZIP_DEFLATED), BadFile, "would unpack to 67,108,864 bytes"
        )
        bomb = {**entries, "card.md": bytes(17 << 20)}
        refused(
            receiver, forge(file, bomb, zipfile.ZIP_DEFLATED), BadFile, "would unpack to 17,825,792 bytes"
        )
        tracemalloc.reset_peak()

        data = bytearray(
            forge(file, {**entries, "card.md": bytes(8 << 20)}, zipfile.ZIP_DEFLATED).read_bytes()
        )
        at = data.rindex(b"card.md") - 46
        data[at + 24 : at + 28] = struct.pack("<I", 10)  # “unpacks to ten bytes”
        file.write_bytes(data)
        refused(receiver, file, BadFile, "Bad CRC-32|does not match its hash")

        directory = b"PK\x01\x02" + bytes(42)
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 200_000 * 46, 0, 0)
        file.write_bytes(directory * 200_000 + end)  # 9 MB that would become 200,000 objects
        tracemalloc.reset_peak()
        refused(receiver, file, BadFile, "directory is too long")
        assert tracemalloc.get_traced_memory()[1] < 60 << 20
    finally:
        tracemalloc.stop()


def test_what_is_no_zip(receiver: Place, tmp_path: Path) -> None:
    refused(receiver, tmp_path / "missing.macaw", BadFile, "does not exist")
    refused(receiver, tmp_path, BadFile, "is not a file")
    for contents in (
        b"",
        b"PK",
        b"PK\x05\x06" + bytes(17),
        b"I am a poem",
        bytes(100),
        b"PK\x05\x06" + b"\xff" * 18,
    ):
        (tmp_path / "x").write_bytes(contents)
        refused(receiver, tmp_path / "x", BadFile, "not a usable persona file")


def test_truncated_anywhere(receiver: Place, exported: Path, tmp_path: Path) -> None:
    data, dice = exported.read_bytes(), random.Random(2)
    for end in [*dice.sample(range(len(data)), 45), *(len(data) - n for n in (1, 2, 21, 22, 23))]:
        (tmp_path / "x").write_bytes(data[:end])
        refused(receiver, tmp_path / "x", BadFile, "not a usable persona file")


@pytest.mark.slow
def test_damaged_anywhere(receiver: Place, entries: Entries, tmp_path: Path) -> None:
    """Bytes changed at random: refused, or the very persona that was sent (some bytes mean nothing)."""
    small = {name: data for name, data in entries.items() if not name.startswith("adapter/")}
    small["card.md"] = b"# Card"
    data, dice, refusals = (
        forge(tmp_path / "x", small, zipfile.ZIP_DEFLATED).read_bytes(),
        random.Random(3),
        0,
    )
    header = data.index(b"PK\x01\x02")  # the directory, where a change hurts most
    before = snapshot(receiver.home.root)
    for n in range(400):
        raw = bytearray(data)
        for _ in range(dice.choice((1, 1, 4))):
            raw[dice.randrange(header if n % 2 else 0, len(raw))] = dice.randrange(256)
        (tmp_path / "x").write_bytes(raw)
        try:
            import_persona(receiver.shelf, receiver.catalogue, tmp_path / "x")
        except InputError:
            refusals += 1
            assert snapshot(receiver.home.root) == before, n
        else:
            (id,) = {path.name for path in receiver.home.personas.iterdir()}
            found = snapshot(receiver.home.personas / id)
            assert found["adapter.gguf"] == hashlib.sha256(small["adapter.gguf"]).hexdigest()
            receiver.shelf.remove(id)
            receiver.home.personas.rmdir()
    assert refusals > 200
