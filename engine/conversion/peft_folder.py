"""Read an adapter folder as PEFT writes it, and refuse by name what a GGUF adapter cannot hold.

A GGUF adapter is pairs of matrices on linear layers with one alpha: W + alpha / r * B A. Whatever else
PEFT can train would be lost silently, so each such setting and tensor is refused.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from engine.conversion.peft_format import CONFIG, WEIGHTS
from engine.conversion.safetensors_file import SafetensorsFile
from engine.errors import BadFile

_PICKLED = "adapter_model.bin"
_MAX_CONFIG = 1 << 20  # bytes
_MAX_RANK = 4096
_MAX_ALPHA = 1_000_000.0
_MAX_PATTERNS = 256
_RETRAIN = "Train the adapter again without it."

# Settings that say how it was trained, not what came out.
_HARMLESS_TEXT = """
    alpha_pattern auto_mapping base_model_name_or_path bias corda_config ensure_weight_tying eva_config
    exclude_modules fan_in_fan_out inference_mode init_lora_weights layers_pattern layers_to_transform
    loftq_config lora_alpha lora_dropout lora_ga_config megatron_config megatron_core peft_type peft_version
    qalora_group_size r rank_pattern revision runtime_config target_modules task_type unsloth_fixed use_rslora
    velora_config
"""
_HARMLESS = frozenset(_HARMLESS_TEXT.split())
_REFUSED = {
    "use_dora": "DoRA",
    "modules_to_save": "whole modules trained beside it",
    "trainable_token_indices": "trained token embeddings",
    "lora_bias": "trained biases",
    "layer_replication": "replicated layers",
    "target_parameters": "adapters on bare parameters",
    "alora_invocation_tokens": "Activated LoRA",
    "use_qalora": "QALoRA",
    "use_bdlora": "block-diagonal LoRA",
    "arrow_config": "Arrow routing",
    "kasa_config": "KaSA",
    "monteclora_config": "MonteCLoRA",
}
# The other initializations change the base model's own weights, so the adapter fits only the changed ones.
_HARMLESS_INIT = (True, False, None, "gaussian", "eva", "orthogonal", "mica")
_LORA = re.compile(r"base_model\.model\.(?P<module>.+)\.lora_(?P<half>[AB])\.weight")
_EMBEDDINGS = {"embed_tokens", "wte", "lm_head", "embed_out", "embed_in"}
_LITERAL = re.compile(r"\^?[\w.\-]{1,256}")


@dataclass(frozen=True)
class LoraPair:
    """The two matrices on one linear layer: `a` [rank, in] and `b` [out, rank], by their stored names."""

    module: str
    a: str
    b: str
    rank: int
    n_in: int
    n_out: int


@dataclass(frozen=True)
class AdapterConfig:
    """What `adapter_config.json` says that matters for the result."""

    path: Path
    r: int
    lora_alpha: float
    use_rslora: bool
    rank_pattern: dict[str, float]
    alpha_pattern: dict[str, float]
    base_class: str | None

    def rank(self, module: str) -> int:
        return int(_by_pattern(self.rank_pattern, module, self.r))

    def alpha(self, module: str) -> float:
        """The alpha for which alpha / rank is the scale PEFT applies.

        rsLoRA scales by alpha / sqrt(rank) (Kalajdzievski, 2023), which is alpha * sqrt(rank) over rank.
        """
        alpha = _by_pattern(self.alpha_pattern, module, self.lora_alpha)
        return alpha * math.sqrt(self.rank(module)) if self.use_rslora else alpha


def read_config(folder: Path) -> AdapterConfig:
    """Read and judge `adapter_config.json`. Raises `BadFile` naming the setting that stands in the way."""
    path = folder / CONFIG
    data = _read_json(path)
    if data.get("peft_type") != "LORA":
        _refuse(path, f"Its method is {_shown(data.get('peft_type'))}; only LoRA can be converted.", _RETRAIN)
    for key, value in data.items():
        if key in _REFUSED and value:
            _refuse(path, f"It uses {_REFUSED[key]} (“{key}”), which a GGUF adapter cannot hold.", _RETRAIN)
        if key not in _HARMLESS and key not in _REFUSED and value:
            _refuse(path, f"It uses “{_shown(key)}”, which this Macaw does not know.", "Update Macaw.")
    if data.get("bias", "none") != "none":
        _refuse(path, "It trained biases (“bias”), which a GGUF adapter cannot hold.", _RETRAIN)
    if data.get("fan_in_fan_out"):
        _refuse(path, "It stores layers transposed (“fan_in_fan_out”); no supported model does.", _RETRAIN)
    init = data.get("init_lora_weights", True)
    if init not in _HARMLESS_INIT:
        why = f"Its start (“init_lora_weights”: {_shown(init)}) changed the base model's own weights."
        _refuse(path, why, "Save it again with `path_initial_model_for_weight_conversion`.")
    auto = data.get("auto_mapping")
    return AdapterConfig(
        path=path,
        r=int(_number(path, "r", data.get("r"), whole=True)),
        lora_alpha=_number(path, "lora_alpha", data.get("lora_alpha")),
        use_rslora=bool(data.get("use_rslora")),
        rank_pattern=_patterns(path, "rank_pattern", data.get("rank_pattern"), whole=True),
        alpha_pattern=_patterns(path, "alpha_pattern", data.get("alpha_pattern"), whole=False),
        base_class=str(auto.get("base_model_class")) if isinstance(auto, dict) else None,
    )


def open_weights(folder: Path) -> SafetensorsFile:
    """Open the folder's safetensors file. Raises `BadFile`; pickled weights are refused unread."""
    path = folder / WEIGHTS
    if not path.exists() and (folder / _PICKLED).exists():
        cause = "Opening them can run any code hidden inside, so Macaw never does."
        fix = f"Save the adapter as {WEIGHTS} (PEFT: save_pretrained with safe_serialization=True)."
        raise BadFile(f"{folder / _PICKLED} holds pickled weights.", cause=cause, fix=fix)
    return SafetensorsFile(path)


