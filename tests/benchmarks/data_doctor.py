"""The data doctor on 100,000 rows it never saw: `python tests/benchmarks/data_doctor.py [--quick] [--json FILE]`.

Makes varied conversations (Zipf-distributed words, 20 to 200 of them, some in other languages, some labelled), plants a
known number of each fault among them, and examines the file as `macaw data check` does, in its worker, tokens counted.
Prints the seconds (wall, and of each check alone) and the findings; fails if a planted fault is missed or anything else
is found. The aim: 100,000 rows in 30 s on 2 cores.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

PLANTED = {"duplicates": 500, "near_duplicates": 400, "personal": 300, "mojibake": 200, "lost_letters": 50,
           "empty_answers": 60, "cut_answers": 80, "language": 100, "too_long": 20, "bad_rows": 40,
           "wrong_roles": 30}  # fmt: skip
SMALL = (
    "the", "and", "is", "of", "to", "that", "it", "you", "with", "for", "this", "are", "have", "not", "what", "which",
    "they", "was", "but", "from", "your", "will", "would", "can",
)  # fmt: skip
GERMAN = (
    "Das ist eine ganz andere Sprache, und sie steht hier nicht ohne Grund, denn der Arzt soll sie auch finden, wenn "
    "sie sich unter {0} anderen {1} versteckt und mit {2} noch nicht bekannt ist."
)


def rows(count: int, dice: random.Random) -> list[dict[str, Any]]:
    """Conversations and planted faults, shuffled."""
    letters = "bcdfghklmnprstvwz", "aeiou"
    made_up = (
        "".join(dice.choice(letters[i % 2]) for i in range(dice.randint(3, 10))) for _ in range(20_000)
    )
    vocabulary = sorted(set(made_up))
    dice.shuffle(vocabulary)
    cumulative = list(accumulate(1 / (rank + 10) for rank in range(len(vocabulary))))

    def sentence(length: int) -> str:
        rare = dice.choices(vocabulary, cum_weights=cumulative, k=length)
        found = [dice.choice(SMALL) if dice.random() < 0.4 else word for word in rare]
        return " ".join(found).capitalize() + "."

    def text(words: int) -> str:
        return " ".join(sentence(min(words, dice.randint(6, 18))) for _ in range(max(1, words // 12)))

    def chat(question: str, answer: str, **more: Any) -> dict[str, Any]:
        turns = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
        return {"messages": turns, **more}

    def plain() -> dict[str, Any]:
        size = min(200, int(dice.lognormvariate(3.7, 0.7)) + 8)
        return chat(sentence(dice.randint(8, 16))[:-1] + "?", text(size), label=dice.choice("abcd"))

    # Like real data it is full of numbers that are no phone numbers or cards.
    spice = [
        "On 2023-05-14 at 12:30:05 it was 3.14159.",
        "ISBN 978-3-16-148410-0 costs $1,299,000.00.",
        "Version 10.15.7-2 came 01/02/2003.",
        "1914 1918 1939 1945 were years.",
        "10.0.0.255 is café naïve.",
    ]
    made = [plain() for _ in range(count)]
    for row in made[::7]:
        row["messages"][1]["content"] += " " + dice.choice(spice)

    def some(key: str, number: int) -> list[dict[str, Any]]:
        chosen = [json.loads(json.dumps(row)) for row in dice.sample(made, number)]
        for i, row in enumerate(chosen):
            asked, told = row["messages"]
            if key not in ("duplicates", "near_duplicates"):  # not one more copy
                asked["content"], told["content"] = sentence(14)[:-1] + "?", text(40)
            if key == "near_duplicates":
                told["content"] = text(60).removesuffix(" not.").removesuffix(".") + "."
                made.append(json.loads(json.dumps(row)))
                told["content"] = told["content"][:-1].rsplit(" ", 1)[0] + " indeed."
            elif key == "personal":
                told["content"] += dice.choice([" Write to bo.smith{0}@mail.org.", " Call +49 30 1234{0:04d}7.",
                                                " Pay with 4111 1111 1111 1111.",
                                                " My account is DE89 3704 0044 0532 0130 00."]).format(i)  # fmt: skip
            elif key == "mojibake":
                told["content"] += " CafÃ© MÃ¼nchen, itâ€™s fine."
            elif key == "lost_letters":
                told["content"] += " Caf\N{REPLACEMENT CHARACTER} M\N{REPLACEMENT CHARACTER}nchen."
            elif key == "empty_answers":
                told["content"] = dice.choice(["…", "-", "N/A", "\u200b."])
            elif key == "cut_answers":
                told["content"] += " " + sentence(20)[:-1]
            elif key == "language":
                told["content"] = GERMAN.format(*dice.sample(vocabulary, 3))
            elif key == "too_long":
                told["content"] = text(1400)
            elif key == "wrong_roles":
                row["messages"].insert(0, {"role": "user", "content": "Hello?"})
            elif key == "bad_rows":
                row["messages"].pop()
        return chosen

    made += [row for key, number in PLANTED.items() for row in some(key, number * count // 100_000)]
    dice.shuffle(made)
    return made


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="10,000 rows")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    count = 10_000 if chosen.quick else 100_000
    from engine.api import Engine

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "rows.jsonl"
        with data.open("w", encoding="utf-8") as out:
            for row in rows(count, random.Random(7)):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        print(f"{count:,} rows and the planted ones, {data.stat().st_size / 1e6:.0f} MB")
        marks: list[tuple[str, float]] = []
        with Engine(Path(folder) / "home") as engine:
            began = time.perf_counter()
            report = engine.check_data(
                data, on_event=lambda event: marks.append((event.get("key", ""), time.perf_counter()))
            )
            seconds = time.perf_counter() - began
    print(f"\n{'reading':18} {marks[0][1] - began:6.2f} s")
    for (key, at), (_, end) in pairwise(marks):
        print(f"{key:18} {end - at:6.2f} s")
    print(f"{'all':18} {seconds:6.2f} s\n")
    found = {finding.key: finding.count for finding in report.findings}
    expected = {key: number * count // 100_000 for key, number in PLANTED.items()}
    for key in sorted({*found, *expected}):
        print(f"{key:18} {found.get(key, 0):6} found {expected.get(key, 0):6} planted")
    if chosen.json:
        chosen.json.write_text(json.dumps({"rows": count, "seconds": seconds, **found}))
    # Near duplicates fall on both sides of the split, and what is too long is an outlier too.
    by_the_way = {"leakage", "outliers"}
    wrong = [
        key
        for key in {*found, *expected} - by_the_way
        if abs(found.get(key, 0) - expected.get(key, 0)) > 0.02 * expected.get(key, 0)
    ]
    print(
        "\n"
        + (
            "Missed or made up: " + ", ".join(wrong)
            if wrong
            else "Every planted fault was found, and no other."
        )
    )
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
