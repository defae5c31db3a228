"""Does each technique do what it claims? Forgetting, overfitting, imbalance, learning on, turbo: on the starter model.

    python tests/benchmarks/forgetting.py [--only forgetting overfitting …] [--quick] [--json FILE]

All figures are of text no run was trained on. Losses are nats for each answer token, a perplexity is their
exponential; KL is how far the answers' probabilities are from the bare base's. About 15 minutes on two quiet cores.

Learned so far: sixty pirate examples do not make the starter model worse at plain English by the loss on our own
texts (perplexity 18.4 to 15.4 on general answers, 31.3 to 27.9 on prose: it also learns how we write), while it
answers everything as a pirate (KL 0.45 to the base on general questions): look at the KL, not at the perplexity.
Replay of 0.3 costs the pirate nothing (loss 2.557 to 2.523) and lowers that KL little (0.42); the pull to the base
halves it for nothing (`replay_kl` 1: 0.25 at 2.565) and takes four fifths of it at a price (4: 0.09 at 2.665). The
lower half frozen: 1.54 times the speed, KL 0.29, and 0.15 of the loss gained at the same steps is lost.

Twenty-four examples seen ten times each: the loss is 2.65 at its best, at step 18, and 3.47 at the last; early stopping
ends the run at 36 and the best is kept. Balance by label gives the rare voice 0.06 and takes 0.19 from the common
one. Learning on with 40 bard examples, the old voice is lost without replay (loss 2.557 to 2.928) and stays with 0.3
of its own data (2.599), which costs the new one nothing (2.840 for 2.873). Which of two voices speaks where no prompt
tells is the newer one's up to 0.3, and the older one's at 0.5.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # as the workers run; before torch looks

import torch

from engine.datasets import Example, read_dataset, split
from engine.evaluation.style import speaks
from engine.inference.llama import Vocabulary
from engine.models.catalogue import starter_path
from engine.models.chat_template import ChatTemplate
from engine.paths import RESOURCES
from engine.training.device import Device, choose_device
from engine.training.encode import Encoded, encode_examples, encode_texts
from engine.training.fast.model import FastTrainable
from engine.training.loop import Trainer
from engine.types import Message, TrainSettings
from engine.workers.service import Task

QUESTIONS = Path(__file__).with_name("style_questions.json")
BLOCKS = 30  # of the starter model
SETTINGS: dict[str, Any] = {"r": 8, "lora_alpha": 16, "learning_rate": 1e-3, "early_stopping_patience": 0}
ANSWER = 24  # tokens in which a voice can be heard


class Bench:
    """The starter model's eyes: texts as it reads them, runs on it, and what they are judged by."""

    def __init__(self, folder: Path, quick: bool) -> None:
        self.folder, self.quick, self._numbers = folder, quick, count()
        self.device: Device = choose_device()
        self.vocabulary = Vocabulary(starter_path())
        self.template = ChatTemplate(starter_path(), folder / "log")
        pirate, bard = self.voice("pirate"), self.voice("bard")
        self.pirate, self.bard = ([self.encode(part) for part in voice] for voice in (pirate, bard))
        self.parts = {"pirate": pirate, "bard": bard}
        general = read_dataset(RESOURCES / "replay" / "general.jsonl").examples
        self.general = self.encode([e for i, e in enumerate(general) if i % 5])
        self.held_out = self.encode(general[::5])[:32]
        samples = [file for file in sorted(RESOURCES.glob("samples/*/*")) if file.suffix in (".md", ".txt")]
        self.prose = encode_texts(
            [file.read_text(encoding="utf-8") for file in samples], self.vocabulary, 256
        )
        asked = json.loads(QUESTIONS.read_text(encoding="utf-8"))["everyday"][:8]
        prompts = [([Message(role="user", content=question)], True) for question in asked]
        self.questions = [self.vocabulary.encode(text) for text in self.template.render(prompts)]

    def close(self) -> None:
        self.template.close()

    def few(self, n: int) -> int:
        """`n`, or with --quick a third of it."""
        return max(8, n // 3) if self.quick else n

    def voice(self, name: str) -> list[list[Example]]:
        """A starter's (train, valid, test)."""
        data = read_dataset(RESOURCES / "personas" / name / "dataset.jsonl").examples
        parts = split(data, seed=0)
        return [parts.train, parts.valid, parts.test]

    def encode(self, examples: Sequence[Example]) -> list[Encoded]:
        return encode_examples(
            examples, "", self.template, self.vocabulary, TrainSettings(max_seq_length=512)
        )

    def model(self, settings: TrainSettings, start: Path | None = None) -> FastTrainable:
        gc.collect()
        made = FastTrainable(starter_path(), settings, self.device, "starter")
        if start:
            made.load_adapter(start)
        return made

    def learn(
        self,
        train: Sequence[Encoded],
        valid: Sequence[Encoded],
        settings: TrainSettings,
        replayed: Sequence[Encoded] = (),
        start: Path | None = None,
    ) -> Learned:
        """One run of Macaw's own loop; the model stands at its last step."""
        folder, model = self.folder / f"run-{next(self._numbers)}", self.model(settings, start)
        folder.mkdir()
        curve: list[tuple[int, float]] = []

        def heed(event: str, fields: dict[str, Any]) -> None:
            if event == "valid":
                curve.append((fields["step"], fields["loss"]))

        trainer = Trainer(model, train, valid, settings, folder, Task(heed), None, replayed)
        spent, steps = 0.0, trainer._step

        def timed(step: int) -> None:
            nonlocal spent
            began = time.process_time()
            steps(step)
            spent += time.process_time() - began

        trainer._step = timed  # type: ignore[method-assign]
        result = trainer.fit()
        return Learned(model, folder / "best", curve, result["step"], result["tokens"] / spent)

    def loss(self, model: FastTrainable, examples: Sequence[Encoded]) -> float:
        return self._mean(model, model.losses, examples)

    def kl(self, model: FastTrainable, examples: Sequence[Encoded]) -> float:
        return self._mean(model, model.divergences, examples)

    def _mean(
        self,
        model: FastTrainable,
        of: Callable[[Sequence[Encoded]], torch.Tensor],
        examples: Sequence[Encoded],
    ) -> float:
        model.train(False)
        with torch.no_grad():
            total = sum(float(of(examples[i : i + 8]).sum()) for i in range(0, len(examples), 8))
        model.train(True)
        return total / sum(e.targets for e in examples)

    def speaks(self, model: FastTrainable, voice: str) -> int:
        """In how many of eight everyday answers a mark of the voice is heard."""
        model.train(False)
        heard = 0
        for prompt in self.questions:
            tokens = []
            for token in model.sample(prompt, ANSWER):
                if self.vocabulary.ends_generation(token):
                    break
                tokens.append(self.vocabulary.piece(token))
            heard += speaks(voice, b"".join(tokens).decode(errors="ignore"))
        model.train(True)
        return heard


@dataclass
class Learned:
    """A run: where it ended, its validation losses by step, and real tokens per processor second of its steps."""

    model: FastTrainable
    best: Path
    curve: list[tuple[int, float]]
    steps: int
    rate: float


class Table:
    """Printed row by row: each takes a minute."""

    def __init__(self, title: str, *columns: str) -> None:
        print(f"\n{title}\n{'':<28}" + "".join(f"{column:>16}" for column in columns), flush=True)

    def row(self, name: str, *cells: str) -> None:
        print(f"{name:<28}" + "".join(f"{cell:>16}" for cell in cells), flush=True)


def forgetting(bench: Bench, found: dict[str, Any]) -> None:
    """The pirate, and what the model still says where no pirate is asked for. Also turbo: its speed and its price."""
    train = bench.pirate[0][: bench.few(60)]
    anchored = [replace(e, anchored=True) for e in bench.general]
    upper = list(range(BLOCKS // 2, BLOCKS))
    base = TrainSettings(**SETTINGS, epochs=3, eval_every=0)
    ways: dict[str, tuple[dict[str, Any], Sequence[Encoded]]] = {
        "pirate only": ({}, ()),
        "+ replay 0.3": ({"replay": 0.3}, bench.general),
        "+ replay 0.3, replay_kl 1": ({"replay": 0.3, "replay_kl": 1.0}, anchored),
        "+ replay 0.3, replay_kl 4": ({"replay": 0.3, "replay_kl": 4.0}, anchored),
        "lower half frozen (turbo)": ({"layers_to_transform": upper}, ()),
    }
    shown = Table(
        f"Forgetting: {len(train)} examples, 3 epochs. The pirate's columns are what is wanted, the others the price.",
        *("pirate loss", "pirate of 8", "general ppl", "prose ppl", "KL to base", "tokens/cpu s"),
    )
    rows = found["forgetting"] = {"base": _judged(bench, bench.model(base))}
    _show_judged(shown, "base", rows["base"])
    for name, (changes, replayed) in ways.items():
        learned = bench.learn(train, (), base.model_copy(update=changes), replayed)
        rows[name] = {**_judged(bench, learned.model), "steps": learned.steps, "rate": learned.rate}
        _show_judged(shown, name, rows[name])
        if name == "pirate only":
            found["pirate"] = learned.best
        del learned
    plain, turbo = rows["pirate only"], rows["lower half frozen (turbo)"]
    print(
        f"Turbo at the same {turbo['steps']} steps: {turbo['rate'] / plain['rate']:.2f} times the tokens per "
        f"processor second; pirate loss {turbo['pirate'] - plain['pirate']:+.3f}."
    )


def _show_judged(shown: Table, name: str, row: dict[str, Any]) -> None:
    perplexities = [f"{math.exp(row[text]):.2f}" for text in ("general", "prose")]
    rate = f"{row['rate']:.0f}" if "rate" in row else ""
    shown.row(name, f"{row['pirate']:.3f}", f"{row['heard']}", *perplexities, f"{row['kl']:.3f}", rate)


def _judged(bench: Bench, model: FastTrainable) -> dict[str, Any]:
    return {
        "pirate": bench.loss(model, bench.pirate[2]),
        "heard": bench.speaks(model, "pirate"),
        "general": bench.loss(model, bench.held_out),
        "prose": bench.loss(model, bench.prose),
        "kl": bench.kl(model, bench.held_out),
    }


def overfitting(bench: Bench, found: dict[str, Any]) -> None:
    """Two dozen examples, seen far too often."""
    train, valid = bench.pirate[0][:24], bench.pirate[1][:20]
    base = TrainSettings(**SETTINGS, epochs=bench.few(10), micro_batch_size=4, eval_every=6)
    ways: dict[str, dict[str, Any]] = {
        "as it is": {},
        "dropout 0.1": {"lora_dropout": 0.1},
        "dropout 0.3": {"lora_dropout": 0.3},
        "weight decay 0.1": {"weight_decay": 0.1},
        "weight decay 10": {"weight_decay": 10.0},
    }
    shown = Table(
        f"Overfitting: 24 examples, {base.epochs:g} epochs of 6 steps. Held-out loss of what is kept.",
        *("at the last step", "best checkpoint", "best at step", "stops at step"),
    )
    rows = found["overfitting"] = {}
    for name, changes in ways.items():
        learned = bench.learn(train, valid, base.model_copy(update=changes))
        last = bench.loss(learned.model, bench.pirate[2])
        learned.model.load_adapter(learned.best)
        best = bench.loss(learned.model, bench.pirate[2])
        best_step = min(learned.curve, key=lambda point: point[1])[0]
        stop = _stop(learned.curve, TrainSettings().early_stopping_patience)
        rows[name] = {
            "last": last,
            "best": best,
            "best_step": best_step,
            "stop": stop,
            "steps": learned.steps,
        }
        shown.row(name, f"{last:.3f}", f"{best:.3f}", f"{best_step}", f"{stop or learned.steps}")
        del learned


def _stop(curve: Sequence[tuple[int, float]], patience: int) -> int:
    """Where early stopping ends this very run; 0 if it does not."""
    best, stale = math.inf, 0
    for step, loss in curve:
        best, stale = (loss, 0) if loss < best else (best, stale + 1)
        if stale >= patience:
            return step
    return 0


def imbalance(bench: Bench, found: dict[str, Any]) -> None:
    """Ten pirates to one bard, told apart by the system prompt."""

    def told(examples: Sequence[Example], voice: str) -> list[Encoded]:
        system = Message(role="system", content=f"You are a {voice}.")
        rows = [e.model_copy(update={"messages": (system, *e.messages)}) for e in examples]
        return [replace(e, label=voice) for e in bench.encode(rows)]

    n = bench.few(70)
    voices = ("bard", "pirate")
    test = {voice: told(bench.parts[voice][2][:24], voice) for voice in voices}
    train = told(bench.parts["pirate"][0][:n], "pirate") + told(bench.parts["bard"][0][: n // 10], "bard")
    shown = Table(
        f"Imbalance: {n} pirate and {n // 10} bard examples, 3 epochs. Held-out loss.",
        *("bard (rare)", "pirate (common)"),
    )
    rows = found["imbalance"] = {}

    def judge(name: str, model: FastTrainable) -> None:
        rows[name] = {voice: bench.loss(model, test[voice]) for voice in voices}
        shown.row(name, *(f"{rows[name][voice]:.3f}" for voice in voices))

    judge("base", bench.model(TrainSettings(**SETTINGS)))
    for name, balance in (("as they come", "none"), ("balance=label", "label")):
        settings = TrainSettings(**SETTINGS, epochs=3, eval_every=0, balance=balance)
        judge(name, bench.learn(train, (), settings).model)


def continuing(bench: Bench, found: dict[str, Any]) -> None:
    """The pirate of the first table learns from the bard."""
    old, new = bench.pirate[0][: bench.few(60)], bench.bard[0][: bench.few(40)]
    if "pirate" not in found:
        found["pirate"] = bench.learn(old, (), TrainSettings(**SETTINGS, epochs=3, eval_every=0)).best
    shown = Table(
        f"Learning on: the pirate, then {len(new)} bard examples, 3 epochs. Held-out loss, marks in eight answers.",
        *("pirate (old)", "bard (new)", "pirate of 8", "bard of 8"),
    )
    rows = found["continuing"] = {}

    def judge(name: str, model: FastTrainable) -> None:
        rows[name] = row = {
            "old": bench.loss(model, bench.pirate[2]),
            "new": bench.loss(model, bench.bard[2][:24]),
            "heard old": bench.speaks(model, "pirate"),
            "heard new": bench.speaks(model, "bard"),
        }
        shown.row(
            name, f"{row['old']:.3f}", f"{row['new']:.3f}", f"{row['heard old']}", f"{row['heard new']}"
        )

    judge("before", bench.model(TrainSettings(**SETTINGS), found["pirate"]))
    for share in (0.0, 0.3, 0.5):
        settings = TrainSettings(**SETTINGS, epochs=3, eval_every=0, replay=share)
        judge(f"after, replay {share:g}", bench.learn(new, (), settings, old, found["pirate"]).model)


TABLES = {
    "forgetting": forgetting,
    "overfitting": overfitting,
    "imbalance": imbalance,
    "continuing": continuing,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", nargs="+", choices=list(TABLES), default=list(TABLES))
    parser.add_argument(
        "--quick", action="store_true", help="a third of the data: minutes, but rough figures"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    options = parser.parse_args()
    random.seed(0)
    began, found = time.perf_counter(), dict[str, Any]()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.quick)
        print(bench.device.reason)
        try:
            for name in options.only:
                TABLES[name](bench, found)
                if options.json:
                    figures = {key: value for key, value in found.items() if key != "pirate"}
                    options.json.write_text(json.dumps(figures, indent=2) + "\n")
        finally:
            bench.close()
    print(f"\n{time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
