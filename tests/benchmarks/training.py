"""Training: ours against Hugging Face's `Trainer` with PEFT, side by side in one run.

`python tests/benchmarks/training.py [--quick] [--isa avx2] [--device cuda] [--data pirate long] [--json FILE]`

The same starter model, data, LoRA (rank 16 on all linear layers), batch of 8 and learning rate; the peer pads each
batch to its longest example. Variants of the peer: fp32; weights in bf16; fp32 weights under bf16 autocast.
Alternating, each in a fresh process; medians. Rates are real (not padding) tokens per second of processor time and
of wall time, over the steps after the first; memory is the process's peak resident set. The floor is what the
products alone would take at the rate this machine multiplies large matrices in the same run.

`--isa avx2` makes torch forget AVX-512 and AMX, as on most laptops. With `--device cuda` wall time counts, memory is
what torch took on the device, and the peer attends by the flash kernel. `--quality` compares instead what is learned:
both train on the same batches from the same adapter, and are validated on the same examples.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# Only the standard library here: a process's peak memory counts its parent's at the moment of the fork.
ROOT = Path(__file__).resolve().parents[2]
PIRATE = ROOT / "resources" / "personas" / "pirate" / "dataset.jsonl"
PEERS = ("hf-fp32", "hf-bf16", "hf-amp")
LONG_TURNS = 6  # conversations joined for the set of longer examples
VALIDATED = 32


def settings(steps: int) -> Any:
    from engine.types import TrainSettings

    return TrainSettings(
        r=16, lora_alpha=32, learning_rate=2e-4, max_steps=steps, eval_every=0, save_every=10**6
    )


def examples(data: str) -> list[Any]:
    """The encoded dataset."""
    from engine.datasets import read_dataset
    from engine.inference.llama import Vocabulary
    from engine.models.catalogue import starter_path
    from engine.models.chat_template import ChatTemplate
    from engine.training.encode import encode_examples

    found = read_dataset(PIRATE, strict=False).examples
    if data == "long":
        found = [
            found[i].model_copy(
                update={"messages": tuple(m for e in found[i : i + LONG_TURNS] for m in e.messages)}
            )
            for i in range(len(found) - LONG_TURNS)
        ]
    base = starter_path()
    with tempfile.TemporaryDirectory() as folder:
        template = ChatTemplate(base, Path(folder, "log"))
        try:
            with Vocabulary(base) as vocabulary:
                return encode_examples(found, "", template, vocabulary, settings(1))
        finally:
            template.close()


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Clock:
    """Real tokens, processor and wall seconds between the end of the first step and the end of the last."""

    def __init__(self, device: str) -> None:
        self._device = device
        self.marks: list[tuple[float, float]] = []
        self.tokens: list[int] = []
        self.losses: list[float] = []

    def mark(self, tokens: int, loss: float) -> None:
        self.marks.append((cpu_seconds(), time.perf_counter()))
        self.tokens.append(tokens)
        self.losses.append(loss)

    def result(self) -> dict[str, Any]:
        tokens = sum(self.tokens[1:])
        cpu, wall = (self.marks[-1][i] - self.marks[0][i] for i in (0, 1))
        return {
            "cpu_rate": tokens / cpu,
            "wall_rate": tokens / wall,
            "peak": self._peak(),
            "first_loss": self.losses[0],
        }

    def _peak(self) -> int:
        if self._device == "cpu":
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        import torch

        return torch.cuda.max_memory_reserved()


def ours(data: str, steps: int, kind: str, start: Path | None = None) -> dict[str, Any]:
    """Macaw's own loop, as a run uses it, without validation."""
    from engine.models.catalogue import starter_path
    from engine.paths import Home
    from engine.right_of_way import GivingWay
    from engine.training.device import choose_device
    from engine.training.lanes import Lanes
    from engine.training.loop import Trainer
    from engine.training.trainable import make_trainable, plan_memory
    from engine.workers.service import Task

    chosen, device, clock = settings(steps), choose_device(kind), Clock(kind)
    encoded = examples(data)
    train, valid = (encoded[VALIDATED:], encoded[:VALIDATED]) if start else (encoded, [])
    plan = plan_memory(starter_path(), chosen, device, train)
    model = make_trainable(starter_path(), chosen, device, "starter", plan)
    if start:
        model.save_adapter(start)
    seen = 0

    def heed(event: str, fields: dict[str, Any]) -> None:
        nonlocal seen
        if event == "step":
            tokens = sum(e.length for batch in trainer._batches_of(fields["step"]) for e in batch)
            clock.mark(tokens, fields["loss"])
            seen += tokens

    with tempfile.TemporaryDirectory() as folder:
        gate = GivingWay(Home(Path(folder)), lambda _: None, lambda: False)
        with Lanes(plan.size) as lanes:
            trainer = Trainer(model, train, valid, chosen, Path(folder), Task(heed), gate=gate, lanes=lanes)
            result = trainer.fit()
    found = {**clock.result(), "why": device.reason, "valid": result["best_valid_loss"]}
    if not start and kind == "cpu":
        found |= floor(train, device, found["cpu_rate"])
    return found


