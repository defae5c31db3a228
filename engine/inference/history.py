"""Which turns of a long conversation still fit the context: the oldest give way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from engine.types import Message

Count = Callable[[Sequence[Message]], int]


def newest_that_fit(messages: Sequence[Message], n_ctx: int, answer: int, count: Count) -> list[Message]:
    """`messages` without as many of the oldest turns as it takes, so that `answer` tokens of `n_ctx` stay free.

    A system message at the beginning and the newest question always stay, whether they fit or not. Turns go by
    steps of a quarter of the context: then the beginning of the prompt is the same for several answers, and
    what was read need not be read anew each time. `count` gives the tokens of a conversation's prompt.
    """
    whole = count(messages)
    over = whole - (n_ctx - answer)
    first = int(messages[0].role == "system")
    starts = [at for at in range(first, len(messages)) if messages[at].role == "user"]
    if over <= 0 or len(starts) < 2:
        return list(messages)
    step = n_ctx // 4
    most = whole - -(-over // step) * step

    def fits(at: int) -> bool:
        return count([*messages[:first], *messages[at:]]) <= most

    return [*messages[:first], *messages[starts[bisect_left(starts[:-1], True, key=fits)] :]]
