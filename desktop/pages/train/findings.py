"""What the check found in the data, worst first, each with what can be done about it. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.amounts import number
from desktop.engine_text import engine_text
from desktop.pages.train.plan import LEAST_EXAMPLES, Plan, plural

if TYPE_CHECKING:
    from engine.api import DataReport
    from engine.api import Finding as EngineFinding
    from engine.types import DataMeasure

Level = Literal["stop", "warn", "note", "ok"]
FEW, COMFORTABLE = 50, 200
_LISTED = 200  # bad rows of joined files
_KINDS = 6
translate = QCoreApplication.translate


@dataclass(frozen=True)
class Fix:
    """A button: “raise_limit” (to `value`), “add”, “other”, or the engine's fixes `value`, called by the first."""

    key: str
    text: str
    value: Any = None


@dataclass(frozen=True)
class Finding:
    """One thing worth knowing. `stop` keeps from going on."""

    key: str
    level: Level
    title: str
    detail: str = ""
    rows: list[str] = field(default_factory=list)
    fixes: list[Fix] = field(default_factory=list)


def find(plan: Plan, report: DataReport, measure: DataMeasure | None, longest: int) -> list[Finding]:
    """Findings on a dataset: the engine's, and what else is worth knowing. `longest` is the most the base can read."""
    about = report.description
    found: list[Finding | None] = [_of_engine(finding, report, longest) for finding in report.findings]
    found += [_left_out(plan), _few(about.examples)]
    if measure is not None and not any(f.key == "too_long" for f in report.findings):
        found.append(_longest(measure, report.max_seq_length))
    found += [_contents(report.format, about), _parts(measure), _repeated(about)]
    order = {"stop": 0, "warn": 1, "note": 2, "ok": 3}
    return sorted((f for f in found if f), key=lambda f: order[f.level])


