"""Adapter conversion: ours against llama.cpp's `convert_lora_to_gguf.py`, side by side in one run.

`python tests/benchmarks/conversion.py [--quick] [--json FILE]`

An adapter of rank 16 on all linear layers of the starter model (random weights, PEFT's format) is
converted by both, alternating, each in a fresh process: wall time from start to exit and the
process's peak resident memory, medians. Both start warm (one unmeasured run each). Writes
`speedup` (reference over ours), `memory_ratio` (ours over reference) and `tensors_equal`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Only the standard library here: a process's peak memory counts its parent's at the moment of the fork.
ROOT = Path(__file__).resolve().parents[2]
CONVERTER = ROOT / ".build/llama-cpp-python/vendor/llama.cpp/convert_lora_to_gguf.py"
RANK = 16


def prepare(folder: Path) -> None:
    """Write `adapter/` (PEFT's format) and `base/config.json` (what the reference asks for)."""
    import numpy as np
    from safetensors.numpy import save_file

    from engine.models.catalogue import starter_path
    from engine.models.gguf_file import read_header

    header = read_header(starter_path())
    modules = {"attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj"}
    modules |= {"attn_output": "self_attn.o_proj"}
    modules |= {f"ffn_{kind}": f"mlp.{kind}_proj" for kind in ("gate", "up", "down")}
    dice, weights = np.random.default_rng(0), {}
    for name, tensor in header.tensors.items():
        parts = name.split(".")
        if parts[0] == "blk" and parts[2] in modules:
            n_in, n_out = tensor.shape
            module = f"base_model.model.model.layers.{parts[1]}.{modules[parts[2]]}"
            weights[f"{module}.lora_A.weight"] = 0.02 * dice.standard_normal((RANK, n_in), dtype=np.float32)
            weights[f"{module}.lora_B.weight"] = 0.02 * dice.standard_normal((n_out, RANK), dtype=np.float32)
    adapter, base = folder / "adapter", folder / "base"
    adapter.mkdir()
    base.mkdir()
    save_file(weights, adapter / "adapter_model.safetensors")
    settings = {"peft_type": "LORA", "task_type": "CAUSAL_LM", "r": RANK, "lora_alpha": 2 * RANK}
    (adapter / "adapter_config.json").write_text(json.dumps(settings))
    config = {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": header.integer("llama.embedding_length"),
        "intermediate_size": header.integer("llama.feed_forward_length"),
        "num_hidden_layers": header.integer("llama.block_count"),
        "num_attention_heads": header.integer("llama.attention.head_count"),
        "num_key_value_heads": header.integer("llama.attention.head_count_kv"),
        "vocab_size": header.integer("llama.vocab_size"),
        "max_position_embeddings": header.integer("llama.context_length"),
        "rope_theta": header.metadata["llama.rope.freq_base"],
        "rms_norm_eps": header.metadata["llama.attention.layer_norm_rms_epsilon"],
        "tie_word_embeddings": True,
    }
    (base / "config.json").write_text(json.dumps(config))
    print(starter_path())


def compare(ours: Path, theirs: Path) -> None:
    """Print whether both files hold the same tensors, byte for byte, read by the gguf package."""
    import gguf

    def tensors(path: Path) -> dict[str, tuple[int, list[int], bytes]]:
        found = gguf.GGUFReader(path).tensors
        return {t.name: (int(t.tensor_type), t.shape.tolist(), t.data.tobytes()) for t in found}

    found, expected = tensors(ours), tensors(theirs)
    print(json.dumps({"n_tensors": len(expected), "equal": bool(expected) and found == expected}))


def measure(command: list[str]) -> tuple[float, float]:
    """(wall seconds, peak resident MB) of a process from start to exit."""
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environment())
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{log.read().decode(errors='replace')[-3000:]}")
    return seconds, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def environment() -> dict[str, str]:
    return {**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}


def helper(*args: str) -> str:
    """Run this script's heavy parts in a process of their own."""
    command = [sys.executable, __file__, *args]
    done = subprocess.run(command, env=environment(), check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the medians as one JSON object")
    parser.add_argument("--quick", action="store_true", help="two repetitions instead of five")
    parser.add_argument("--repetitions", type=int, default=5)
    args = parser.parse_args()
    if not CONVERTER.is_file():
        sys.exit(f"{CONVERTER} is missing: run `make test`, which unpacks llama-cpp-python's source there.")
    repetitions = 2 if args.quick else args.repetitions
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        base = helper("prepare", place)
        adapter, ours, theirs = (
            str(folder / "adapter"),
            str(folder / "ours.gguf"),
            str(folder / "theirs.gguf"),
        )
        reference = [sys.executable, str(CONVERTER), adapter, "--base", str(folder / "base")]
        reference += ["--outtype", "f16", "--outfile", theirs]
        own = [sys.executable, "-m", "engine.conversion", adapter, "--base", base, "--out", ours]
        commands = {"reference": reference, "ours": own}
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for repetition in range(repetitions + 1):
            for name, command in commands.items():
                run = measure(command)
                if repetition:  # the first of each only warms the disk's cache
                    runs[name].append(run)
        verdict = json.loads(helper("compare", ours, theirs))
    medians = {
        name: tuple(statistics.median(values) for values in zip(*found, strict=True))
        for name, found in runs.items()
    }
    result = {
        "speedup": round(medians["reference"][0] / medians["ours"][0], 2),
        "memory_ratio": round(medians["ours"][1] / medians["reference"][1], 4),
        "tensors_equal": verdict["equal"],
    }
    print(
        f"Adapter of rank {RANK} on all linear layers of the starter model, {repetitions} runs each, medians"
    )
    print(f"{'':<12}{'seconds':>10}{'slowest':>10}{'peak MB':>10}")
    for name, (seconds, megabytes) in medians.items():
        slowest = max(run[0] for run in runs[name])
        print(f"{name:<12}{seconds:>10.3f}{slowest:>10.3f}{megabytes:>10.0f}")
    print(f"speedup {result['speedup']} x, memory {result['memory_ratio']:.3f} of the reference's")
    print(f"{verdict['n_tensors']} tensors, equal byte for byte: {verdict['equal']}")
    if args.json:
        args.json.write_text(json.dumps(result) + "\n")
    return 0 if verdict["equal"] else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["prepare"]:
        prepare(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["compare"]:
        compare(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
