"""The embedder's GGUF: equal to the reference converter's, agrees with PyTorch, survives damage and kills."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import struct
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gguf import GGUFReader

from engine.errors import BadFile, NotFound, StorageError
from engine.library import embedder_file
from engine.library.embedder_file import convert_embedder, ensure_embedder, weights_folder
from engine.paths import Home

REPOSITORY = Path(__file__).resolve().parents[2]
REFERENCE = REPOSITORY / ".build/llama-cpp-python/vendor/llama.cpp/convert_hf_to_gguf.py"
SMALL_FILES = ("config.json", "tokenizer_config.json", "vocab.txt")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_embedder(tmp_path_factory.mktemp("embedder") / "models" / "embedder.gguf")


# --- a tiny model of the same kind, for what is tried many times ------------------------------------

TINY = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "max_position_embeddings": 16,
    "type_vocab_size": 2,
    "vocab_size": 8,
    "layer_norm_eps": 1e-12,
}


def tiny_tensors() -> dict[str, np.ndarray[Any, Any]]:
    shapes = {
        "embeddings.word_embeddings.weight": (8, 32),
        "embeddings.position_embeddings.weight": (16, 32),
        "embeddings.token_type_embeddings.weight": (2, 32),
        "embeddings.LayerNorm.weight": (32,),
        "embeddings.LayerNorm.bias": (32,),
    }
    for name, (rows, columns) in {
        "attention.self.query": (32, 32),
        "attention.self.key": (32, 32),
        "attention.self.value": (32, 32),
        "attention.output.dense": (32, 32),
        "intermediate.dense": (64, 32),
        "output.dense": (32, 64),
    }.items():
        shapes[f"encoder.layer.0.{name}.weight"] = (rows, columns)
        shapes[f"encoder.layer.0.{name}.bias"] = (rows,)
    for name in ("attention.output.LayerNorm", "output.LayerNorm"):
        shapes[f"encoder.layer.0.{name}.weight"] = shapes[f"encoder.layer.0.{name}.bias"] = (32,)
    draw = np.random.default_rng(0)
    return {name: draw.standard_normal(shape, dtype=np.float32) for name, shape in shapes.items()}


def save(folder: Path, tensors: dict[str, np.ndarray[Any, Any]]) -> None:
    from safetensors.numpy import save_file

    save_file(tensors, folder / "model.safetensors")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(TINY))
    (folder / "tokenizer_config.json").write_text('{"do_lower_case": true}')
    (folder / "vocab.txt").write_text(
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nword\n##ing\n日\n", encoding="utf-8"
    )
    save(folder, tiny_tensors())
    return folder


def refused(source: Path, target: Path, *words: str) -> None:
    """Converting must fail as BadFile, naming all `words`, and leave no trace beside `target`."""
    before = sorted(target.parent.iterdir()) if target.parent.exists() else None
    with pytest.raises(BadFile) as caught:
        convert_embedder(source, target)
    for word in words:
        assert word in str(caught.value)
    assert caught.value.fix
    assert (sorted(target.parent.iterdir()) if target.parent.exists() else None) == before


# --- what is made -----------------------------------------------------------------------------------


def test_small_model_and_its_tokens(tiny: Path, tmp_path: Path) -> None:
    convert_embedder(tiny, tmp_path / "x.gguf")
    made = GGUFReader(tmp_path / "x.gguf")
    assert made.fields["tokenizer.ggml.tokens"].contents() == [
        *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
        *("▁word", "ing", "▁日"),
    ]
    assert made.fields["tokenizer.ggml.token_type"].contents() == [3] * 5 + [1] * 3
    assert made.fields["bert.pooling_type"].contents() == 1
    assert made.fields["bert.attention.causal"].contents() is False
    kinds = {tensor.name: tensor.tensor_type.name for tensor in made.tensors}
    assert len(kinds) == 21
    assert {name for name, kind in kinds.items() if kind == "Q8_0"} == {
        "token_embd.weight",
        *(f"blk.0.{n}.weight" for n in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_up", "ffn_down")),
    }
    # Half precision weights give the same up to their own rounding.
    save(tiny, {name: array.astype(np.float16) for name, array in tiny_tensors().items()})
    convert_embedder(tiny, tmp_path / "half.gguf")
    for ours, half in zip(made.tensors, GGUFReader(tmp_path / "half.gguf").tensors, strict=True):
        if ours.tensor_type.name == "F32":
            np.testing.assert_allclose(ours.data, half.data, atol=2e-3)


def test_file_is_about_25_mb_and_made_without_torch(converted: Path) -> None:
    assert 24e6 < converted.stat().st_size < 26e6
    code = """
        import sys
        from pathlib import Path
        from engine.library.embedder_file import convert_embedder, weights_folder
        assert not {"numpy", "gguf", "safetensors"} & set(sys.modules)
        convert_embedder(weights_folder(), Path(sys.argv[1]))
        print([m for m in ("torch", "transformers", "sentence_transformers") if m in sys.modules])
    """
    again = converted.with_name("again.gguf")
    done = run(code, again)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
    assert again.read_bytes() == converted.read_bytes()


@pytest.mark.slow
def test_equal_to_the_reference_converter(converted: Path, tmp_path: Path) -> None:
    if not REFERENCE.is_file():
        pytest.skip("the reference converter is not unpacked under .build/")
    command = [
        sys.executable,
        REFERENCE,
        weights_folder(),
        "--outtype",
        "q8_0",
        "--outfile",
        tmp_path / "r.gguf",
    ]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    theirs, ours = GGUFReader(tmp_path / "r.gguf"), GGUFReader(converted)
    assert len(theirs.tensors) == len(ours.tensors) == 101
    for ref, own in zip(theirs.tensors, ours.tensors, strict=True):
        assert (ref.name, ref.tensor_type, list(ref.shape)) == (own.name, own.tensor_type, list(own.shape))
        assert ref.data.tobytes() == own.data.tobytes(), ref.name
    # All metadata but the model card's.
    card = ("GGUF.", "general.name", "general.organization", "general.size_label", "general.tags")
    card += ("general.languages", "general.dataset")
    fields = {name: field for name, field in theirs.fields.items() if not name.startswith(card)}
    assert len(fields) > 20
    assert {name for name in ours.fields if not name.startswith(card)} == set(fields)
    for name, field in fields.items():
        own_field = ours.fields[name]
        assert (own_field.types, own_field.contents()) == (field.types, field.contents()), name


def sentences() -> list[str]:
    """200 texts from one word to several hundred tokens, with accents, scripts, code and odd punctuation."""
    subjects = [
        "The captain",
        "My old neighbour",
        "A tired parrot",
        "Nobody",
        "Professor Ångström",
        "Her crew",
    ]
    verbs = ["repairs", "forgets", "carefully measures", "sold", "is afraid of", "will never understand"]
    objects = [
        "the brass compass",
        "a café in Málaga",
        "seventeen letters",
        "quantum tunnelling",
        "naïve art",
    ]
    ends = [".", "!", "?", ", she said.", "; then it rained…", " (see page 42).", " — or so they say."]
    odd = [
        *("Parrot", "parrot", "PARROT", "a", "?", "...!!!???", "🦜", "🦜 arr 🏴‍☠️", "naïve", "_under_score_"),
        *("日本語の文章です。", "北京欢迎你", "مرحبا بالعالم", "Привет, как дела?", "Ελληνικά γράμματα"),
        *(
            "Zürich 東京 Москва القاهرة",
            "straße Übergröße",
            "crème brûlée déjà vu",
            "cafe\u0301 re\u0301sume\u0301",
        ),
        *(
            "İstanbul ılık",
            "ﬁnancial oﬀer",
            "½ of ⅓ is ⅙",
            "x\u00a0y\u2003z",
            "\u200bzero\u200bwidth",
            "mIxEd CaSe",
        ),
        *("def f(x: int) -> int:\n    return x ** 2\n", "SELECT * FROM t WHERE a <> 'b';", "C++ vs. C#"),
        *("https://example.org/a?b=c#d", "user@example.org", "e=mc^2", "3.14159265358979", "$5 & 10% off!"),
        *(
            "1,000,000.00 €",
            "tab\tand\nnew line\r\nand  double  spaces ",
            "  leading",
            "[CLS] and [MASK] are text",
        ),
        *("hyphen-ated co-operate", "don't can't won't", "supercalifragilisticexpialidocious", "z" * 100),
    ]
    draw = random.Random(7)

    def sentence() -> str:
        return f"{draw.choice(subjects)} {draw.choice(verbs)} {draw.choice(objects)}{draw.choice(ends)}"

    short = sorted({sentence() for _ in range(200)})
    draw.shuffle(short)
    short = short[:100]
    sizes = [*(2 + n % 5 for n in range(200 - len(odd) - len(short) - 12)), *range(20, 32)]
    long = [" ".join(sentence() for _ in range(size)) for size in sizes]
    return [*odd, *short, *long]


@pytest.fixture(scope="module")
def runtime(converted: Path) -> Iterator[Any]:
    import llama_cpp

    # One thread: on a busy machine several only wait for each other.
    sizes = {"n_ctx": 512, "n_batch": 512, "n_ubatch": 512, "n_threads": 1, "n_threads_batch": 1}
    model = llama_cpp.Llama(str(converted), embedding=True, verbose=False, **sizes)
    yield model
    model.close()


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    from transformers import BertTokenizerFast

    # Text never is a control token, in Macaw as here: documents are not to be trusted.
    return BertTokenizerFast.from_pretrained(str(weights_folder()), split_special_tokens=True)


@pytest.mark.slow
def test_embeddings_agree_with_pytorch_on_200_sentences(
    runtime: Any, tokenizer: Any, request: pytest.FixtureRequest
) -> None:
    import torch
    from transformers import BertModel

    request.addfinalizer(partial(torch.set_num_threads, torch.get_num_threads()))
    torch.set_num_threads(1)
    texts = sentences()
    assert len(texts) == len(set(texts)) == 200
    model = BertModel.from_pretrained(str(weights_folder()), add_pooling_layer=False).eval()
    cosines, lengths = [], []
    for text in texts:
        tokens = tokenizer(text)["input_ids"]
        assert runtime.tokenize(text.encode(), add_bos=True, special=False) == tokens, text
        with torch.inference_mode():
            states = model(torch.tensor([tokens])).last_hidden_state[0].double()
        theirs = torch.nn.functional.normalize(states.mean(0), dim=0).numpy()
        ours = np.asarray(runtime.embed(text, normalize=True))
        assert ours.shape == (384,) and abs(np.linalg.norm(ours) - 1) < 1e-5
        cosines.append(float(ours @ theirs))
        lengths.append(len(tokens))
    worst = int(np.argmin(cosines))
    print(f"cosine min {cosines[worst]:.5f} ({texts[worst][:40]!r}), mean {np.mean(cosines):.5f},")
    print(f"tokens {min(lengths)} to {max(lengths)}, {sum(lengths)} in all")
    assert min(lengths) == 3 and sum(length > 200 for length in lengths) >= 10 and max(lengths) <= 512
    assert cosines[worst] >= 0.99, texts[worst]


@pytest.mark.slow
def test_known_difference_words_of_more_than_100_characters(runtime: Any, tokenizer: Any) -> None:
    """WordPiece gives up on such a word ([UNK]), llama.cpp reads on in pieces. No metadata can change it."""
    for length, same in ((100, True), (101, False)):
        text = "z" * length
        theirs = tokenizer(text)["input_ids"]
        assert (runtime.tokenize(text.encode(), add_bos=True, special=False) == theirs) is same
    assert theirs == [101, 100, 102]


# --- made once, and whole ---------------------------------------------------------------------------


def test_made_once_and_made_anew_when_damaged(tiny: Path, tmp_path: Path) -> None:
    target = tmp_path / "models" / "e" / "x.gguf"
    assert ensure_embedder(target, tiny) == target
    whole, stamp = target.read_bytes(), target.stat().st_mtime_ns
    ensure_embedder(target, tmp_path / "not needed any more")
    assert target.stat().st_mtime_ns == stamp
    Home(tmp_path).recover()  # as the engine does when it opens the data folder
    assert sorted(p.name for p in target.parent.iterdir()) == ["x.gguf", "x.json"]

    record = target.with_name("x.json")
    for damage in (
        lambda: target.write_bytes(whole[:-1]),
        target.unlink,
        record.unlink,
        lambda: record.write_text("{"),
    ):
        damage()
        ensure_embedder(target, tiny)
        assert target.read_bytes() == whole
        assert json.loads(record.read_text())["bytes"] == len(whole)


def test_no_weights_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder_file, "_PACKAGE", "no_such_package_at_all")
    with pytest.raises(NotFound, match="not installed"):
        ensure_embedder(tmp_path / "x" / "x.gguf")
    assert list(tmp_path.iterdir()) == []


def run(code: str, target: Path, source: Path | None = None) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-c", textwrap.dedent(code), str(target), str(source or "")]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(arguments, capture_output=True, text=True, env=environment, timeout=60)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(
    ("moment", "exists"), [("os.fsync", False), ("os.replace", False), ("embedder_file.write_json", True)]
)
def test_killed_conversion_leaves_nothing_that_lasts(
    tiny: Path, tmp_path: Path, moment: str, exists: bool
) -> None:
    """SIGKILL with the file written but not synced, synced but not in place, in place without a record."""
    target = tmp_path / "models" / "x.gguf"
    code = f"""
        import os, signal, sys
        from pathlib import Path
        from engine.library import embedder_file
        {moment} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        embedder_file.convert_embedder(Path(sys.argv[2]), Path(sys.argv[1]))
    """
    done = run(code, target, tiny)
    assert done.returncode == -9, done.stderr
    assert target.exists() == exists
    ensure_embedder(target, tiny)
    assert len(GGUFReader(target).tensors) == 21
    Home(tmp_path).recover()  # as the engine does when it opens the data folder
    assert sorted(p.name for p in target.parent.iterdir()) == ["x.gguf", "x.json"]


@pytest.mark.skipif(os.name == "nt", reason="resource limits")
def test_a_write_that_fails_is_a_storage_error_and_leaves_nothing(tiny: Path, tmp_path: Path) -> None:
    target = tmp_path / "models" / "x.gguf"
    ensure_embedder(target, tiny)
    before = {p.name: p.read_bytes() for p in target.parent.iterdir()}
    # The kernel refuses to let any file grow beyond 10 KB: what a full disk does, at a place of our choosing.
    code = """
        import resource, signal, sys
        from pathlib import Path
        from engine.errors import StorageError
        from engine.library.embedder_file import convert_embedder
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        try:
            convert_embedder(Path(sys.argv[2]), Path(sys.argv[1]))
        except StorageError as error:
            print(error)
    """
    done = run(code, target, tiny)
    assert done.returncode == 0, done.stderr
    assert "x.gguf" in done.stdout and "larger than this disk allows" in done.stdout
    assert {p.name: p.read_bytes() for p in target.parent.iterdir()} == before
    (tmp_path / "a file").write_text("")
    with pytest.raises(StorageError, match="a file"):
        convert_embedder(tiny, tmp_path / "a file" / "x.gguf")


# --- damaged sources --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*SMALL_FILES, "model.safetensors"])
def test_missing_empty_and_foreign_files(tiny: Path, tmp_path: Path, name: str) -> None:
    file = tiny / name
    target = tmp_path / "models" / "x.gguf"
    for content in (
        b"",
        b"\x80\x04\xff\xfe",
        pickle.dumps({"a": 1}),
        b"GGUF" + bytes(47),
        b"[" * 100_000,
        b"[]",
    ):
        file.write_bytes(content)
        refused(tiny, target, str(file))
    file.unlink()
    refused(tiny, target, str(file))
    file.mkdir()
    refused(tiny, target, str(file))


def test_weights_truncated_at_fifty_places(tiny: Path, tmp_path: Path) -> None:
    file = tiny / "model.safetensors"
    whole = file.read_bytes()
    draw = random.Random(1)
    for cut in [1, 7, 8, 9, len(whole) - 1, *draw.sample(range(len(whole)), 45)]:
        file.write_bytes(whole[:cut])
        refused(tiny, tmp_path / "models" / "x.gguf", str(file))


def test_the_real_weights_truncated(tmp_path: Path) -> None:
    for name in SMALL_FILES:
        shutil.copy(weights_folder() / name, tmp_path / name)
    with (weights_folder() / "model.safetensors").open("rb") as whole:
        head = whole.read(1_000_000)
    (tmp_path / "model.safetensors").write_bytes(head)
    refused(tmp_path, tmp_path / "models" / "x.gguf", "model.safetensors")


def test_absurd_header_wrong_shapes_types_names_and_values(tiny: Path, tmp_path: Path) -> None:
    target = tmp_path / "models" / "x.gguf"
    file = tiny / "model.safetensors"
    for length in (2**63, 2**40, 10**8):
        file.write_bytes(struct.pack("<Q", length) + b'{"a": 1}' + bytes(35))
        refused(tiny, target, str(file))
    query = "encoder.layer.0.attention.self.query.weight"
    for name, array, word in (
        (query, np.zeros((32, 16), np.float32), "[32, 16]"),
        (query, np.zeros((1024,), np.float32), "[1024]"),
        (query, np.zeros((32, 32), np.int8), "I8"),
        (query, np.zeros((32, 32), np.float64), "F64"),
        (query, np.full((32, 32), np.nan, np.float32), "NaN or infinity"),
        (query, np.full((32, 32), -np.inf, np.float16), "NaN or infinity"),
        ("embeddings.word_embeddings.weight", np.zeros((9, 32), np.float32), "[8, 32]"),
        ("encoder.layer.0.intermediate.dense.bias", np.zeros((32,), np.float32), "[64]"),
    ):
        save(tiny, {**tiny_tensors(), name: array})
        refused(tiny, target, name, word)
    for name in tiny_tensors():
        save(tiny, {key: array for key, array in tiny_tensors().items() if key != name})
        refused(tiny, target, "lacks the tensor", name)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("model_type", "roberta"),
        ("hidden_act", "relu"),
        ("position_embedding_type", "relative_key"),
        ("hidden_size", 33),
        ("hidden_size", -32),
        ("hidden_size", 10**12),
        ("num_hidden_layers", 10**9),
        ("num_attention_heads", 5),
        ("num_attention_heads", None),
        ("vocab_size", "many"),
        ("layer_norm_eps", float("nan")),
    ],
)
def test_config_of_another_model(tiny: Path, tmp_path: Path, key: str, value: object) -> None:
    (tiny / "config.json").write_text(json.dumps({**TINY, key: value}))
    refused(tiny, tmp_path / "models" / "x.gguf", "config.json")


@pytest.mark.parametrize(
    ("vocabulary", "word"),
    [
        ("[PAD]\n[UNK]\n[CLS]\n[SEP]\nmask\nword\n##ing\nx\n", "[MASK]"),
        ("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nword\n##ing\n", "7 tokens"),
        ("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nword\nword\nx\n", "more than once"),
    ],
)
def test_vocabulary_of_another_model(tiny: Path, tmp_path: Path, vocabulary: str, word: str) -> None:
    (tiny / "vocab.txt").write_text(vocabulary)
    refused(tiny, tmp_path / "models" / "x.gguf", "vocab.txt", word)