def floor(encoded: Sequence[Any], device: Any, rate: float) -> dict[str, Any]:
    """The share of the roof: products a token needs at least, at this machine's rate for large ones."""
    import torch

    from engine.models.catalogue import starter_path
    from engine.models.gguf_file import read_header
    from engine.training.fast.geometry import read_geometry
    from engine.training.fast.weights import DenseMatrix, ReorderedMatrix

    header = read_header(starter_path())
    g = read_geometry(header)
    shapes = [t.shape for t in header.tensors.values() if t.name.startswith("blk.") and len(t.shape) == 2]
    linear = sum(a * b for a, b in shapes)
    lora = sum(16 * (a + b) for a, b in shapes)
    words = len(header.metadata["tokenizer.ggml.tokens"])
    tokens = sum(e.length for e in encoded)
    flop = tokens * (2 * 2 * linear + 6 * lora)  # forward and the input's gradient; LoRA's weights' as well
    flop += sum(e.targets for e in encoded) * 2 * 2 * words * g.width
    flop += (
        sum(e.length**2 for e in encoded) * g.blocks * g.heads * g.head_dim * 2 * 6
    )  # two products, six in all
    x, weights = (torch.randn(1024, 1024).to(device.dtype) for _ in range(2))
    matrix = (ReorderedMatrix if ReorderedMatrix.is_possible(device) else DenseMatrix)(weights)
    best = float("inf")
    for _ in range(12):
        began = cpu_seconds()
        for _ in range(8):
            matrix.times(x)
        best = min(best, (cpu_seconds() - began) / 8)
    gflops = 2 * 1024**3 / best / 1e9
    roof = gflops * 1e9 / (flop / tokens)
    return {"gflops": gflops, "mflop_per_token": flop / tokens / 1e6, "roof": roof, "of_roof": rate / roof}


