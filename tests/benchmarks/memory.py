"""Training on a GGUF far larger than the starter: peak memory against the file's size, and tokens per second.

`python tests/benchmarks/memory.py [--sizes 1B 3B 8B] [--tokens N] [--device cuda] [--json FILE]`

Writes random models in Llama 3's geometries with Q4_K matrices (Q6_K where Q4_K_M puts them), then in a fresh
process takes two training steps: LoRA of rank 16 on all linear layers, a batch of four sequences. Once in the way
that needs least memory (packed weights, activation checkpointing), once in the fastest that fits what is free.
Peak memory is the process's largest resident set, the mapped file's pages included; with `--device cuda`
what torch took on the GPU.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RANK = 16
# width, blocks, heads, kv_heads, ffn, vocabulary, tied: the published configurations of Llama 3.2 and 3.1
SIZES = {
    "1B": (2048, 16, 32, 8, 8192, 128256, True),
    "3B": (3072, 28, 24, 8, 8192, 128256, True),
    "8B": (4096, 32, 32, 8, 14336, 128256, False),
}


def write_model(path: Path, size: str) -> None:
    """Random blocks with small scales: nothing here depends on what a model says."""
    import gguf
    import numpy as np

    width, blocks, heads, kv_heads, ffn, vocabulary, tied = SIZES[size]
    dice = np.random.default_rng(0)
    writer = gguf.GGUFWriter(path, "llama", use_temp_file=False)
    writer.add_block_count(blocks)
    writer.add_context_length(8192)
    writer.add_embedding_length(width)
    writer.add_feed_forward_length(ffn)
    writer.add_head_count(heads)
    writer.add_head_count_kv(kv_heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(500000.0)
    writer.add_token_list([f"t{i}" for i in range(vocabulary)])

    tensors: list[tuple[str, int, int, str]] = [
        ("token_embd.weight", vocabulary, width, "Q6_K" if tied else "Q4_K")
    ]
    if not tied:
        tensors.append(("output.weight", vocabulary, width, "Q6_K"))
    for i in range(blocks):
        better = "Q6_K" if i < blocks // 8 or i >= 7 * blocks // 8 or (i - blocks // 8) % 3 == 2 else "Q4_K"
        tensors += [
            (f"blk.{i}.attn_q.weight", width, width, "Q4_K"),
            (f"blk.{i}.attn_k.weight", kv_heads * width // heads, width, "Q4_K"),
            (f"blk.{i}.attn_v.weight", kv_heads * width // heads, width, better),
            (f"blk.{i}.attn_output.weight", width, width, "Q4_K"),
            (f"blk.{i}.ffn_gate.weight", ffn, width, "Q4_K"),
            (f"blk.{i}.ffn_up.weight", ffn, width, "Q4_K"),
            (f"blk.{i}.ffn_down.weight", width, ffn, better),
        ]
    plan = [(name, (rows, columns), gguf.GGMLQuantizationType[kind]) for name, rows, columns, kind in tensors]
    norms = [f"blk.{i}.{n}_norm.weight" for i in range(blocks) for n in ("attn", "ffn")] + [
        "output_norm.weight"
    ]
    for name, shape, kind in plan:
        packed = gguf.quant_shape_to_byte_shape(shape, kind)
        writer.add_tensor_info(name, packed, np.dtype(np.uint8), packed[0] * packed[1], raw_dtype=kind)
    for name in norms:
        writer.add_tensor_info(name, (width,), np.dtype(np.float32), 4 * width)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    for _, shape, kind in plan:
        weights, size_ = gguf.GGML_QUANT_SIZES[kind]
        n = shape[0] * shape[1] // weights
        noise = dice.integers(0, 256, (min(n, 4096), size_), dtype=np.uint8)
        scale = np.frombuffer(np.float16(0.0004).tobytes(), np.uint8)
        noise[:, -2:] = scale if kind.name == "Q6_K" else noise[:, -2:]
        if kind.name == "Q4_K":
            noise[:, :2], noise[:, 2:4] = scale, np.frombuffer(np.float16(0.003).tobytes(), np.uint8)
        writer.write_tensor_data(np.resize(noise, (n, size_)))
    for _ in norms:
        writer.write_tensor_data(np.ones(width, np.float32))
    writer.close()


def train(path: Path, tokens: int, kind: str, way: str) -> None:
    """In a process of its own: two steps; prints what they took."""
    sys.path.insert(0, str(ROOT))
    import random

    import torch

    from engine.models.gguf_file import read_header
    from engine.training.device import choose_device
    from engine.training.encode import Encoded
    from engine.training.fast.flash import has_flash
    from engine.training.memory import Work, plans_for
    from engine.training.optimizer import make_optimizer
    from engine.training.peak import peak_memory
    from engine.training.sampling import passes
    from engine.training.trainable import make_trainable, plan_memory
    from engine.types import TrainSettings

    settings, device = TrainSettings(r=RANK, micro_batch_size=4), choose_device(kind)
    dice = random.Random(0)
    batch = []
    for _ in range(4):
        ids = [dice.randrange(1000) for _ in range(tokens // 4)]
        batch.append(Encoded(ids, [-100] * (len(ids) // 2) + ids[len(ids) // 2 :]))
    lengths, answers = [e.length for e in batch], [e.targets for e in batch]
    plan = plan_memory(path, settings, device, batch)
    if way == "least":
        gpu = {"gpu": kind == "cuda", "flash": has_flash(device.device, device.dtype)}
        plan = plans_for(Work(read_header(path), settings, lengths, answers, device.name, **gpu))[-1]
    model = make_trainable(path, settings, device, "random", plan)
    optimizer, parts = make_optimizer(model, settings), passes(batch, plan.size)
    seconds = 0.0
    for _ in range(2 if kind == "cpu" else 5):
        began = time.perf_counter()
        loss = 0.0
        for part in parts:
            summed = model.losses(part).sum() / sum(e.targets for e in batch)
            summed.backward()
            loss += float(summed.detach())
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        peak = peak_memory(device.device)
        if kind == "cuda":  # it works on after the call
            torch.cuda.synchronize()
        seconds = time.perf_counter() - began
    weights = "packed" if plan.packed else "reordered" if plan.reordered else "dense"
    found = {"peak": peak, "rate": tokens / seconds, "loss": loss, "planned": plan.total}
    print(json.dumps({**found, "how": weights + ", checkpointing" * plan.checkpointing}))


def environment() -> dict[str, str]:
    """As our workers run."""
    sys.path.insert(0, str(ROOT))
    from engine.workers.supervisor import ENVIRONMENT

    return {**os.environ, **ENVIRONMENT}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), default=list(SIZES))
    parser.add_argument("--tokens", type=int, default=1024, help="tokens in a batch (default: 1024)")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--folder", type=Path, help="where to write the models (default: a temporary folder)")
    parser.add_argument("--ways", nargs="+", choices=["least", "fastest"], default=["least", "fastest"])
    parser.add_argument("--train", type=Path, metavar="MODEL", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.train:
        train(args.train, args.tokens, args.device, args.ways[0])
        return 0
    found: dict[str, dict[str, object]] = {}
    print(f"{'':<6}{'':<26}{'file GB':>9}{'peak GB':>9}{'ratio':>8}{'planned':>9}{'tokens/s':>10}")
    for size in args.sizes:
        with tempfile.TemporaryDirectory(dir=args.folder) as folder:
            path = Path(folder) / f"{size}.gguf"
            # Written by a child as well: this process stays small, for a child's peak counts its parent's at the fork.
            write = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; "
            write += (
                f"from tests.benchmarks.memory import write_model; write_model(Path({str(path)!r}), {size!r})"
            )
            subprocess.run([sys.executable, "-c", write], check=True)
            file = path.stat().st_size
            for way in args.ways:
                command = [sys.executable, __file__, "--train", str(path), "--tokens", str(args.tokens)]
                command += ["--device", args.device, "--ways", way]
                done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
                run = json.loads(done.stdout.splitlines()[-1])
                found[f"{size} {way}"] = {**run, "file": file, "ratio": run["peak"] / file}
                print(
                    f"{size:<6}{run['how']:<26}{file / 1e9:>9.2f}{run['peak'] / 1e9:>9.2f}"
                    f"{run['peak'] / file:>8.2f}{run['planned'] / 1e9:>9.2f}{run['rate']:>10.1f}",
                    flush=True,
                )
    if args.json:
        args.json.write_text(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
