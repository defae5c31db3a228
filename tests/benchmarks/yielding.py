"""Chatting while a training runs: time to the first token and tokens per second, alone and beside it.

`python tests/benchmarks/yielding.py [--answers N] [--tokens N] [--json FILE]`

Three rounds with the starter model: nothing else runs; a training runs beside and gives way by its low priority alone
(its look at the answers' lock is led astray); a training runs as it is shipped, standing still while an answer is
made. Medians over the answers; each asks something else, so that nothing read before is used again.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from engine.api import Engine  # noqa: E402
from engine.cancel import Cancel  # noqa: E402
from engine.errors import Cancelled  # noqa: E402
from engine.right_of_way import Answers  # noqa: E402
from engine.types import Message, Persona, Sampling, TrainSettings  # noqa: E402

DATA = ROOT / "resources" / "personas" / "pirate" / "dataset.jsonl"
ASK = (
    "Tell me in a few words what you know about the number {}, and about ships, harbours, storms and the sea."
)


def chat(engine: Engine, answers: int, tokens: int, first: int) -> dict[str, float]:
    """Medians over `answers` answers of `tokens` tokens at most."""
    found: list[tuple[float, float]] = []
    voice = engine.voice("plain")
    for i in range(answers):
        heard: list[float] = []
        began = time.perf_counter()
        engine.reply(
            [Message(role="user", content=f"{first + i}: {ASK.format(first + i)}")],
            voice,
            sampling=Sampling(temperature=0, max_tokens=tokens, seed=1),
            on_text=lambda _, heard=heard: heard.append(time.perf_counter()),  # type: ignore[misc]
        )
        found.append((heard[0] - began, (len(heard) - 1) / (heard[-1] - heard[0])))
        time.sleep(1)  # the training goes on between two answers
    return {
        "first_token_s": statistics.median(first for first, _ in found),
        "tokens_per_second": statistics.median(rate for _, rate in found),
    }


def beside(engine: Engine, name: str, answers: int, tokens: int, first: int) -> dict[str, float]:
    """`chat` while a training is in its steps."""
    cancel, trains = Cancel(), threading.Event()
    steps: list[dict[str, Any]] = []

    def follow(event: dict[str, Any]) -> None:
        if event["event"] == "step":
            steps.append(event)
            if len(steps) == 2:
                trains.set()

    def train() -> None:
        settings = TrainSettings(epochs=99, eval_every=0, save_every=1000)
        try:
            engine.train(DATA, Persona(id=name, name=name), settings, on_event=follow, cancel=cancel)
        except Cancelled:
            pass
        finally:
            trains.set()

    thread = threading.Thread(target=train)
    thread.start()
    trains.wait()
    result = chat(engine, answers, tokens, first)
    cancel.press()
    thread.join()
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--answers", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=60)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    args = parser.parse_args()
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder, Engine(Path(folder)) as engine:
        chat(engine, 1, 8, 0)  # loads the model
        found["alone"] = chat(engine, args.answers, args.tokens, 10)
        lock: Any = engine._chat._answers
        engine._chat._answers = Answers(type(engine.home)(Path(folder) / "elsewhere"))
        found["low priority"] = beside(engine, "polite", args.answers, args.tokens, 30)
        engine._chat._answers = lock
        found["standing still"] = beside(engine, "still", args.answers, args.tokens, 50)
    alone = found["alone"]
    print(f"{os.cpu_count()} cores, load before this {os.getloadavg()[2]:.1f}")
    print(f"{'a training':<16}{'first token s':>15}{'of alone':>10}{'tokens/s':>10}{'of alone':>10}")
    for name, figures in found.items():
        first, rate = figures["first_token_s"], figures["tokens_per_second"]
        shares = alone["first_token_s"] / first, rate / alone["tokens_per_second"]
        print(f"{name:<16}{first:>15.2f}{shares[0]:>9.2f}x{rate:>10.1f}{shares[1]:>9.2f}x")
    if args.json:
        args.json.write_text(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
