"""Base models: found, added, moved, changed, and everything that is a GGUF but no chat model."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest

from engine.errors import BadFile, InputError, NotFound
from engine.models.catalogue import STARTER, Catalogue, header_of, starter_path
from engine.paths import Home

ROOT = Path(__file__).resolve().parents[2]
VOCABULARIES = ROOT / ".build/llama-cpp-python/vendor/llama.cpp/models"
FILES = sorted(VOCABULARIES.glob("*.gguf"))[:5] or [VOCABULARIES / "missing: run make test"]


@pytest.fixture
def model(tiny_base: Path, tmp_path: Path) -> Path:
    """A base model's file that the test may change."""
    return Path(shutil.copyfile(tiny_base, tmp_path / "My Tiny Model.gguf"))


def write_gguf(path: Path, architecture: str = "llama", weights: bool = True, **metadata: Any) -> Path:
    writer = gguf.GGUFWriter(path, architecture)
    for key, value in metadata.items():
        name = key.replace("__", ".")
        writer.add_key_value(name, value, gguf.GGUFValueType.get_type(value))
    if weights:
        writer.add_tensor("token_embd.weight", np.zeros((2, 32), dtype=np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_starter_is_described(home: Home) -> None:
    (info,) = Catalogue(home).list()
    assert info.id == STARTER and info.builtin and info.path == starter_path()
    assert (info.architecture, info.quantization, info.n_ctx_train) == ("llama", "Q4_1", 8192)
    assert info.parameters == 134_515_008 and info.bytes == starter_path().stat().st_size
    assert info.sha256 == sha256(starter_path()) and info.chat_template
    assert Catalogue(home).get() == info  # now from its record
    with pytest.raises(InputError, match="cannot be removed"):
        Catalogue(home).remove(STARTER)


def test_add_list_remove(home: Home, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalogue(home)
    monkeypatch.chdir(model.parent)
    info = catalogue.add(Path(model.name))  # a relative path, as typed
    assert info.id == "my-tiny-model" and info.path == model and not info.builtin
    assert info.sha256 == sha256(model) and info.parameters > 3_000_000 and info.n_ctx_train == 2048
    assert catalogue.get("my-tiny-model") == info
    assert [m.id for m in catalogue.list()] == [STARTER, "my-tiny-model"]
    for id in ("my-tiny-model", STARTER):
        with pytest.raises(InputError, match="already"):
            catalogue.add(model, id)
    for id in ("../x", "A", "x/y"):
        with pytest.raises(InputError, match="cannot be used as a name"):
            catalogue.add(model, id)
    catalogue.remove("my-tiny-model")
    assert model.is_file() and [m.id for m in catalogue.list()] == [STARTER]
    assert {path.name for path in home.models.iterdir()} == {STARTER}
    for id in ("my-tiny-model", "..", "../personas", "", str(model.parent)):
        with pytest.raises(NotFound if id else InputError):
            catalogue.remove(id) if id else catalogue.add(model, STARTER)
        if id:
            with pytest.raises(NotFound, match="Known: smollm2-135m"):
                catalogue.get(id)


def test_a_moved_file_is_missed_by_name_and_hides_no_other(
    home: Home, model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    catalogue = Catalogue(home)
    catalogue.add(model, "tiny")
    model.rename(model.with_name("elsewhere.gguf"))
    with pytest.raises(BadFile, match="cannot be found") as caught:
        catalogue.get("tiny")
    assert str(model) in caught.value.message and "add it again" in caught.value.fix
    with caplog.at_level(logging.WARNING):
        assert [m.id for m in catalogue.list()] == [STARTER]
    assert len(caplog.records) == 1
    catalogue.remove("tiny")
    assert catalogue.add(model.with_name("elsewhere.gguf"), "tiny").id == "tiny"


def test_a_changed_file_is_another_model(home: Home, model: Path) -> None:
    catalogue = Catalogue(home)
    before = catalogue.add(model, "tiny")
    state = model.stat()
    data = bytearray(model.read_bytes())
    data[-1] ^= 1
    other = model.with_name("other")
    other.write_bytes(data)
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns))  # same size, same time: as `cp -p` leaves it
    other.replace(model)
    after = catalogue.get("tiny")
    assert after.sha256 == sha256(model) != before.sha256
    model.write_bytes(data[: len(data) // 2])
    with pytest.raises(BadFile, match="would end at byte"):
        catalogue.get("tiny")


def test_a_header_is_read_once_and_again_when_the_file_changes(home: Home, model: Path) -> None:
    info = Catalogue(home).add(model, "tiny")
    first = header_of(info)
    assert header_of(info) is first and first.path == model and first.integer("llama.block_count") == 2
    state = model.stat()
    data = model.read_bytes().replace(b"llama.block_count\4\0\0\0\2", b"llama.block_count\4\0\0\0\1")
    other = model.with_name("other")
    other.write_bytes(data)
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns))  # same size, same time
    other.replace(model)
    assert header_of(info).integer("llama.block_count") == 1
    model.unlink()
    with pytest.raises(BadFile, match="cannot be found"):
        header_of(info)


def test_records_are_trusted_only_as_far_as_they_go(home: Home, model: Path) -> None:
    catalogue = Catalogue(home)
    info = catalogue.add(model, "tiny")
    shutil.copytree(home.models / "tiny", home.models / "copied")
    assert catalogue.get("copied") == info.model_copy(update={"id": "copied"})
    catalogue.get()
    for id in (STARTER, "tiny"):
        record = home.models / id / "model.json"
        whole = json.loads(record.read_text())
        for info_then in ({}, [], {"id": 3}, None):
            record.write_text(json.dumps({**whole, "info": info_then}))
            assert catalogue.get(id).sha256 == whole["info"]["sha256"]  # read anew
    (home.models / STARTER / "model.json").write_text("{torn")
    assert catalogue.get().id == STARTER  # the starter's is only a cache
    for contents, words in (("{torn", "cannot be read"), ('{"path": 3}', "is damaged"), ("{}", "is damaged")):
        (home.models / "tiny" / "model.json").write_text(contents)
        with pytest.raises(BadFile, match=words):
            catalogue.get("tiny")
    catalogue.remove("tiny")


def test_a_data_folder_that_cannot_be_written_still_lists_models(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not even a folder")
    assert [m.id for m in Catalogue(Home(tmp_path / "home")).list()] == [STARTER]


def test_a_path_that_is_no_unicode(home: Home, model: Path) -> None:
    strange = model.with_name(os.fsdecode(b"caf\xe9.gguf"))
    model.rename(strange)
    info = Catalogue(home).add(strange)
    assert info.id == "caf" and Catalogue(home).get("caf") == info and info.path == strange


def refused(home: Home, path: Path, words: str) -> None:
    with pytest.raises(BadFile, match=words) as caught:
        Catalogue(home).add(path, "x")
    assert str(path) in caught.value.message and caught.value.fix
    assert not home.root.exists()


def test_what_is_no_model(home: Home, tmp_path: Path) -> None:
    tokens = {"tokenizer__ggml__tokens": ["a", "b"]}
    refused(home, tmp_path / "missing.gguf", "cannot be found")
    refused(home, tmp_path, "is a folder")
    (tmp_path / "empty").touch()
    refused(home, tmp_path / "empty", "is empty")
    (tmp_path / "text").write_text("I am a poem")
    refused(home, tmp_path / "text", "not a GGUF")
    adapter = write_gguf(tmp_path / "adapter", general__type="adapter", adapter__type="lora")
    refused(home, adapter, "type “adapter”. Adapters are imported as personas")
    refused(home, write_gguf(tmp_path / "a"), "no tokenizer")
    refused(home, write_gguf(tmp_path / "b", weights=False, **tokens), "no weights")
    embedder = write_gguf(tmp_path / "c", "bert", bert__attention__causal=False, **tokens)
    refused(home, embedder, "embedding model")
    refused(home, write_gguf(tmp_path / "d", split__count=3, **tokens), "one of 3 parts")
    refused(home, write_gguf(tmp_path / "e", llama__context_length="8192", **tokens), "context_length")
    unnamed = write_gguf(tmp_path / "f", general__name=["a"], general__type=["model"], **tokens)
    info = Catalogue(home).add(unnamed)
    assert (info.name, info.n_ctx_train, info.quantization, info.parameters) == ("f", 0, "F16", 64)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_vocabularies_are_no_models(path: Path, home: Home) -> None:
    refused(home, path, "no weights|embedding model")


def test_the_embedder_is_no_chat_model(home: Home) -> None:
    from engine.library.embedder_file import EMBEDDER_FILE, EMBEDDER_ID, ensure_embedder

    embedder = ensure_embedder(home.models / EMBEDDER_ID / EMBEDDER_FILE)
    with pytest.raises(BadFile, match="embedding model"):
        Catalogue(home).add(embedder, "x")
    assert [m.id for m in Catalogue(home).list()] == [STARTER]
