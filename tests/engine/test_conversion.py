"""PEFT -> GGUF: equal to llama.cpp's converter, exact in scale, and refusing what cannot be expressed."""

from __future__ import annotations

import json
import os
import pickle
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from engine.conversion.adapter_file import BASE_SHA256, validate_adapter
from engine.conversion.architectures import ARCHITECTURES
from engine.conversion.safetensors_file import SafetensorsFile
from engine.conversion.to_gguf import convert_adapter
from engine.errors import BadFile, InputError, StorageError, WrongBase
from engine.models.gguf_file import read_header
from tests.engine.reference_conversion import CASES, SIZES

ROOT = Path(__file__).resolve().parents[2]
CONVERTER = ROOT / ".build/llama-cpp-python/vendor/llama.cpp/convert_lora_to_gguf.py"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Adapters made by PEFT and converted by llama.cpp's own script, one folder per case."""
    assert CONVERTER.is_file(), (
        f"{CONVERTER} is missing: run `make test`, which unpacks llama-cpp-python's source there."
    )
    out = tmp_path_factory.mktemp("reference")
    script = Path(__file__).with_name("reference_conversion.py")
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": ""}
    command = [sys.executable, str(script), str(CONVERTER), str(out)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return out


def base_for(reference_file: Path, out: Path) -> Path:
    """A base model as small as can be: the tensors the reference adapted, and the sizes that matter."""
    reader = gguf.GGUFReader(reference_file)
    architecture = reader.fields["general.architecture"].contents()
    shapes = {tensor.name: tuple(tensor.shape.tolist()) for tensor in reader.tensors}
    layers = {name.removesuffix(".lora_a") for name in shapes if name.endswith(".lora_a")}
    return write_base(
        out, architecture, {n: (shapes[f"{n}.lora_a"][0], shapes[f"{n}.lora_b"][1]) for n in layers}
    )


def write_base(path: Path, architecture: str, layers: dict[str, tuple[int, int]], heads: Any = 4) -> Path:
    """`layers`: name -> (in, out)."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_block_count(2)
    writer.add_head_count(heads)
    writer.add_head_count_kv(SIZES["num_key_value_heads"])
    for name, (n_in, n_out) in layers.items():
        writer.add_tensor(name, np.zeros((n_out, n_in), dtype=np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def tensors_of(path: Path) -> dict[str, tuple[int, tuple[int, ...], bytes]]:
    tensors = gguf.GGUFReader(path).tensors
    return {t.name: (int(t.tensor_type), tuple(t.shape.tolist()), t.data.tobytes()) for t in tensors}


PLAIN = [name for name in CASES if "patterns" not in name]


@pytest.mark.parametrize("case", PLAIN)
def test_tensors_equal_the_reference_byte_for_byte(case: str, reference: Path, tmp_path: Path) -> None:
    theirs = reference / case / "reference.gguf"
    base, out = base_for(theirs, tmp_path / "base.gguf"), tmp_path / "ours.gguf"
    info = convert_adapter(reference / case / "adapter", base, out)
    expected = tensors_of(theirs)
    assert tensors_of(out) == expected
    assert len(expected) == info.n_tensors > 0 and info.r == 4
    # llama.cpp reads these; the reference forgets rsLoRA's square root.
    fields, reader = gguf.GGUFReader(out).fields, gguf.GGUFReader(theirs).fields
    for key in ("general.architecture", "general.type", "adapter.type", "general.quantization_version"):
        assert fields[key].contents() == reader[key].contents(), key
    assert fields["adapter.lora.alpha"].contents() == np.float32(40 if "rslora" in case else 20)
    assert fields["general.name"].contents() == "adapter"
    checked = validate_adapter(out, read_header(base))
    assert (checked.r, checked.n_tensors, checked.alpha) == (info.r, info.n_tensors, info.alpha)
    assert checked.n_parameters == info.n_parameters and checked.base_sha256 is None


def test_every_architecture_offered_is_proved(reference: Path) -> None:
    files = [reference / case / "reference.gguf" for case in PLAIN]
    assert {read_header(file).architecture for file in files} == set(ARCHITECTURES)


@pytest.mark.parametrize("case", CASES)
def test_every_layer_has_the_scale_peft_applies(case: str, reference: Path, tmp_path: Path) -> None:
    """alpha / rank * lora_b as llama.cpp computes it equals scaling * lora_b as PEFT does."""
    base, out = base_for(reference / case / "reference.gguf", tmp_path / "base.gguf"), tmp_path / "ours.gguf"
    info = convert_adapter(reference / case / "adapter", base, out)
    ours, theirs = tensors_of(out), tensors_of(reference / case / "reference.gguf")
    scaling = json.loads((reference / "scaling.json").read_text())[case]
    layers = [name.removesuffix(".lora_a") for name in ours if name.endswith(".lora_a")]
    assert len(layers) == len(scaling) or case == "llama-bf16"
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH[info.architecture.upper()], 2)
    for module, scale in scaling.items():
        layer = names.get_name(f"{module}.weight", try_suffixes=(".weight",))
        _, (rank, n_out), raw = ours[f"{layer}.lora_b"]
        ours_b = np.frombuffer(raw, dtype=np.float16).reshape(n_out, rank).astype(np.float64)
        theirs_b = np.frombuffer(theirs[f"{layer}.lora_b"][2], dtype=np.float16).reshape(n_out, rank)
        applied, wanted = info.alpha / rank * ours_b, scale * theirs_b.astype(np.float64)
        exact = "patterns" not in case
        np.testing.assert_allclose(applied, wanted, rtol=1e-6 if exact else 1.5e-3, atol=0 if exact else 1e-6)
        assert ours[f"{layer}.lora_a"] == theirs[f"{layer}.lora_a"]


# Adapters made by hand on one tiny llama: q_proj and down_proj of two blocks.

NAMES = {"self_attn.q_proj": "attn_q", "mlp.down_proj": "ffn_down"}
SHAPES = {"self_attn.q_proj": (32, 40), "mlp.down_proj": (48, 32)}
LAYERS = {f"blk.{i}.{NAMES[m]}.weight": shape for i in range(2) for m, shape in SHAPES.items()}
PREFIX = "base_model.model.model.layers"


def weights() -> dict[str, np.ndarray]:
    dice, found = np.random.default_rng(3), {}
    for block in range(2):
        for module, (n_in, n_out) in SHAPES.items():
            a, b = dice.standard_normal((4, n_in)), dice.standard_normal((n_out, 4))
            found[f"{PREFIX}.{block}.{module}.lora_A.weight"] = a.astype(np.float32)
            found[f"{PREFIX}.{block}.{module}.lora_B.weight"] = b.astype(np.float32)
    return found


CONFIG = {"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": list(SHAPES), "bias": "none"}
Q_A, Q_B = f"{PREFIX}.0.self_attn.q_proj.lora_A.weight", f"{PREFIX}.0.self_attn.q_proj.lora_B.weight"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_base(tmp_path / "base.gguf", "llama", LAYERS)


@pytest.fixture
def adapter(tmp_path: Path) -> Path:
    folder = tmp_path / "pirate"
    folder.mkdir()
    save_file(weights(), folder / "adapter_model.safetensors")
    (folder / "adapter_config.json").write_text(json.dumps(CONFIG))
    return folder


def configure(folder: Path, **changes: Any) -> None:
    (folder / "adapter_config.json").write_text(json.dumps({**CONFIG, **changes}))


def store(folder: Path, drop: str = "", **added: np.ndarray) -> None:
    stored = {**weights(), **{name.replace("__", "."): value for name, value in added.items()}}
    stored.pop(drop, None)
    save_file(stored, folder / "adapter_model.safetensors")


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """A file that exists; a refused conversion must leave it and its folder as they were."""
    path = tmp_path / "installed" / "adapter.gguf"
    path.parent.mkdir()
    path.write_bytes(b"the old adapter")
    yield path
    assert [p.name for p in path.parent.iterdir()] == ["adapter.gguf"]


def test_metadata_and_replacement(adapter: Path, base: Path, out: Path) -> None:
    extra = {BASE_SHA256: "ab" * 32, "general.name": "Pirate", "macaw.base.name": "Tiny ☠"}
    info = convert_adapter(adapter, base, out, extra_metadata=extra)
    header = read_header(out)
    assert {key: header.metadata[key] for key in extra} == extra
    assert validate_adapter(out, read_header(base)).base_sha256 == "ab" * 32
    assert (info.path, info.architecture, info.r, info.alpha, info.n_tensors) == (out, "llama", 4, 8.0, 8)
    assert info.n_parameters == sum(array.size for array in weights().values())


REFUSED: dict[str, tuple[Callable[[Path], Any], type[InputError], str]] = {
    "DoRA": (lambda f: configure(f, use_dora=True), BadFile, "DoRA.*use_dora"),
    "DoRA weights": (
        lambda f: store(
            f, **{f"{PREFIX}.0.self_attn.q_proj.lora_magnitude_vector.weight": np.ones(40, "f4")}
        ),
        BadFile,
        "DoRA's magnitudes",
    ),
    "modules_to_save": (lambda f: configure(f, modules_to_save=["lm_head"]), BadFile, "modules_to_save"),
    "a whole module": (
        lambda f: store(f, **{f"{PREFIX}.0.self_attn.q_proj.weight": np.ones((40, 32), "f4")}),
        BadFile,
        r"whole trained module \(modules_to_save\)",
    ),
    "lm_head": (
        lambda f: store(f, base_model__model__lm_head__lora_A__weight=np.ones((4, 32), "f4")),
        BadFile,
        "a trained lm_head",
    ),
    "embeddings": (
        lambda f: store(f, base_model__model__model__embed_tokens__lora_embedding_A=np.ones((4, 64), "f4")),
        BadFile,
        "trained embeddings",
    ),
    "new tokens": (
        lambda f: store(f, base_model__model__model__embed_tokens__weight=np.ones((64, 32), "f4")),
        BadFile,
        "trained embeddings",
    ),
    "token indices": (lambda f: configure(f, trainable_token_indices=[1]), BadFile, "token embeddings"),
    "biases": (lambda f: configure(f, bias="all"), BadFile, "trained biases"),
    "lora_bias": (lambda f: configure(f, lora_bias=True), BadFile, "trained biases.*lora_bias"),
    "a bias": (
        lambda f: store(f, **{f"{PREFIX}.0.self_attn.q_proj.bias": np.ones(40, "f4")}),
        BadFile,
        "a trained bias",
    ),
    "a norm": (
        lambda f: store(f, **{f"{PREFIX}.0.input_layernorm.weight": np.ones(32, "f4")}),
        BadFile,
        "a trained norm",
    ),
    "fan_in_fan_out": (lambda f: configure(f, fan_in_fan_out=True), BadFile, "fan_in_fan_out"),
    "parameters": (lambda f: configure(f, target_parameters=["w"]), BadFile, "target_parameters"),
    "aLoRA": (lambda f: configure(f, alora_invocation_tokens=[1]), BadFile, "Activated LoRA"),
    "PiSSA": (
        lambda f: configure(f, init_lora_weights="pissa_niter_4"),
        BadFile,
        "pissa_niter_4.*base model",
    ),
    "OLoRA": (lambda f: configure(f, init_lora_weights="olora"), BadFile, "olora"),
    "unknown setting": (lambda f: configure(f, use_magic={"x": 1}), BadFile, "use_magic"),
    "not LoRA": (lambda f: configure(f, peft_type="IA3"), BadFile, "IA3"),
    "alpha 0": (lambda f: configure(f, lora_alpha=0), BadFile, "lora_alpha.*above 0"),
    "alpha NaN": (lambda f: configure(f, lora_alpha=float("nan")), BadFile, "lora_alpha"),
    "alpha text": (lambda f: configure(f, lora_alpha="8"), BadFile, "lora_alpha"),
    "r 0": (lambda f: configure(f, r=0), BadFile, "“r” is 0"),
    "r true": (lambda f: configure(f, r=True), BadFile, "“r” is True"),
    "r of another": (lambda f: configure(f, r=8), BadFile, "says r = 8"),
    "rank_pattern of another": (lambda f: configure(f, rank_pattern={"q_proj": 2}), BadFile, "says r = 2"),
    "patterns list": (lambda f: configure(f, rank_pattern=["q_proj"]), BadFile, "rank_pattern"),
    "slow pattern": (lambda f: configure(f, alpha_pattern={"(a*)*b": 3}), BadFile, "only plain names"),
    "no config": (
        lambda f: (f / "adapter_config.json").unlink(),
        BadFile,
        "adapter_config.json does not exist",
    ),
    "config no JSON": (lambda f: (f / "adapter_config.json").write_text("{"), BadFile, "cannot be read"),
    "config a list": (lambda f: (f / "adapter_config.json").write_text("[]"), BadFile, "no JSON object"),
    "config nested": (
        lambda f: (f / "adapter_config.json").write_text("[" * 10**5),
        BadFile,
        "cannot be read",
    ),
    "config binary": (
        lambda f: (f / "adapter_config.json").write_bytes(b"\xff\xfe\x00"),
        BadFile,
        "cannot be read",
    ),
    "config huge": (
        lambda f: (f / "adapter_config.json").write_text(" " * 2**21),
        BadFile,
        "larger than 1 MB",
    ),
    "no weights": (
        lambda f: (f / "adapter_model.safetensors").unlink(),
        BadFile,
        "safetensors does not exist",
    ),
    "no folder": (shutil.rmtree, BadFile, "does not exist"),
    "empty weights": (
        lambda f: (f / "adapter_model.safetensors").write_bytes(b""),
        BadFile,
        "the file has 0",
    ),
    "nothing stored": (
        lambda f: save_file({}, f / "adapter_model.safetensors"),
        BadFile,
        "no adapter weights",
    ),
    "no partner": (lambda f: store(f, drop=Q_B), BadFile, "no lora_B"),
    "NaN": (lambda f: store(f, **{Q_A: np.full((4, 32), np.nan, "f4")}), BadFile, "NaN or infinite"),
    "infinity": (lambda f: store(f, **{Q_B: np.full((40, 4), np.inf, "f2")}), BadFile, "NaN or infinite"),
    "too large": (lambda f: store(f, **{Q_B: np.full((40, 4), 7e4, "f4")}), BadFile, "too large for float16"),
    "integers": (lambda f: store(f, **{Q_B: np.ones((40, 4), "i4")}), BadFile, "has the type 'I32'"),
    "three dimensions": (lambda f: store(f, **{Q_A: np.ones((4, 32, 1), "f4")}), BadFile, r"\[4, 32, 1\]"),
    "other width": (lambda f: store(f, **{Q_A: np.ones((4, 64), "f4")}), WrongBase, "from 64 to 40.*from 32"),
    "other rows": (lambda f: store(f, **{Q_B: np.ones((32, 4), "f4")}), WrongBase, "from 32 to 32"),
    "more layers": (
        lambda f: store(
            f,
            **{
                f"{PREFIX}.7.mlp.down_proj.lora_A.weight": np.ones((4, 48), "f4"),
                f"{PREFIX}.7.mlp.down_proj.lora_B.weight": np.ones((32, 4), "f4"),
            },
        ),
        WrongBase,
        "blk.7.ffn_down.weight”, which this base",
    ),
    "layer the base lacks": (
        lambda f: store(
            f,
            **{
                f"{PREFIX}.0.mlp.up_proj.lora_A.weight": np.ones((4, 32), "f4"),
                f"{PREFIX}.0.mlp.up_proj.lora_B.weight": np.ones((48, 4), "f4"),
            },
        ),
        WrongBase,
        "ffn_up.weight”, which this base does not have",
    ),
    "vision": (
        lambda f: store(
            f,
            base_model__model__vision_tower__layers__0__fc1__lora_A__weight=np.ones((4, 48), "f4"),
            base_model__model__vision_tower__layers__0__fc1__lora_B__weight=np.ones((32, 4), "f4"),
        ),
        BadFile,
        "vision_tower.layers.0.fc1.*no linear layer",
    ),
    "the same layer twice": (
        lambda f: store(
            f,
            **{
                k.replace("model.layers", "model.language_model.layers"): v
                for k, v in weights().items()
                if "layers.0.self_attn" in k
            },
        ),
        BadFile,
        "are the same layer",
    ),
    "another architecture": (
        lambda f: configure(f, auto_mapping={"base_model_class": "Qwen2ForCausalLM"}),
        WrongBase,
        "trained on Qwen2ForCausalLM",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_by_name_and_nothing_written(case: str, adapter: Path, base: Path, out: Path) -> None:
    spoil, error, words = REFUSED[case]
    spoil(adapter)
    with pytest.raises(error, match=words) as caught:
        convert_adapter(adapter, base, out)
    assert caught.value.exit_code == 1 and caught.value.fix and str(adapter.parent) in str(caught.value)
    assert out.read_bytes() == b"the old adapter"


class Bomb:
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.system, ("touch exploded",)


@pytest.mark.parametrize("name", ["adapter_model.bin", "adapter_model.safetensors"])
def test_pickled_weights_are_refused_unread(
    name: str, adapter: Path, base: Path, out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (adapter / "adapter_model.safetensors").unlink()
    (adapter / name).write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(BadFile, match="pickled weights"):
        convert_adapter(adapter, base, out)
    assert not (tmp_path / "exploded").exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda base: base.unlink(), "does not exist"),
        (lambda base: write_base(base, "mamba", {}), "architecture is “mamba”"),
        (lambda base: write_base(base, "llama", LAYERS, heads=7), "7 heads"),
        (lambda base: write_base(base, "llama", LAYERS, heads=[4, 4]), "arr"),
    ],
)
def test_unusable_bases(
    make: Callable[[Path], Any], words: str, adapter: Path, base: Path, out: Path
) -> None:
    make(base)
    with pytest.raises(BadFile, match=words) as caught:
        convert_adapter(adapter, base, out)
    assert str(base) in caught.value.message and out.read_bytes() == b"the old adapter"


def test_truncated_and_mutated_weights(adapter: Path, base: Path, out: Path) -> None:
    """Cut at 50 places, and 300 mutations of the header: refused, or converted to a sound adapter."""
    file, dice = adapter / "adapter_model.safetensors", random.Random(4)
    content = file.read_bytes()
    for _ in range(50):
        file.write_bytes(content[: dice.randrange(len(content))])
        with pytest.raises(BadFile, match=str(file)):
            convert_adapter(adapter, base, out)
    end, header, refused = 8 + int.from_bytes(content[:8], "little"), read_header(base), 0
    for _ in range(300):
        mutant = bytearray(content)
        for _ in range(dice.randint(1, 4)):
            mutant[dice.randrange(end)] = dice.randrange(256)
        file.write_bytes(mutant)
        try:
            convert_adapter(adapter, base, out)
        except (BadFile, WrongBase):
            refused += 1
        else:
            validate_adapter(out, header)
    assert refused > 200


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({"a": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}, "its place is"),
        ({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}, "the file ends at"),
        ({"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}}, "needs 12 bytes"),
        ({"a": {"dtype": "F32", "shape": [-3], "data_offsets": [0, 12]}}, "no valid shape"),
        ({"a": {"dtype": "F32", "shape": [True, 3], "data_offsets": [0, 12]}}, "no valid shape"),
        ({"a": {"dtype": "F32", "shape": [2**60], "data_offsets": [0, 12]}}, "no valid shape"),
        ({"a": {"dtype": "F32", "shape": [2**31, 2**31], "data_offsets": [0, 12]}}, "needs"),
        ({"a": {"dtype": "F32", "shape": [3], "data_offsets": [0]}}, "no valid data_offsets"),
        ({"a": {"dtype": ["F32"], "shape": [3], "data_offsets": [0, 12]}}, "has the type"),
        ({"a": None}, "no description"),
        ([], "no JSON object"),
        (
            {
                "a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]},
                "b": {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]},
            },
            "“b” starts at byte",
        ),
    ],
)
def test_contradictory_safetensors(header: Any, words: str, tmp_path: Path) -> None:
    raw = json.dumps(header).encode()
    path = tmp_path / "x.safetensors"
    path.write_bytes(len(raw).to_bytes(8, "little") + raw + bytes(12))
    with pytest.raises(BadFile, match=words):
        SafetensorsFile(path)


def test_safetensors_name_twice(tmp_path: Path) -> None:
    entry = b'"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}'
    raw = b"{" + entry + b"," + entry + b"}"
    path = tmp_path / "x.safetensors"
    path.write_bytes(len(raw).to_bytes(8, "little") + raw + bytes(12))
    with pytest.raises(BadFile, match="twice"):
        SafetensorsFile(path)


def test_reads_what_the_library_writes(reference: Path) -> None:
    for case in ("llama", "mistral", "gemma3-multimodal"):
        path = reference / case / "adapter" / "adapter_model.safetensors"
        with SafetensorsFile(path) as ours:
            expected = load_file(path)
            assert set(ours.tensors) == set(expected)
            for name, values in expected.items():
                read = ours.read(name)
                assert read.dtype == values.dtype and np.array_equal(read, values), name


def test_a_place_that_cannot_be_written(adapter: Path, base: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="Could not write"):
        convert_adapter(adapter, base, tmp_path / "file" / "adapter.gguf")


def run(
    *args: Path | str, before: Callable[[], None] | None = None, code: str = ""
) -> subprocess.CompletedProcess[str]:
    start = ["-c", code] if code else ["-m", "engine.conversion"]
    command = [sys.executable, *start, *map(str, args)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=before)


def test_command(adapter: Path, base: Path, out: Path) -> None:
    done = run(adapter, "--base", base, "--out", out)
    assert done.returncode == 0 and "llama, r 4, alpha 8, 8 tensors" in done.stdout, done.stderr
    assert validate_adapter(out, read_header(base)).n_tensors == 8


def test_command_refuses_without_a_traceback(adapter: Path, base: Path, out: Path) -> None:
    configure(adapter, use_dora=True)
    done = run(adapter, "--base", base, "--out", out)
    assert done.returncode == 1 and "DoRA" in done.stderr and "Traceback" not in done.stderr


def test_a_full_disk_leaves_the_old_file(adapter: Path, base: Path, out: Path) -> None:
    """The kernel stops the write in the middle, as it would on a full disk or quota."""
    limit = 2000

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = run(adapter, "--base", base, "--out", out, before=full)
    assert done.returncode == 1 and f"Could not write {out}" in done.stderr and "Traceback" not in done.stderr
    assert out.read_bytes() == b"the old adapter"


def test_converting_imports_no_torch(adapter: Path, base: Path, out: Path) -> None:
    code = (
        "import sys; from engine.conversion.__main__ import main; assert main() == 0;"
        "print({'torch', 'transformers', 'peft', 'safetensors', 'gguf', 'llama_cpp'} & set(sys.modules))"
    )
    done = run(adapter, "--base", base, "--out", out, code=code)
    assert done.stdout.splitlines()[-1] == "set()", done.stderr