def read_pairs(weights: SafetensorsFile, config: AdapterConfig) -> list[LoraPair]:
    """Pair the stored matrices, in the file's order. Raises `BadFile` if anything else is stored."""
    halves: dict[str, dict[str, str]] = {}
    for name in weights.tensors:
        match = _LORA.fullmatch(name)
        if match is None or match["module"].rpartition(".")[2] in _EMBEDDINGS:
            _refuse(weights.path, f"It holds “{_shown(name)}”: {_kind_of(name)}.", _RETRAIN)
        halves.setdefault(match["module"], {})[match["half"]] = name
    if not halves:
        _refuse(weights.path, "It holds no adapter weights.", "Choose a trained adapter.")
    return [_pair(weights, config, module, half) for module, half in halves.items()]


def _pair(weights: SafetensorsFile, config: AdapterConfig, module: str, half: dict[str, str]) -> LoraPair:
    for letter in "AB":
        if letter not in half:
            why = f"“{_shown(module)}” has no lora_{letter}; each layer needs both."
            _refuse(weights.path, why, "Save or download the adapter again.")
    a, b = weights.tensors[half["A"]].shape, weights.tensors[half["B"]].shape
    rank = config.rank(module)
    if len(a) != 2 or len(b) != 2 or a[0] != rank or b[1] != rank:
        why = f"“{_shown(module)}” has shapes {list(a)} and {list(b)}; {CONFIG} says r = {rank}."
        _refuse(weights.path, why, "Save or download the adapter again.")
    return LoraPair(module, half["A"], half["B"], rank, n_in=a[1], n_out=b[0])


def _kind_of(name: str) -> str:
    """What a tensor that cannot be converted is, in PEFT's words."""
    if "lora_magnitude_vector" in name:
        return "DoRA's magnitudes"
    if "lm_head" in name or "embed_out" in name:
        return "a trained lm_head, which llama.cpp shares with the embeddings or ignores"
    if "lora_embedding" in name or "trainable_tokens" in name or any(f".{e}." in name for e in _EMBEDDINGS):
        return "trained embeddings"
    if name.endswith(".bias"):
        return "a trained bias"
    if "norm" in name:
        return "a trained norm"
    return "no LoRA matrix but a whole trained module (modules_to_save)"


def _by_pattern(patterns: dict[str, float], module: str, default: float) -> float:
    """As `peft.utils.get_pattern_key`: the first pattern that matches the end of the module's name."""
    for pattern, value in patterns.items():
        if re.match(rf"(.*\.)?({pattern})$", module):
            return value
    return default


def _patterns(path: Path, key: str, value: Any, *, whole: bool) -> dict[str, float]:
    if not value:
        return {}
    if not isinstance(value, dict) or len(value) > _MAX_PATTERNS:
        _refuse(path, f"“{key}” is no map of at most {_MAX_PATTERNS} names.", "Repair the file.")
    for pattern in value:
        # A stranger's regular expression can run for hours; plain names cannot.
        if not _LITERAL.fullmatch(pattern):
            _refuse(path, f"“{key}” holds “{_shown(pattern)}”; only plain names are read.", "Write names.")
    return {pattern: _number(path, key, number, whole=whole) for pattern, number in value.items()}


def _number(path: Path, key: str, value: Any, *, whole: bool = False) -> float:
    """A rank or an alpha. Zero is refused: llama.cpp reads an alpha of 0 as “do not scale”."""
    limit = _MAX_RANK if whole else _MAX_ALPHA
    good = type(value) is int or (type(value) is float and not whole)
    if not good or not 0 < value <= limit:
        kind = "whole number" if whole else "number"
        _refuse(path, f"“{key}” is {_shown(value)}, no {kind} above 0 and up to {limit}.", "Repair the file.")
    return float(value)


def _read_json(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_CONFIG + 1)
        if len(text) > _MAX_CONFIG:
            raise ValueError(f"it is larger than {_MAX_CONFIG >> 20} MB")
        data = json.loads(text)
    except FileNotFoundError:
        fix = f"Choose a folder with {CONFIG} and {WEIGHTS}, as PEFT writes it."
        raise BadFile(f"{path} does not exist.", fix=fix) from None
    except (OSError, ValueError, RecursionError) as error:
        why = str(error) or "Its JSON is nested too deeply"
        raise BadFile(f"{path} cannot be read.", cause=f"{why}.", fix="Save or download it again.") from error
    if not isinstance(data, dict):
        raise BadFile(f"{path} holds no JSON object.", fix="Save or download the adapter again.")
    return data


def _shown(value: Any) -> str:
    return repr(value)[:120] if not isinstance(value, str) else value[:120]


def _refuse(path: Path, cause: str, fix: str) -> NoReturn:
    raise BadFile(f"{path} cannot be converted.", cause=cause, fix=fix)
