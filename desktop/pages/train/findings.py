"""What the check found in the data, worst first, each with what can be done about it. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QCoreApplication

from desktop.amounts import number
from desktop.engine_text import engine_text
from desktop.pages.train.plan import LEAST_EXAMPLES, Plan, plural

if TYPE_CHECKING:
    from engine.types import DataMeasure

Level = Literal["stop", "warn", "ok"]
FEW, COMFORTABLE = 50, 200
_LISTED = 200  # bad rows listed; the count tells of the rest
translate = QCoreApplication.translate


@dataclass(frozen=True)
class Fix:
    """A button: `key` says what it does, `value` with what."""

    key: Literal["bad_rows", "duplicates", "lines", "raise_limit", "add", "other"]
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


def find(
    plan: Plan, dataset: Any, about: Any, measure: DataMeasure | None, limit: int, longest: int
) -> list[Finding]:
    """Findings on a dataset. `limit` is max_seq_length, `longest` the most the base model can read."""
    found = [
        _bad_rows(dataset.problems, about.examples),
        _left_out(plan),
        _duplicates(about),
        _few(about.examples),
    ]
    if measure is not None:
        found.append(_too_long(measure, limit, longest))
    found += [_contents(dataset.format, about), _parts(measure), _repeated(about)]
    order = {"stop": 0, "warn": 1, "ok": 2}
    return sorted((f for f in found if f), key=lambda f: order[f.level])


def _bad_rows(problems: Sequence[Any], good: int) -> Finding | None:
    if not problems:
        return None
    count = len(problems)
    title = plural(
        count,
        translate("Train", "{0} row cannot be used"),
        translate("Train", "{0} rows cannot be used"),
    )
    fix = plural(
        count, translate("Train", "Leave out {0} bad row"), translate("Train", "Leave out {0} bad rows")
    )
    line = translate("Train", "Line {0}: {1}")
    rows = [line.format(number(p.line), engine_text(p.reason)) for p in problems[:_LISTED]]
    if count > _LISTED:
        rows.append(translate("Train", "… and {0} more").format(number(count - _LISTED)))
    fixes = [Fix("bad_rows", fix)] if good else []
    detail = translate("Train", "Macaw drops nothing in silence: say what is to happen to them.")
    return Finding("bad_rows", "stop", title, detail, rows, [*fixes, _other()])


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


def _duplicates(about: Any) -> Finding | None:
    if not about.duplicates:
        return None
    title = plural(
        about.duplicates,
        translate("Train", "{0} example is there twice"),
        translate("Train", "{0} examples are copies of others"),
    )
    fix = plural(
        about.duplicates,
        translate("Train", "Remove {0} duplicate"),
        translate("Train", "Remove {0} duplicates"),
    )
    detail = translate("Train", "Copies weigh more than the rest, and are learned by heart sooner.")
    return Finding("duplicates", "warn", title, detail, fixes=[Fix("duplicates", fix)])


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


def _too_long(measure: DataMeasure, limit: int, longest: int) -> Finding | None:
    if not measure.lengths:
        return None
    top = max(measure.lengths)
    line = measure.lines[measure.lengths.index(top)]
    long = [at for n, at in zip(measure.lengths, measure.lines, strict=True) if n > limit]
    if not measure.conversations or not long:
        title = translate("Train", "The longest example has {0} tokens").format(number(top))
        text = (
            translate("Train", "Line {0}. max_seq_length is {1}: nothing is cut.")
            if not long
            else translate(
                "Train", "Line {0}. Texts longer than max_seq_length ({1}) are learned in several parts."
            )
        )
        return Finding("longest", "ok", title, text.format(number(line), number(limit)))
    title = plural(
        len(long),
        translate("Train", "{0} example is too long and would be cut"),
        translate("Train", "{0} examples are too long and would be cut"),
    )
    detail = translate("Train", "max_seq_length is {0} tokens; the longest, at line {1}, has {2}.")
    detail = detail.format(number(limit), number(line), number(top))
    fixes = []
    if top <= longest:
        wanted = -(-top // 64) * 64
        fixes.append(
            Fix(
                "raise_limit",
                translate("Train", "Raise max_seq_length to {0}").format(number(wanted)),
                wanted,
            )
        )
    if len(long) < measure.examples:
        text = plural(
            len(long),
            translate("Train", "Leave out {0} long example"),
            translate("Train", "Leave out {0} long examples"),
        )
        fixes.append(Fix("lines", text, long))
    return Finding("longest", "warn", title, detail, fixes=fixes)


def _contents(format: str, about: Any) -> Finding:
    names = {
        "chat": translate("Train", "Chat JSONL"),
        "completion": translate("Train", "Question and answer pairs"),
        "alpaca": translate("Train", "Alpaca"),
        "sharegpt": translate("Train", "ShareGPT"),
        "csv": translate("Train", "CSV table"),
        "text": translate("Train", "Plain text"),
        "text-jsonl": translate("Train", "Texts as JSONL"),
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
    detail = translate("Train", "The same question never stands on two sides.")
    return Finding("parts", "ok", title.format(number(train), number(valid), number(test)), detail)


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