def _of_engine(found: EngineFinding, report: DataReport, longest: int) -> Finding:
    """A finding of the engine's, in the person's language and with buttons."""
    keys = {finding.key for finding in report.findings}
    fixes = [Fix(found.key, engine_text(found.fix), (found.key,))] if found.fix else []
    if found.key == "bad_rows":
        if "wrong_roles" in keys:  # one copy has to settle all rows that are refused
            text = translate("Train", "Leave out bad rows ({0}), put the others in order")
            fixes = [Fix("bad_rows", text.format(number(found.count)), ("bad_rows", "wrong_roles"))]
        elif not report.description.examples:
            fixes = []
        fixes.append(_other())
    elif found.key == "wrong_roles" and "bad_rows" in keys:
        fixes = []
    elif found.key == "too_long" and (most := found.kinds["longest"]) <= longest:
        wanted = -(-most // 64) * 64
        text = translate("Train", "Raise max_seq_length to {0}").format(number(wanted))
        fixes.insert(0, Fix("raise_limit", text, wanted))
    details = [engine_text(found.why), engine_text(found.advice), _kinds(found)]
    return Finding(
        found.key,
        "stop" if found.level == "stop" else "warn",
        engine_text(found.title),
        " ".join(filter(None, details)),
        _rows(found),
        fixes,
    )


def _rows(found: EngineFinding) -> list[str]:
    one, two = translate("Train", "Line {0}: {1}"), translate("Train", "Line {0}, as line {1}: {2}")
    rows = []
    for row in found.rows:
        text = engine_text(row.reason) if row.reason else row.excerpt  # the data's own words stay as they are
        rows.append(
            two.format(number(row.line), number(row.like), text)
            if row.like
            else one.format(number(row.line), text)
        )
    if rows and found.count > len(rows):
        rows.append(translate("Train", "… and {0} more").format(number(found.count - len(rows))))
    return rows


def _kinds(found: EngineFinding) -> str:
    """What was found by kind, such as “English 96, Deutsch 3”."""
    if found.key == "too_long":
        return ""
    named = QLocale.nativeLanguageName if found.key in ("language", "languages") else None
    names = {kind: (named(QLocale(kind)) if named else "") or kind for kind in found.kinds}
    if found.key == "personal":  # as it will stand in the copy
        names = {kind: f"[{kind}]" for kind in found.kinds}
    shown = [f"{names[kind]} {number(count)}" for kind, count in list(found.kinds.items())[:_KINDS]]
    return f"({', '.join(shown)})" if shown else ""


def _left_out(plan: Plan) -> Finding | None:
    if not plan.left_out:
        return None
    title = plural(
        len(plan.left_out),
        translate("Train", "{0} bad row was left out when the files were joined"),
        translate("Train", "{0} bad rows were left out when the files were joined"),
    )
    rows = [
        translate("Train", "{0}, line {1}: {2}").format(file, number(line), engine_text(reason))
        for file, line, reason in plan.left_out[:_LISTED]
    ]
    return Finding("left_out", "warn", title, rows=rows)


def _few(examples: int) -> Finding | None:
    if examples >= FEW:
        return None
    title = plural(examples, translate("Train", "Only {0} example"), translate("Train", "Only {0} examples"))
    if examples < LEAST_EXAMPLES:
        detail = translate("Train", "At least {0} are needed.").format(LEAST_EXAMPLES)
    else:
        detail = translate("Train", "A voice begins to be heard with about {0}, and is comfortable with {1}.")
        detail = detail.format(FEW, COMFORTABLE)
    level: Level = "stop" if examples < LEAST_EXAMPLES else "warn"
    return Finding("few", level, title, detail, fixes=[Fix("add", translate("Train", "Add examples"))])


def _longest(measure: DataMeasure, limit: int) -> Finding | None:
    if not measure.lengths:
        return None
    top = max(measure.lengths)
    line = measure.lines[measure.lengths.index(top)]
    title = translate("Train", "The longest example has {0} tokens").format(number(top))
    text = (
        translate("Train", "Line {0}. max_seq_length is {1}: nothing is cut.")
        if top <= limit
        else translate(
            "Train", "Line {0}. Texts longer than max_seq_length ({1}) are learned in several parts."
        )
    )
    return Finding("longest", "ok", title, text.format(number(line), number(limit)))


def _contents(format: str, about: Any) -> Finding:
    names = {
        "chat": translate("Train", "Chat JSONL"),
        "completion": translate("Train", "Question and answer pairs"),
        "alpaca": translate("Train", "Alpaca"),
        "sharegpt": translate("Train", "ShareGPT"),
        "csv": translate("Train", "CSV table"),
        "text": translate("Train", "Plain text"),
        "dialogue": translate("Train", "Questions and answers as text"),
        "text-jsonl": translate("Train", "Texts as JSONL"),
        "preference": translate("Train", "Preference pairs"),
    }
    one, many = (
        (translate("Train", "{0} conversation"), translate("Train", "{0} conversations"))
        if about.conversations
        else (translate("Train", "{0} text"), translate("Train", "{0} texts"))
    )
    title = translate("Train", "{0}: {1}").format(
        names.get(format, format), plural(about.examples, one, many)
    )
    details = []
    if "assistant" in about.turns:
        text = translate("Train", "{0} answers to learn, {1} characters long on average.")
        mean = number(round(about.mean_turn_chars["assistant"]))
        details.append(text.format(number(about.turns["assistant"]), mean))
    if "system" in about.turns:
        details.append(
            plural(
                about.turns["system"],
                translate("Train", "{0} brings a system prompt of its own."),
                translate("Train", "{0} bring a system prompt of their own."),
            )
        )
    return Finding("contents", "ok", title, " ".join(details))


def _parts(measure: DataMeasure | None) -> Finding | None:
    if measure is None:
        return None
    train, valid, test = (measure.counts.get(part, 0) for part in ("train", "valid", "test"))
    title = translate("Train", "{0} to learn from, {1} to validate, {2} held out for the proof")
    details = [translate("Train", "The same question never stands on two sides.")]
    if not valid:
        details.append(
            translate("Train", "Without examples to validate, the last step is kept, not the best.")
        )
    if not test:
        details.append(
            translate(
                "Train",
                "Without held-out examples, the proof that it speaks as trained uses those it learned.",
            )
        )
    level: Level = "ok" if valid and test else "note"
    return Finding(
        "parts", level, title.format(number(train), number(valid), number(test)), " ".join(details)
    )


def _repeated(about: Any) -> Finding | None:
    repeated = about.repeated_prompts - about.duplicates
    if repeated <= 0:
        return None
    title = plural(
        repeated,
        translate("Train", "{0} question has more than one answer"),
        translate("Train", "{0} questions come again with another answer"),
    )
    return Finding("repeated", "ok", title, translate("Train", "That is fine: they are split together."))


def _other() -> Fix:
    return Fix("other", translate("Train", "Choose another file"))
