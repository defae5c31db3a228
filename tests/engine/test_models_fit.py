"""Which model fits, which speaks by default, and where a moved one is found again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
import psutil
import pytest

from engine.api import Engine
from engine.cancel import Cancel
from engine.errors import BadFile, Cancelled, InputError, NotFound
from engine.inference.client import N_CTX
from engine.models.catalogue import STARTER
from engine.models.fit import estimate
from engine.paths import Home
from engine.types import Message, Sampling
from tests.engine.engine_files import snapshot


@pytest.fixture
def engine(home: Home) -> Iterator[Engine]:
    with Engine() as opened:
        yield opened


@pytest.fixture
def model(tiny_base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(tiny_base, tmp_path / "My Tiny.gguf"))


@pytest.mark.slow
def test_the_estimate_is_close_to_what_the_worker_takes(engine: Engine) -> None:
    fit = estimate(engine.model(), N_CTX)
    # 30 layers x 3 heads x (64 + 64) numbers of two bytes, for each token.
    assert fit.kv_cache == 30 * 3 * 128 * 2 * 4096 and fit.weights == engine.model().bytes
    words = [Message(role="user", content="word " * 600)]
    engine.reply(words, engine.voice("plain"), sampling=Sampling(max_tokens=2))
    taken = psutil.Process(engine._chat._worker.pid).memory_info().rss
    assert 0.9 * taken < fit.needed < 1.3 * taken


def test_verdicts(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    info = engine.model()
    needed = estimate(info, N_CTX).needed
    memory = psutil.virtual_memory()
    for available, verdict in ((needed * 2, "fits"), (needed * 5 // 4, "tight"), (needed - 1, "too_big")):
        monkeypatch.setattr(psutil, "virtual_memory", lambda n=available: memory._replace(available=n))
        assert estimate(info, N_CTX).verdict == verdict
    monkeypatch.undo()
    assert estimate(info, N_CTX, limit=needed - 1).verdict == "too_big"
    assert estimate(info, 1 << 20).n_ctx == info.n_ctx_train  # no more than it learned


def write(path: Path, **numbers: object) -> Path:
    writer = gguf.GGUFWriter(path, "llama")
    for key, value in numbers.items():
        writer.add_key_value(f"llama.{key.replace('__', '.')}", value, gguf.GGUFValueType.get_type(value))
    writer.add_array("tokenizer.ggml.tokens", ["a"] * 10)
    writer.add_tensor("token_embd.weight", np.zeros((10, 32), dtype=np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


@pytest.mark.parametrize(
    "numbers",
    [
        {},
        {"block_count": 2},
        {"block_count": 2_000_000_000, "embedding_length": 32, "attention__head_count": 1, "feed_forward_length": 1},
        {"block_count": 2, "embedding_length": 32, "attention__head_count": "many", "feed_forward_length": 1},
        {"block_count": 2, "embedding_length": 32, "attention__head_count": [1, 2, 3], "feed_forward_length": 1},
    ],
)  # fmt: skip
def test_headers_that_say_too_little_or_too_much(
    engine: Engine, tmp_path: Path, numbers: dict[str, object]
) -> None:
    engine.add_model(write(tmp_path / "odd.gguf", context_length=64, **numbers))
    with pytest.raises(BadFile, match=r"odd\.gguf"):
        estimate(engine.model("odd"), N_CTX)
    (entry,) = [entry for entry in engine.model_entries() if entry.id == "odd"]
    assert entry.fit is None and entry.info is not None


def test_heads_may_differ_from_layer_to_layer(engine: Engine, tmp_path: Path) -> None:
    numbers = {
        "embedding_length": 32,
        "attention__head_count": 4,
        "feed_forward_length": 64,
        "block_count": 3,
    }
    path = write(tmp_path / "m.gguf", context_length=64, attention__head_count_kv=[4, 0, 2], **numbers)
    engine.add_model(path)
    assert estimate(engine.model("m"), N_CTX).kv_cache == (4 + 0 + 2) * 64 * (8 + 8) * 2


def test_entries_name_who_needs_a_model_and_what_is_wrong(engine: Engine, model: Path) -> None:
    engine.add_model(model)
    starter, tiny = engine.model_entries()
    assert starter.default and "Pirate" in starter.personas and starter.fit is not None
    assert (tiny.id, tiny.default, tiny.personas) == ("my-tiny", False, [])
    model.unlink()
    starter, tiny = engine.model_entries()
    assert tiny.info is None and tiny.problem["type"] == "BadFile" and str(model) in tiny.problem["message"]


def test_the_default_speaks_where_none_is_named(engine: Engine, model: Path) -> None:
    assert engine.model().id == STARTER
    engine.add_model(model)
    engine.make_default("my-tiny")
    assert engine.model().id == engine.voice("plain").model.id == "my-tiny"
    assert engine.voice("pirate").model.id == STARTER  # it names its own
    with pytest.raises(NotFound):
        engine.make_default("nothing")
    engine.remove_model("my-tiny")
    assert engine.model().id == STARTER
    (engine.home.models / "default.json").write_text("{")
    assert engine.model().id == STARTER


def test_a_moved_file_is_found_again_but_no_other_takes_its_place(
    engine: Engine, model: Path, starter: Path
) -> None:
    added = engine.add_model(model)
    moved = model.rename(model.with_name("moved.gguf"))
    before = snapshot(engine.home.root)
    with pytest.raises(InputError, match="another model"):
        engine.relocate_model("my-tiny", starter)
    with pytest.raises(BadFile):
        engine.relocate_model("my-tiny", model)
    assert snapshot(engine.home.root) == before
    assert engine.relocate_model("my-tiny", moved) == added.model_copy(
        update={"path": moved, "name": "moved"}
    )
    assert engine.model("my-tiny").path == moved


def test_free_ids_and_files_that_are_here_already(engine: Engine, model: Path, tmp_path: Path) -> None:
    assert engine.free_model_id(model) == "my-tiny"
    engine.add_model(model)
    with pytest.raises(InputError, match="already"):
        engine.free_model_id(model)
    (tmp_path / "other").mkdir()
    assert engine.free_model_id(tmp_path / "other" / "My Tiny.gguf") == "my-tiny-2"
    assert engine.free_model_id(tmp_path / f"{STARTER}.gguf") == f"{STARTER}-2"


def test_adding_reports_and_can_be_stopped(engine: Engine, model: Path) -> None:
    heard: list[tuple[int, int]] = []
    engine.add_model(model, on_bytes=lambda *step: heard.append(step))
    size = model.stat().st_size
    assert heard[-1] == (size, size) and len(heard) == -(-size // (4 << 20))
    engine.remove_model("my-tiny")
    pressed = Cancel()
    pressed.press()
    before = snapshot(engine.home.root)
    with pytest.raises(Cancelled):
        engine.add_model(model, cancel=pressed)
    assert snapshot(engine.home.root) == before


def test_a_model_above_the_limit_is_not_loaded(engine: Engine) -> None:
    hello = [Message(role="user", content="Hello!")]
    engine.use(memory_limit=100_000_000)
    with pytest.raises(InputError, match="more memory than you allow"):
        engine.reply(hello, engine.voice("plain"), sampling=Sampling(max_tokens=1))
    assert engine._chat._worker.pid is None
    assert engine.model_entries()[0].fit.verdict == "too_big"
    engine.use(memory_limit=2_000_000_000)
    assert engine.reply(hello, engine.voice("plain"), sampling=Sampling(max_tokens=1)).completion_tokens == 1
