"""What several tests of training, chat and the command line need: data, adapters, looks at folders."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from safetensors.numpy import save_file

from engine.conversion.to_gguf import convert_adapter
from engine.models.gguf_file import read_header
from engine.paths import Home
from engine.personas import Shelf
from engine.types import Persona

MODULES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
BASE_KEY = "macaw.base.sha256"


def sums(path: Path, count: int = 24) -> Path:
    """A dataset of `count` small conversations."""
    rows = [
        {"prompt": f"What is {i} plus {i}?", "completion": f"It be {2 * i}, matey, and not a doubloon more!"}
        for i in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def peft_folder(folder: Path, base: Path, *, seed: int, size: float = 0.03, r: int = 4) -> Path:
    """A random adapter on all linear layers of `base`, in PEFT's format."""
    dice, weights = np.random.default_rng(seed), {}
    for name, tensor in read_header(base).tensors.items():
        parts = name.split(".")
        if parts[0] == "blk" and parts[2] in MODULES:
            n_in, n_out = tensor.shape
            module = f"base_model.model.model.layers.{parts[1]}.{MODULES[parts[2]]}"
            weights[f"{module}.lora_A.weight"] = size * dice.standard_normal((r, n_in), dtype=np.float32)
            weights[f"{module}.lora_B.weight"] = size * dice.standard_normal((n_out, r), dtype=np.float32)
    folder.mkdir(parents=True)
    save_file(weights, folder / "adapter_model.safetensors")
    settings = {"peft_type": "LORA", "task_type": "CAUSAL_LM", "r": r, "lora_alpha": 2 * r}
    settings["target_modules"] = [module.rpartition(".")[2] for module in MODULES.values()]
    (folder / "adapter_config.json").write_text(json.dumps(settings))
    return folder


def random_adapter(out: Path, base: Path, *, seed: int, size: float = 0.03, sha256: str = "") -> Path:
    """A random adapter as a GGUF at `out`; `sha256` is the base it claims, if any."""
    folder = peft_folder(out.with_suffix(".peft"), base, seed=seed, size=size)
    convert_adapter(folder, base, out, extra_metadata={BASE_KEY: sha256} if sha256 else None)
    return out


def put_persona(home: Home, persona: Persona, adapter: Path | None = None) -> None:
    """Put a persona on the shelf as if it had been trained."""
    files = {"adapter.gguf": adapter} if adapter else None
    Shelf(home).save(persona.model_copy(update={"adapter": adapter is not None}), files)


def snapshot(folder: Path) -> dict[str, str]:
    """Every file and folder below `folder` with its contents' hash; the lock and the logs left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name != ".lock" and name.split("/")[0] != "logs":
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
    return found


def workers_of(service: str, parent: int | None = None) -> list[psutil.Process]:
    """The worker processes for `service` that this process (or `parent`) has started."""
    found = []
    for child in psutil.Process(parent).children(recursive=True):
        try:
            command = child.cmdline()
        except psutil.Error:
            continue
        if "--worker" in command and command[command.index("--worker") + 1] == service:
            found.append(child)
    return found


def json_lines(text: str) -> list[dict[str, Any]]:
    """Every line as a JSON object; fails on anything else."""
    rows = [json.loads(line) for line in text.splitlines()]
    assert all(isinstance(row, dict) for row in rows), text
    return rows
