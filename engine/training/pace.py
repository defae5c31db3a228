"""How fast a run goes, and when it will be done."""

from __future__ import annotations

from collections import deque
from statistics import median

_WINDOW = 20  # steps that count
_LEAST = 3  # steps from which one knows what is usual
_FAR = 5  # times as long as usual
_PAUSE = 2.0  # seconds beyond the usual: less is not worth a thought


class Pace:
    """The pace of the newest steps.

    A step that took far longer than its like was no work but a pause (a laptop asleep, a process held up), and
    counts as much as its like. Two such in a row are the new pace.
    """

    def __init__(self) -> None:
        self._steps: deque[tuple[int, float]] = deque(maxlen=_WINDOW)
        self._far = False  # whether the newest step was so

    def add(self, tokens: int, seconds: float) -> float:
        """Take in a step over `tokens` that took `seconds`; returns how many of these were work."""
        usual = self._usual(tokens)
        far = usual is not None and seconds > _FAR * usual and seconds > usual + _PAUSE
        worked = usual if usual is not None and far and not self._far else seconds
        self._far = far
        self._steps.append((tokens, worked))
        return worked

    def _usual(self, tokens: int) -> float | None:
        if len(self._steps) < _LEAST:
            return None
        return tokens * median(seconds / count for count, seconds in self._steps)

    @property
    def tokens_per_second(self) -> float:
        return sum(tokens for tokens, _ in self._steps) / sum(seconds for _, seconds in self._steps)

    @property
    def seconds_per_step(self) -> float:
        return sum(seconds for _, seconds in self._steps) / len(self._steps)