def peer(data: str, steps: int, variant: str, kind: str, start: Path | None = None) -> dict[str, Any]:
    """PEFT on transformers' `Trainer`."""
    import torch
    from peft import LoraConfig, get_peft_model, set_peft_model_state_dict
    from safetensors.torch import load_file
    from transformers import AutoModelForCausalLM, Trainer, TrainerCallback, TrainingArguments

    from engine.conversion.peft_format import WEIGHTS
    from engine.models.catalogue import starter_path
    from engine.training.optimizer import learning_rate
    from engine.training.sampling import epoch_batches

    chosen, clock = settings(steps), Clock(kind)
    encoded = examples(data)
    train, valid = (encoded[VALIDATED:], encoded[:VALIDATED]) if start else (encoded, [])
    if start:  # our very batches, in our order
        epochs = [epoch_batches(train, (), chosen, epoch) for epoch in range(steps)]
        train = [e for epoch in epochs for batch in epoch for e in batch][: steps * chosen.micro_batch_size]
    base = starter_path()
    dtype = torch.bfloat16 if variant == "hf-bf16" else torch.float32
    model = AutoModelForCausalLM.from_pretrained(base.parent, gguf_file=base.name, dtype=dtype)
    model.config.use_cache = False
    # `Trainer` refuses models that came from a GGUF, though this one holds plain weights by now.
    model.is_quantized, model.hf_quantizer = False, None
    model = get_peft_model(
        model, LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")
    )
    if start:
        set_peft_model_state_dict(model, load_file(start / WEIGHTS))
    real: list[int] = []

    def pad(rows: Sequence[Any]) -> dict[str, torch.Tensor]:
        width = max(row["length"] for row in rows)
        real.append(sum(row["length"] for row in rows))

        def filled(key: str, empty: int) -> torch.Tensor:
            return torch.tensor([row[key] + [empty] * (width - row["length"]) for row in rows])

        return {
            "input_ids": filled("input_ids", 0),
            "labels": filled("labels", -100),
            "attention_mask": filled("mask", 0),
        }

    class Heed(TrainerCallback):
        def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
            if logs and "loss" in logs:
                clock.mark(real[state.global_step - 1], logs["loss"])

    class InOrder(Trainer):
        def _get_train_sampler(self, *_: Any) -> Any:
            return torch.utils.data.SequentialSampler(rows) if start else super()._get_train_sampler(*_)

    rows = [
        {"input_ids": e.ids, "labels": e.labels, "length": e.length, "mask": [1] * e.length} for e in train
    ]
    optimizer = torch.optim.AdamW(
        (p for p in model.parameters() if p.requires_grad), lr=2e-4, weight_decay=0.0
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: learning_rate(step + 1, steps, chosen) / 2e-4
    )
    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            output_dir=folder,
            per_device_train_batch_size=8,
            max_steps=steps,
            logging_steps=1,
            save_strategy="no",
            report_to=[],
            use_cpu=kind == "cpu",
            bf16=variant == "hf-amp",
            remove_unused_columns=False,
            disable_tqdm=True,
            dataloader_pin_memory=False,
        )
        trainer = InOrder(
            model,
            arguments,
            data_collator=pad,
            train_dataset=rows,
            optimizers=(optimizer, schedule),
            callbacks=[Heed()],
        )
        trainer.train()
    return {**clock.result(), "valid": _validate(model, valid) if start else None}


def _validate(model: Any, encoded: Sequence[Any]) -> float:
    import torch

    model.eval()
    total = 0.0
    with torch.no_grad():
        for e in encoded:
            logits = model(input_ids=torch.tensor([e.ids], device=model.device)).logits[0, :-1].float().cpu()
            labels = torch.tensor(e.labels[1:])
            total += float(
                torch.nn.functional.cross_entropy(logits, labels, ignore_index=-100, reduction="sum")
            )
    return total / sum(e.targets for e in encoded)


def child(args: argparse.Namespace) -> None:
    sys.path.insert(0, str(ROOT))
    if args.child == "ours":
        found = ours(args.data[0], args.steps, args.device, args.start)
    else:
        found = peer(args.data[0], args.steps, args.child, args.device, args.start)
    print("\n" + json.dumps(found), flush=True)


