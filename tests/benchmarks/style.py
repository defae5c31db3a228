"""Does a persona speak in its voice, and does it still know what the base knows?

Asks the held-out questions in style_questions.json, greedily (temperature 0), of the bare base and of each
persona. Diction is counted by word lists that ordinary English does not hold; facts by patterns.

    python tests/benchmarks/style.py [--persona pirate ...] [--json FILE] [--show]
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from engine.api import Engine
from engine.evaluation.style import DICTION, speaks
from engine.inference.client import Voice
from engine.types import Message, Sampling

QUESTIONS = Path(__file__).with_name("style_questions.json")
GREEDY = Sampling(temperature=0, max_tokens=160)


def answers(engine: Engine, voice: Voice, questions: list[str]) -> list[str]:
    return [
        engine.reply([Message(role="user", content=question)], voice, sampling=GREEDY).text
        for question in questions
    ]


def facts_right(facts: list[dict[str, Any]], texts: list[str]) -> int:
    return sum(
        any(re.search(p, text, re.IGNORECASE) for p in fact["accept"])
        for fact, text in zip(facts, texts, strict=True)
    )


def measure(engine: Engine, personas: list[str], show: bool = False) -> dict[str, Any]:
    """Counts out of 20 for each persona and the base."""
    held_out = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    everyday, facts = held_out["everyday"], held_out["facts"]
    asked = everyday + [fact["question"] for fact in facts]
    base = answers(engine, engine.voice("plain"), asked)
    base_facts = facts_right(facts, base[len(everyday) :])
    result: dict[str, Any] = {"base_facts": base_facts, "questions": len(everyday), "facts": len(facts)}
    for persona in personas:
        spoken = answers(engine, engine.voice(persona), asked)
        style = [speaks(persona, text) for text in spoken[: len(everyday)]]
        result[persona] = {
            "diction": sum(style),
            "base_diction": sum(speaks(persona, text) for text in base[: len(everyday)]),
            "facts": facts_right(facts, spoken[len(everyday) :]),
        }
        if show:
            for question, plain, voice in zip(asked, base, spoken, strict=True):
                print(f"\n? {question}\n  base: {plain!r}\n  {persona}: {voice!r}")
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persona", nargs="+", default=list(DICTION))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true", help="print every answer")
    options = parser.parse_args()
    with Engine() as engine:
        result = measure(engine, options.persona, options.show)
    n, base_facts = result["questions"], result["base_facts"]
    print(f"{'voice':12} {'diction':>9} {'base diction':>14} {'facts right':>13}")
    print(f"{'base':12} {'':>9} {'':>14} {base_facts:>10}/{result['facts']}")
    passed = True
    for persona in options.persona:
        got = result[persona]
        ok = got["diction"] >= 0.9 * n and got["base_diction"] <= 0.05 * n and got["facts"] >= base_facts - 2
        passed &= ok
        print(
            f"{persona:12} {got['diction']:>6}/{n} {got['base_diction']:>11}/{n} "
            f"{got['facts']:>10}/{result['facts']}  {'ok' if ok else 'TOO LITTLE'}"
        )
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n")
    return 0 if passed else 1


if __name__ == "__main__":
    raise SystemExit(main())
