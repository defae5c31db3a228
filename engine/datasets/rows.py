"""One row of any format -> one checked `Example`, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.datasets.types import Example, Format, Problem
from engine.types import Message, Role

Row = Mapping[str, Any]

# (the user's column, the assistant's column), for JSON objects and CSV alike.
PAIRS: tuple[tuple[str, str], ...] = (
    ("prompt", "completion"),
    ("prompt", "response"),
    ("instruction", "output"),
    ("question", "answer"),
    ("user", "assistant"),
    ("input", "output"),
)
_SPEAKERS: dict[str, Role] = {
    "human": "user",
    "user": "user",
    "gpt": "assistant",
    "assistant": "assistant",
    "system": "system",
}
_ROLES: dict[str, Role] = {"system": "system", "user": "user", "assistant": "assistant"}
_SURROGATE = re.compile("[\ud800-\udfff]")


class RowError(ValueError):
    """Why a row cannot be used, to follow "line N: "; and the example it could be with its turns in order."""

    def __init__(self, reason: str, mended: Example | None = None) -> None:
        super().__init__(reason)
        self.mended = mended


def recognise(row: object) -> Format | None:
    """The format a JSON row is in by its keys, or None."""
    if not isinstance(row, Mapping):
        return None
    if "chosen" in row and "rejected" in row:
        return "preference"
    if "messages" in row:
        return "chat"
    if "conversations" in row:
        return "sharegpt"
    if "instruction" in row and "output" in row:
        return "alpaca"
    if pair_in(row):
        return "completion"
    return "text-jsonl" if "text" in row else None


def pair_in(names: Iterable[str]) -> tuple[str, str] | None:
    """The first of `PAIRS` whose two columns are both among `names`."""
    present = set(names)
    return next((pair for pair in PAIRS if present.issuperset(pair)), None)


def to_example(row: object, kind: Format, line: int) -> Example:
    """Normalise and check one row. Raises `RowError`."""
    if not isinstance(row, Mapping):
        raise RowError(f"is {_named(row)}, not an object")
    label = next((v for v in (row.get("label"), row.get("kind")) if isinstance(v, str)), "")
    source = next((v for v in (row.get("source"),) if isinstance(v, str)), "")
    if _SURROGATE.search(label) or _SURROGATE.search(source):
        raise RowError("its label has an unpaired surrogate, which is not valid text")
    if kind == "text-jsonl":
        return Example(text=_content(row, "text", "the text"), line=line, label=label, source=source)
    rejected = ""
    if kind == "preference":
        messages, rejected = _preference(row)
    else:
        messages = _READERS[kind](row)
        if kind == "chat" and row.get("rejected") is not None:
            rejected = _content(row, "rejected", "“rejected”")
    if rejected and rejected.strip() == messages[-1].content.strip():
        raise RowError("its two answers are the same")
    try:
        _check_turns(messages)
    except RowError as error:
        # Of a pair the last answers must stay what they are.
        if not rejected and (turns := _in_order(messages)):
            error.mended = Example(messages=turns, line=line, label=label, source=source)
        raise
    return Example(messages=tuple(messages), rejected=rejected, line=line, label=label, source=source)


def checked(row: object, kind: Format, line: int) -> Example | Problem:
    """The row as an example, or what is wrong with it."""
    try:
        return to_example(row, kind, line)
    except RowError as error:
        return Problem(line=line, reason=str(error), mended=error.mended)


def _chat(row: Row) -> list[Message]:
    return _turns(row, "messages", "role", "content", _ROLES)


def _sharegpt(row: Row) -> list[Message]:
    turns = row.get("conversations")
    first = turns[0] if isinstance(turns, list) and turns else None
    # Some exports keep ShareGPT's list and use role/content within it.
    by_role = isinstance(first, Mapping) and "from" not in first and "role" in first
    who, what = ("role", "content") if by_role else ("from", "value")
    return _system(row) + _turns(row, "conversations", who, what, _SPEAKERS)


def _pair(row: Row) -> list[Message]:
    pair = pair_in(row)
    if pair is None:
        raise RowError("lacks a pair of columns such as “prompt” and “completion”" + _has(row))
    user = _content(row, pair[0], f"“{pair[0]}”")
    if pair == ("instruction", "output") and row.get("input") not in (None, ""):
        extra = _content(row, "input", "“input”", empty=True)
        user = f"{user}\n\n{extra}" if extra.strip() else user
    answer = _content(row, pair[1], f"“{pair[1]}”")
    return [*_system(row), Message(role="user", content=user), Message(role="assistant", content=answer)]


def _preference(row: Row) -> tuple[list[Message], str]:
    """A conversation that ends with the chosen answer, and the rejected one. Both are texts after a `prompt`, or
    whole conversations that part at their last turn (with the prompt in them or before them)."""
    if isinstance(row.get("chosen"), str):
        prompt = _content(row, "prompt", "“prompt”")
        chosen, rejected = (_content(row, key, f"“{key}”") for key in ("chosen", "rejected"))
        asked = [*_system(row), Message(role="user", content=prompt)]
        return [*asked, Message(role="assistant", content=chosen)], rejected
    before = (
        _turns(row, "prompt", "role", "content", _ROLES)
        if isinstance(row.get("prompt"), list)
        else _system(row)
    )
    if isinstance(row.get("prompt"), str):
        before = [*before, Message(role="user", content=_content(row, "prompt", "“prompt”"))]
    better, worse = (_turns(row, key, "role", "content", _ROLES) for key in ("chosen", "rejected"))
    if better[0].role == "user":  # the prompt is told again
        before = []
    if better[:-1] != worse[:-1] or worse[-1].role != "assistant":
        raise RowError("its two conversations part before their last answer")
    return [*before, *better], worse[-1].content


_READERS: dict[Format, Callable[[Row], list[Message]]] = {
    "chat": _chat,
    "sharegpt": _sharegpt,
    "alpaca": _pair,
    "completion": _pair,
    "csv": _pair,
}


def _system(row: Row) -> list[Message]:
    """A top-level system prompt, where the format keeps it beside the turns; a blank one means none."""
    if row.get("system") is None:
        return []
    text = _content(row, "system", "“system”", empty=True)
    return [Message(role="system", content=text)] if text.strip() else []


def _turns(row: Row, key: str, who: str, what: str, names: Mapping[str, Role]) -> list[Message]:
    turns = row.get(key)
    if not isinstance(turns, list):
        found = f"“{key}” is {_named(turns)}, not a list" if key in row else f"lacks “{key}”" + _has(row)
        raise RowError(found)
    if not turns:
        raise RowError(f"“{key}” is empty")
    messages = []
    for number, turn in enumerate(turns, 1):
        if not isinstance(turn, Mapping):
            raise RowError(f"turn {number} is {_named(turn)}, not an object")
        speaker = turn.get(who)
        if not isinstance(speaker, str):
            raise RowError(
                f"turn {number}: “{who}” is {_named(speaker)}" + ("" if speaker is None else ", not text")
            )
        if speaker not in names:
            raise RowError(f"turn {number} has the unknown role {_clip(speaker)} (known: {', '.join(names)})")
        content = _content(turn, what, f"turn {number}: “{what}”")
        messages.append(Message(role=names[speaker], content=content))
    return messages


def _check_turns(messages: list[Message]) -> None:
    """An optional system prompt, then user and assistant in turn, ending with the assistant."""
    roles = [message.role for message in messages]
    if "system" in roles[1:]:
        raise RowError(f"turn {roles.index('system', 1) + 1} is a system turn; only the first may be")
    if "assistant" not in roles:
        raise RowError("has no assistant turn, so nothing to learn from")
    start = 1 if roles[0] == "system" else 0
    for number, role in enumerate(roles[start:], start + 1):
        due = ("user", "assistant")[(number - start - 1) % 2]
        if role != due:
            raise RowError(f"turn {number} is the {role}'s, but the {due}'s is due: the two must alternate")
    if roles[-1] != "assistant":
        raise RowError("ends with the user's turn, which has no answer to learn from")


def _in_order(messages: list[Message]) -> tuple[Message, ...]:
    """The turns with neighbours of one speaker joined, and without an answer before the first question or a question
    behind the last answer; empty if no conversation is left of them."""
    turns: list[Message] = []
    for message in messages:
        if turns and turns[-1].role == message.role:
            content = f"{turns[-1].content}\n\n{message.content}"
            turns[-1] = Message(role=message.role, content=content)
        else:
            turns.append(message)
    first = 1 if turns[0].role == "system" else 0
    if turns[first:] and turns[first].role == "assistant":
        del turns[first]
    if turns and turns[-1].role == "user":
        del turns[-1]
    try:
        _check_turns(turns)
    except (RowError, IndexError):
        return ()
    return tuple(turns)


def _content(row: Row, key: str, name: str, *, empty: bool = False) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise RowError(f"{name} is missing" if value is None else f"{name} is {_named(value)}, not text")
    if not empty and not value.strip():
        raise RowError(f"{name} is empty")
    if "\0" in value:
        raise RowError(f"{name} has a NUL character")
    if found := _SURROGATE.search(value):
        raise RowError(f"{name} has an unpaired surrogate (\\u{ord(found[0]):04x}), which is not valid text")
    return value


def _named(value: object) -> str:
    if value is None:
        return "missing or null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "an object"


def _has(row: Row) -> str:
    keys = ", ".join(_clip(str(key)) for key in list(row)[:5])
    return f" (it has {keys})" if keys else " (it has no keys)"


def _clip(text: str) -> str:
    return ascii(text if len(text) <= 40 else text[:39] + "…") if not text.isprintable() else f"“{text[:40]}”"