def run(
    variant: str, data: str, steps: int, environment: dict[str, str], device: str, start: Path | None = None
) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", variant, "--data", data, "--steps", str(steps)]
    command += ["--device", device]
    command += ["--start", str(start)] if start else []
    if variant == "ours":  # as in our workers; the peers keep oneDNN's defaults
        sys.path.insert(0, str(ROOT))
        from engine.workers.supervisor import ENVIRONMENT

        environment = {**environment, **ENVIRONMENT}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{variant} failed:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def speed(
    data: str, repetitions: int, steps: int, environment: dict[str, str], device: str
) -> dict[str, Any]:
    """Print the table of one dataset; returns its ratios."""
    runs: dict[str, list[dict[str, Any]]] = {}
    peers = [name for name in PEERS if name == "hf-fp32" or "ATEN_CPU_CAPABILITY" not in environment]
    for _ in range(repetitions):
        for variant in ("ours", *peers):
            runs.setdefault(variant, []).append(
                run(variant, data, 4 * steps if variant == "ours" else steps, environment, device)
            )
    middle = {
        name: {key: statistics.median(r[key] for r in found) for key in ("cpu_rate", "wall_rate", "peak")}
        for name, found in runs.items()
    }
    mine, rate = runs["ours"][0], "cpu_rate" if device == "cpu" else "wall_rate"
    print(f"\n{data}: {repetitions} runs each, medians; {mine['why']}")
    print(f"{'':<10}{'tokens/cpu s':>14}{'tokens/s':>10}{'peak MB':>9}{'ours: speed':>13}{'memory':>8}")
    for name, row in middle.items():
        ratio, memory = middle["ours"][rate] / row[rate], middle["ours"]["peak"] / row["peak"]
        print(
            f"{name:<10}{row['cpu_rate']:>14.0f}{row['wall_rate']:>10.0f}{row['peak'] / 1e6:>9.0f}"
            f"{ratio:>11.1f} x{memory:>8.2f}"
        )
    bf16 = [middle[name][rate] for name in peers if name != "hf-fp32"]
    found = {
        "speed_over_fp32": middle["ours"][rate] / middle["hf-fp32"][rate],
        "speed_over_best_bf16": middle["ours"][rate] / max(bf16) if bf16 else None,
        "memory_of_fp32": middle["ours"]["peak"] / middle["hf-fp32"]["peak"],
    }
    if device == "cpu":
        found["of_roof"] = statistics.median(r["of_roof"] for r in runs["ours"])
        print(
            f"floor: {mine['mflop_per_token']:.0f} MFLOP a token, {mine['gflops']:.0f} GFLOPS a core, so at most "
            f"{mine['roof']:.0f} tokens/cpu s; ours reaches {found['of_roof']:.0%} of it"
        )
    return found


def quality(data: str, steps: int, environment: dict[str, str], device: str) -> dict[str, Any]:
    """The loss of the first step, and validation after `steps` on the same batches from the same adapter."""
    with tempfile.TemporaryDirectory() as folder:
        mine = run("ours", data, steps, environment, device, Path(folder))
        theirs = run("hf-fp32", data, steps, environment, device, Path(folder))
    print(f"\n{data}, {steps} steps on the same batches, ours in {mine['why']}")
    for name, found in (("ours", mine), ("hf-fp32", theirs)):
        print(f"{name:<10}first loss {found['first_loss']:.5f}   validation {found['valid']:.5f}")
    apart = mine["valid"] / theirs["valid"] - 1
    print(f"validation loss apart: {apart:+.2%}")
    return {"first_loss_apart": mine["first_loss"] / theirs["first_loss"] - 1, "valid_apart": apart}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="one run each instead of three")
    parser.add_argument("--isa", choices=["native", "avx2"], default="native")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--data", nargs="+", choices=["pirate", "long"], default=["pirate", "long"])
    parser.add_argument("--quality", action="store_true", help="compare what is learned instead")
    parser.add_argument(
        "--steps", type=int, default=5, help="steps of the peer, the first not counted (default: 5)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the ratios as JSON")
    parser.add_argument("--child", choices=["ours", *PEERS], help=argparse.SUPPRESS)
    parser.add_argument("--start", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args)
        return 0
    waiting = {
        "OMP_WAIT_POLICY": "passive",
        "GOMP_SPINCOUNT": "1000",
    }  # as in our workers; it helps the peers, too
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", **waiting}
    if args.isa == "avx2":
        environment |= {"ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2"}
    found = {
        data: quality(data, 4 * args.steps, environment, args.device)
        if args.quality
        else speed(data, 1 if args.quick else 3, args.steps, environment, args.device)
        for data in args.data
    }
    if args.json:
        args.json.write_text(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
