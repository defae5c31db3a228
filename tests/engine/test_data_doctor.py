"""The data doctor: planted faults are found and put right, what only looks like one is left alone."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.api import DataReport, Engine, Finding
from engine.datasets import Dataset, Example, read_dataset
from engine.datasets.doctor import duplicates, languages, lengths, quality
from engine.datasets.doctor.checks import CHECKS, Examined
from engine.datasets.doctor.examine import FIXES, examine, fix
from engine.datasets.doctor.personal import luhn, masked, spans
from engine.errors import BadFile, InputError, NotFound
from engine.paths import RESOURCES, Home
from engine.types import Message

STARTERS = ["pirate", "bard", "professor"]
WORDS = """
    river stone garden window letter market winter harbour candle forest bridge silver morning teacher village
    kitchen summer mountain island picture evening journey country shelter history problem question company
    machine library weather station product village library harvest meadow lantern compass anchor
""".split()  # fmt: skip  # noqa: SIM905


def chat(question: str, *answers: str, **more: Any) -> dict[str, Any]:
    turns = [{"role": "user", "content": question}]
    for i, answer in enumerate(answers):
        turns += [{"role": "user", "content": f"And then, part {i}?"}] * (i > 0)
        turns.append({"role": "assistant", "content": answer})
    return {"messages": turns, **more}


def sentence(dice: random.Random, length: int = 12) -> str:
    return "The " + " of the ".join(dice.sample(WORDS, max(1, length // 3))) + " was there."


def varied(count: int = 120, seed: int = 1) -> list[dict[str, Any]]:
    """Conversations of English sentences, no two alike."""
    dice = random.Random(seed)
    return [
        chat(f"Tell me of number {i}, the {dice.choice(WORDS)}?", " ".join(sentence(dice) for _ in range(6)))
        for i in range(count)
    ]


def write(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def of(*rows: dict[str, Any]) -> list[Example]:
    return [
        Example(
            messages=tuple(Message(**m) for m in row["messages"]),
            line=i,
            **{key: value for key, value in row.items() if key != "messages"},
        )
        for i, row in enumerate(rows, 1)
    ]


def findings(*rows: dict[str, Any], count: lengths.Count | None = None) -> dict[str, Finding]:
    examples = of(*rows)
    return {f.key: f for f in examine(Dataset(examples, "chat"), Examined(examples, 1024, count))}


@pytest.fixture
def engine(home: Home) -> Iterator[Engine]:
    with Engine(home.root) as engine:
        yield engine


# --- no false alarms --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STARTERS)
def test_the_starters_are_healthy(engine: Engine, name: str) -> None:
    report = engine.check_data(RESOURCES / "personas" / name / "dataset.jsonl")
    assert report.findings == []
    assert report.base == engine.model().id and report.max_seq_length == 1024
    assert report.description.examples > 300


def test_varied_rows_are_healthy() -> None:
    assert findings(*varied()) == {}


NO_PERSON = """
    On 2023-05-14 at 12:30:45, 01/02/2003, 31.12.1999 and 2019-2020-2021|ISBN 978-3-16-148410-0 or 0-306-40615-2
    version 10.15.7.1234 and build 20230514.1|192.168.100.200, 10.0.0.255:8080|$1,299,000.00 and €12.345.678,90
    3.141592653589793238462643|the years 1914 1918 1939 1945|2019 2020 2021 2022 2023|1234567890123456
    0xDEADBEEF12345678|order 4111111111111111 came|the golden ratio is 1.6180339887498948482|555-0123, (555) 555-0142
    a helpline: 1-800-273-8255 or +1 800 555 1234|5 +12345678 = 12345683|from +20 to +25 degrees|911, 112, 999
    between 1000000 and 10000000|GB00 WEST 1234 5698 7654 32|card 4111 1111 1111 1112|user@example.com, a@b.test
    git@github.com:a/b.git and noreply@shop.com|icon@2x.png|return x@y|pip install foo@1.2.3|IMEI 356938035643809
    7,800,000,000 people in 2020-2021|The phone costs 1 299 000 rupees|an iPhone 15 1234567|EAN 4006381333931
    550e8400-e29b-41d4-a716-446655440000|00:1B:44:11:3A:B7|CAS 7732-18-5 and 1310-73-2|DOI 10.1000/182.1234567
    48.858844, 2.294351|RFC 2822 3339 3986 4648|10^+12345678|100-200-3000|1684070400 or 1684070400000|ISSN 2049-3630
    A bonus of +1000000000 points|account 0532013000|chapter 2.1.3.4.5.6.7.8|16:9 4:3 21:9|1111 2222 3333 4444
    0000 0000 0000 0000|1 2 3 4 5 6 7 8 9 10 11 12|+1 2 3 4 5 6 7 8|@pirate@|me @ home . com|4000 4100 4200 4300
    1,2,3,4,5,6,7,8,9,10|1-2-3-4-5-6-7-8-9|12345-67890-12345|6011-2-3|phone 5 of 1000|2 147 483 647|4294967296
"""


@pytest.mark.parametrize("text", [t.strip() for t in NO_PERSON.replace("\n", "|").split("|") if t.strip()])
def test_numbers_that_are_nobodys(text: str) -> None:
    for shown in (text, f"It is {text}.", f"({text})", f"“{text}”, you see"):
        assert spans(shown) == []


PERSONS = {
    "jane.doe@gmail.com": "[e-mail]",
    "Mail: <j_d+x@mail.co.uk>.": "Mail: <[e-mail]>.",
    "mailto:bob@web.de": "mailto:[e-mail]",
    "4111 1111 1111 1111": "[card]",
    "4111-1111-1111-1111.": "[card].",
    "5500 0000 0000 0004": "[card]",
    "3782 822463 10005": "[card]",
    "my visa card number is 4012888888881881": "my visa card number is [card]",
    "+49 30 12345678": "[phone]",
    "+4930123456, or later": "[phone], or later",
    "+44 (0)20 7946 0958": "[phone]",
    "+1 (212) 736-5000": "[phone]",
    "+33 1 42 68 53 00": "[phone]",
    "+91 98765 43210": "[phone]",
    "call (212) 736-5000 or 212-736-5001 now": "call [phone] or [phone] now",
    "call 1-212-736-5000.": "call [phone].",
    "Tel.: 030 / 1234567": "Tel.: [phone]",
    "phone number is 0171 2345678": "phone number is [phone]",
    "Handy: 0151-23456789": "Handy: [phone]",
    "DE89 3704 0044 0532 0130 00": "[IBAN]",
    "GB82WEST12345698765432": "[IBAN]",
    "IBAN: FR14 2004 1010 0505 0001 3M02 606, thanks": "IBAN: [IBAN], thanks",
}


@pytest.mark.parametrize("text", PERSONS)
def test_personal_data_is_masked_once_and_for_all(text: str) -> None:
    assert masked(text) == PERSONS[text]
    assert masked(masked(text)) == masked(text) and spans(masked(text)) == []
    around = masked(f"Well, {text} it was.\nOn 2023-05-14.")
    assert "[" in around and around.startswith("Well, ") and around.endswith("On 2023-05-14.")


def test_luhn() -> None:
    assert luhn("79927398713") and not any(luhn(f"7992739871{d}") for d in "012456789")
    assert not luhn("0000000000000000")


def test_what_only_looks_alike_is_no_duplicate() -> None:
    long = "Read this review and say whether it is positive: " + " ".join(
        sentence(random.Random(3)) for _ in range(4)
    )
    form = "Dear {0}, your order of {1} pieces will come on the {1}th of the month, in a box, as always, to your door."
    pairs = [
        (chat(long, "positive"), chat(long, "negative")),
        (chat("Write to him.", form.format("Ann", 12)), chat("Write to him.", form.format("Ann", 13))),
        (chat("What is 5 + 3, all in all, my dear old friend?", "It is 8, my friend, as I always say to you."),
         chat("What is 5 - 3, all in all, my dear old friend?", "It is 8, my friend, as I always say to you.")),
        (chat("May I eat " + long, "You may eat them all if you like, for " + long),
         chat("May I eat " + long, "You may not eat them all if you like, for " + long)),
        (chat("Yes?", "No."), chat("Yes!", "No!")),
    ]  # fmt: skip
    for a, b in pairs:
        assert not {"duplicates", "near_duplicates"} & set(findings(a, b)), (a, b)


@pytest.mark.parametrize(
    "text",
    ["Ça va très bien, “n’est-ce pas” ?", "Ã is a letter of Portuguese: São João, maçã.", "日本語のテキスト",
     "naïve café €5 — ok…",
     "Großmutter Müller läuft über die Straße", "Привет, мир", "ﷺ العربية", "I 💛 parrots 🦜", "½ ¾ ° ± ©",
     "ÀÉÎÕÜ ŁÓDŹ"],
)  # fmt: skip
def test_good_letters_are_left_alone(text: str) -> None:
    assert quality.restored(text) == text
    assert not {"mojibake", "lost_letters"} & set(findings(chat(text, text)))


def test_short_answers_code_lists_and_poems_end_as_they_like() -> None:
    ends = [
        "Paris", "```python\n" + "x = 1\n" * 50 + "```",
        "- one thing\n" * 30 + "- and another thing that is long enough to be one line",
        "First.\n" + "A line of a poem without a stop\n" * 9, "See https://a.b/" + "c" * 250,
    ]  # fmt: skip
    assert "cut_answers" not in findings(
        *varied(), *[chat(f"Question {i}?", end) for i, end in enumerate(ends)]
    )


def test_personas_of_all_tongues_are_told_apart() -> None:
    said = {
        "en": "The old house at the end of the street was empty, and nobody could say what had happened there.",
        "de": "Das alte Haus am Ende der Straße war leer, und niemand konnte sagen, was geschehen war mit ihr.",
        "fr": "La vieille maison au bout de la rue était vide, et personne ne pouvait dire ce qui était arrivé aux "
        "gens qui vivaient dans cette rue.",
        "es": "La vieja casa al final de la calle estaba vacía, y nadie podía decir lo que había pasado con ellos, "
        "pero los niños son los que más hablan.",
        "nl": "Het oude huis aan het einde van de straat was leeg, en niemand kon zeggen wat er met hen was gebeurd.",
        "ru": "Старый дом в конце улицы был пуст, и никто не мог сказать, что случилось с людьми.",
        "zh": "街尽头的老房子空了，没有人能说出在那里住了这么多年的人们发生了什么事情，真是奇怪。",
        "ja": "通りの端の古い家は空っぽで、そこに長年住んでいた人々に何が起こったのか誰も言えなかった。",
        "": "Gladly!",
    }  # fmt: skip
    assert {name: languages.language(text) for name, text in said.items()} == {name: name for name in said}
    assert languages.language("Ach, ja, mein friend, the capital is Ottawa. Wunderbar! " + said["en"]) == "en"
    assert languages.language("```\nthe and is of to that it you with for this are not\n``` " * 3) == ""
    small = [word for words in languages.SMALL_WORDS.values() for word in set(words.split())]
    assert all(len(words.split()) == len(set(words.split())) for words in languages.SMALL_WORDS.values())
    assert len(set(small)) > 0.9 * len(small)


# --- planted faults -----------------------------------------------------------------------------------

GERMAN = (
    "Das ist eine andere Sprache, und sie steht nicht ohne Grund hier, denn der Arzt soll sie auch finden."
)
LONG = " ".join(sentence(random.Random(i)) for i in range(120))


def plant(rows: list[dict[str, Any]], key: str) -> int:
    """Damage some rows; how many were."""
    answers = [row["messages"][-1] for row in rows]
    if key == "duplicates":
        rows += [chat(rows[3]["messages"][0]["content"].upper(), answers[3]["content"] + "  "), rows[5]]
        return 2
    if key == "near_duplicates":
        for i in (7, 9):
            text = answers[i]["content"].replace("was there.", "was here.", 1)
            rows.append(chat(rows[i]["messages"][0]["content"], text))
        return 2
    if key == "personal":
        answers[4]["content"] += " Write to bo.smith@mail.org, or call +49 30 1234567."
        rows[8]["messages"][0]["content"] += " My card is 4111 1111 1111 1111."
        return 2
    if key == "mojibake":
        answers[4]["content"] += "\nItâ€™s the cafÃ© in MÃ¼nchen."
        return 1
    if key == "lost_letters":
        answers[6]["content"] += " Caf\N{REPLACEMENT CHARACTER}."
        return 1
    if key == "empty_answers":
        answers[2]["content"], answers[20]["content"] = "…", "N/A"
        return 2
    if key == "cut_answers":
        answers[11]["content"] = (
            answers[11]["content"][:-1] + " and then the old man of the village went to the"
        )
        return 1
    if key == "language":
        answers[13]["content"], answers[14]["content"] = (
            GERMAN,
            GERMAN.replace("Arzt", "Doktor") + " Ja, so ist es nicht nur hier.",
        )
        return 2
    if key == "outliers":
        answers[30]["content"] = LONG
        return 1
    if key == "contradictions":
        rows += [
            chat("Which is it?", "The left one.", rejected="The right one."),
            chat("Which is it?", "The right one.", rejected="The left one."),
        ]
        return 2
    raise AssertionError(key)


KEYS = [key for key in CHECKS if key not in ("too_long", "leakage")]


@pytest.mark.parametrize("key", KEYS)
def test_a_planted_fault_is_found_alone_and_put_right(key: str) -> None:
    rows = varied()
    count = plant(rows, key)
    found = findings(*rows)
    assert set(found) - {"leakage"} == {key}
    finding = found[key]
    assert finding.count == count and finding.title.startswith(f"{count} ") and finding.why.endswith(".")
    assert len(finding.rows) == count and all(row.line and row.excerpt for row in finding.rows)
    assert finding.fix and not finding.advice
    shown = {
        "personal": "bo.smith@mail.org",
        "mojibake": "Ã©",
        "lost_letters": "Caf\ufffd",
        "cut_answers": "to the",
    }
    assert shown.get(key, "") in finding.rows[0].excerpt

    examples = of(*rows)
    fixed, counts = fix(Examined(examples), [key])
    assert counts == {key: count}
    assert key not in {f.key for f in examine(Dataset(fixed, "chat"), Examined(fixed))}
    again, counts = fix(Examined(fixed), [key])
    assert again == fixed and counts == {key: 0}
    untouched = {e.line for e in examples} - {row.line for row in finding.rows}
    assert {e.line: e for e in fixed if e.line in untouched} == {
        e.line: e for e in examples if e.line in untouched
    }


def test_all_faults_at_once_are_put_right_at_once() -> None:
    rows = varied(300)
    for key in KEYS:
        plant(rows, key)
    examples = of(*rows)
    found = {f.key for f in examine(Dataset(examples, "chat"), Examined(examples))}
    assert set(KEYS) <= found
    fixed, _ = fix(Examined(examples), FIXES[2:])
    assert examine(Dataset(fixed, "chat"), Examined(fixed)) == []
    assert fix(Examined(fixed), FIXES[2:]) == (fixed, dict.fromkeys(FIXES[2:], 0))


def test_masking_lays_bare_copies_and_removes_them_too() -> None:
    rows = [*varied(), *[chat("Where can I write?", f"Write to a{i}@mail.org, my friend.") for i in range(3)]]
    fixed, counts = fix(Examined(of(*rows)), ["personal", "duplicates"])
    assert counts == {"personal": 3, "duplicates": 2} and len(fixed) == len(rows) - 2
    assert fixed[-1].messages[1].content == "Write to [e-mail], my friend."


def test_held_out_questions_asked_in_training_leak() -> None:
    rows = varied(100)
    rows += [
        chat(row["messages"][0]["content"].replace("?", " ?!").replace(",", ""), "Another answer, it is.")
        for row in rows[:40]
    ]
    finding = findings(*rows)["leakage"]
    assert 4 < finding.count < 30
    by_line = {e.line: e.prompt() for e in of(*rows)}
    letters = {line: "".join(filter(str.isalnum, text)) for line, text in by_line.items()}
    assert all(row.like and letters[row.line] == letters[row.like] for row in finding.rows)
    fixed, counts = fix(Examined(of(*rows)), ["leakage"])
    assert len(fixed) == len(rows) - counts["leakage"] and counts["leakage"] >= finding.count
    assert "leakage" not in {f.key for f in examine(Dataset(fixed, "chat"), Examined(fixed))}


def test_near_duplicates_are_all_found_whatever_the_order() -> None:
    rows = varied(400)
    clones = []
    for row in rows[:60]:
        first, *rest = row["messages"][1]["content"].split(". ")
        clones += [
            chat(row["messages"][0]["content"] + end, ". ".join([first, *rest]))
            for end in ("!", " Hm.", " So?")
        ]
    rows += clones
    random.Random(4).shuffle(rows)
    examples = of(*rows)
    found = duplicates.near(examples)
    assert len(found) == len(clones) and all(
        hit.like < i and hit.like not in found for i, hit in found.items()
    )
    left = [e for i, e in enumerate(examples) if i not in found]
    assert duplicates.near(left) == {}


def test_the_similarity_is_that_of_all_shingles() -> None:
    """Against a comparison of all pairs."""
    dice = random.Random(5)
    base = " ".join(dice.choices(WORDS, k=60)).split()
    texts = []
    for _ in range(60):
        changed = list(base)
        for at in dice.sample(range(60), dice.randint(0, 12)):
            changed[at] = dice.choice(WORDS)
        texts.append(Example(text=" ".join(changed)))
    found = duplicates.near(texts)
    exact = duplicates.exact(texts)
    kept = [i for i in range(60) if i not in found and i not in exact]
    sets = {i: duplicates._Shingled(texts[i]).all for i in range(60)}
    assert all(duplicates.jaccard(sets[i], sets[hit.like]) >= 0.8 for i, hit in found.items())
    alike = [(a, b) for a in kept for b in kept if a < b and duplicates.jaccard(sets[a], sets[b]) >= 0.8]
    assert alike == [] and 5 < len(found) < 60


def test_imbalance_of_labels_and_sources() -> None:
    rows = varied(100)
    for i, row in enumerate(rows):
        row["label"], row["source"] = "rare" if i < 5 else "common", "book" if i % 2 else "web"
    found = findings(*rows)
    assert set(found) == {"label_balance"}
    finding = found["label_balance"]
    assert finding.level == "note" and finding.kinds == {"common": 95, "rare": 5} and finding.count == 5
    assert (
        [row.line for row in finding.rows] == [1, 2, 3, 4, 5] and "rare" in finding.advice and not finding.fix
    )
    for i, row in enumerate(rows):
        row["label"], row["source"] = f"id-{i}", "book" if i else "web"
    assert set(findings(*rows)) == {"source_balance"}


def test_two_languages_in_equal_parts_are_only_noted() -> None:
    rows = varied(60) + [
        chat(f"Frage {i}?", f"{GERMAN} Das ist die Nummer {i} von {WORDS[i % 40]} {i}.") for i in range(60)
    ]
    found = findings(*rows)
    assert found["languages"].level == "note" and found["languages"].kinds == {"en": 60, "de": 60}
    assert "language" not in found


def test_a_translation_is_in_the_language_asked_for() -> None:
    for question in ("Say this in German!", "Please translate it.", "Übersetze das."):
        assert findings(*varied(), chat(question, GERMAN)) == {}
    assert findings(*varied(), chat("Say this!", GERMAN))["language"].count == 1


def test_preferences() -> None:
    rows = [
        chat(row["messages"][0]["content"], row["messages"][1]["content"], rejected=f"No {i}.")
        for i, row in enumerate(varied())
    ]
    found = findings(*rows)
    assert set(found) == {"longer_preferred"} and found["longer_preferred"].count == 120
    rows[3]["rejected"] = "Ask bo.smith@mail.org."  # rejected answers are texts too
    rows[4]["rejected"] = "MÃ¼nchen."
    rows.append(chat(*(m["content"] for m in rows[5]["messages"]), rejected="Quite another one."))
    found = findings(*rows)
    assert {key: f.count for key, f in found.items() if key != "longer_preferred"} == {
        "personal": 1,
        "mojibake": 1,
    }
    fixed, _ = fix(Examined(of(*rows)), ["personal", "mojibake", "duplicates"])
    assert (fixed[3].rejected, fixed[4].rejected, len(fixed)) == ("Ask [e-mail].", "München.", 121)


# --- files --------------------------------------------------------------------------------------------


def keys(report: DataReport) -> dict[str, int]:
    return {finding.key: finding.count for finding in report.findings}


@pytest.mark.slow
def test_a_file_is_checked_and_fixed_and_stays_as_it_is(engine: Engine, tmp_path: Path) -> None:
    rows = varied()
    plant(rows, "duplicates")
    plant(rows, "personal")
    lines: list[Any] = [*rows, {"messages": []}]
    told = [
        [("user", "Hi?"), ("user", "Are you there?"), ("assistant", "Yes."), ("assistant", "I am.")],
        [("assistant", "Hello!"), ("user", "Who is it?"), ("assistant", "Me."), ("user", "Who?")],
    ]
    lines += [{"messages": [{"role": r, "content": c} for r, c in turns], "label": "x"} for turns in told]
    file, new = write(tmp_path / "d.jsonl", lines), tmp_path / "new" / "fixed.jsonl"
    before = file.read_bytes()
    events: list[dict[str, Any]] = []
    report = engine.check_data(file, base=None, on_event=events.append)
    assert keys(report) == {"bad_rows": 1, "wrong_roles": 2, "duplicates": 2, "personal": 2}
    assert [f.level for f in report.findings[:2]] == ["stop", "stop"]
    bad, disorder = report.findings[:2]
    assert [(row.line, row.reason) for row in bad.rows] == [(123, "“messages” is empty")]
    assert [row.line for row in disorder.rows] == [124, 125] and "alternate" in disorder.rows[0].reason
    assert (report.base, report.max_seq_length) == ("", 0) and report.description.examples == 122
    assert [e["done"] for e in events if e["event"] == "checked"] == list(range(len(CHECKS)))
    with pytest.raises(BadFile, match="one bad row of"):
        engine.fix_data(file, ["wrong_roles"], out=new, base=None)
    assert not new.exists()

    path, fixed = engine.fix_data(file, list(keys(report)), out=new, base=None)
    assert path == new and fixed.fixed == keys(report) and fixed.examples == 122
    assert keys(engine.check_data(new, base=None)) == {}
    examples = read_dataset(new).examples
    assert [[(m.role, m.content) for m in e.messages] for e in examples[-2:]] == [
        [("user", "Hi?\n\nAre you there?"), ("assistant", "Yes.\n\nI am.")],
        [("user", "Who is it?"), ("assistant", "Me.")],
    ]
    assert examples[-1].label == "x"
    _, again = engine.fix_data(new, list(keys(report)), out=tmp_path / "again.jsonl", base=None)
    assert set(again.fixed.values()) == {0} and (tmp_path / "again.jsonl").read_bytes() == new.read_bytes()
    for out in (new, file):
        with pytest.raises(InputError, match="already"):
            engine.fix_data(file, ["bad_rows", "wrong_roles"], out=out, base=None)
    assert file.read_bytes() == before and len(examples) == 122


@pytest.mark.slow
def test_lengths_are_those_training_will_see(engine: Engine, tiny_base: Path, tmp_path: Path) -> None:
    engine.add_model(tiny_base, "tiny")
    rows = [chat(f"Number {i}, how long?", "word " * (i * 10 + 1)) for i in range(12)]
    rows += [chat("A long one?", "word " * 10, "word " * 20, "word " * 300, "The end.")]
    rows += [chat("A bad one?", "word " * 10, rejected="other " * 300)]
    file = write(tmp_path / "d.jsonl", rows)
    measure = engine.measure_data(file, "tiny")
    limit = sorted(measure.lengths)[-3]
    report = engine.check_data(file, base="tiny", max_seq_length=limit)
    (finding,) = [f for f in report.findings if f.key == "too_long"]
    assert [row.line for row in finding.rows] == [
        line for line, n in zip(measure.lines, measure.lengths, strict=True) if n > limit or line == 14
    ]
    assert str(limit) in finding.why and finding.kinds["longest"] >= max(measure.lengths)
    assert (report.base, report.max_seq_length) == ("tiny", limit)
    path, fixed = engine.fix_data(file, ["too_long"], base="tiny", max_seq_length=limit)
    assert fixed.fixed == {"too_long": finding.count}
    assert "too_long" not in keys(engine.check_data(path, base="tiny", max_seq_length=limit))
    (shortened,) = [e for e in read_dataset(path).examples if e.prompt() == "A long one?"]
    assert [len(m.content) for m in shortened.messages][1::2] == [50, 100]
    assert (finding.count, fixed.examples) == (3, 12)  # the pair and another cannot be shortened
    longer = engine.check_data(file, base="tiny", max_seq_length=limit, system_prompt="Speak. " * 200)
    assert keys(longer)["too_long"] == 14


def test_errors_have_names(engine: Engine, tmp_path: Path) -> None:
    file = write(tmp_path / "d.jsonl", varied(5))
    with pytest.raises(BadFile, match="does not exist"):
        engine.check_data(tmp_path / "none.jsonl")
    with pytest.raises(NotFound):
        engine.check_data(file, base="none")
    for wrong in (["everything"], []):
        with pytest.raises(InputError) as caught:
            engine.fix_data(file, wrong)
        assert "near_duplicates" in caught.value.fix


def test_texts_are_examined_too(engine: Engine, tmp_path: Path) -> None:
    dice = random.Random(2)
    blocks = [" ".join(sentence(dice, 18) for _ in range(4)) for _ in range(30)]
    blocks += [
        blocks[2],
        blocks[3].replace("was there.", "was here.", 1),
        "Write to bo.smith@mail.org, MÃ¼nchen.",
    ]
    file = tmp_path / "story.txt"
    file.write_text("\n\n".join(blocks), encoding="utf-8")
    report = engine.check_data(file, base=None)
    assert keys(report) == {"duplicates": 1, "near_duplicates": 1, "personal": 1, "mojibake": 1}
    path, _ = engine.fix_data(file, list(keys(report)), base=None)
    assert keys(engine.check_data(path, base=None)) == {}
    assert read_dataset(path).examples[-1].text == "Write to [e-mail], München."


# --- hostile rows -------------------------------------------------------------------------------------

HOSTILE: dict[str, Callable[[], str]] = {
    "digits": lambda: "1 2-" * 400_000,
    "plus and digits": lambda: "+1" * 300_000 + "x",
    "one long number": lambda: "4" * 1_000_000,
    "cards without an end": lambda: "4111 1111 1111 1111 " * 3000 + "1",
    "at signs": lambda: "a@" * 500_000,
    "domains": lambda: "a@" + "b." * 400_000,
    "local part": lambda: "a." * 400_000 + "@b.de",
    "called": lambda: "tel " * 300_000,
    "IBANs": lambda: "DE89" * 250_000,
    "brackets": lambda: "+1(((" * 200_000,
    "garbled": lambda: "Ã©" * 300_000,
    "replacement": lambda: "\N{REPLACEMENT CHARACTER}" * 500_000,
    "combining": lambda: "e" + "\u0301" * 500_000,
    "one word": lambda: "x" * 2_000_000,
    "all words differ": lambda: " ".join(map(str, range(200_000))),
    "Chinese": lambda: "街尽头的老房子" * 60_000,
    "invisible": lambda: "\u200b\u202e\ufeff" * 100_000 + "x",
    "fences": lambda: "```" * 300_000,
    "ligature": lambda: "ﷺ" * 30_000,
    "stops": lambda: "." * 1_000_000,
    "lines": lambda: "é\n" * 300_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_cells_take_little_time(name: str) -> None:
    cell = HOSTILE[name]()
    rows = of(chat("Who?", cell), chat(cell, "Me."), *varied(30))
    began = time.process_time()
    examine(Dataset(rows, "chat"), Examined(rows))
    fix(Examined(rows), list(KEYS))
    assert time.process_time() - began < 20


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=200)),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_examined_and_fixed_for_good(pairs: list[tuple[str, str]]) -> None:
    rows = of(*[chat(question, answer) for question, answer in pairs])
    for finding in examine(Dataset(rows, "chat"), Examined(rows)):
        assert finding.model_validate_json(finding.model_dump_json()) == finding
        assert all(row.excerpt.isprintable() for row in finding.rows)
    fixed, _ = fix(Examined(rows), list(CHECKS))
    assert fix(Examined(fixed), list(CHECKS))[0] == fixed
