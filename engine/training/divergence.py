"""When a training has gone astray: its loss is a number still, but far from all it had reached."""

from __future__ import annotations

_DECAY = 0.9  # of the smoothed loss, at each step
_FAR = 2.5  # nats: of a token it thinks twelve times less likely than it did
_STEPS = 10  # in a row; single steps may be as bad with few and unlike examples


class Divergence:
    """Watches the loss of each step. `state` is all it knows, for the checkpoint."""

    def __init__(self) -> None:
        self.state: dict[str, float | None] = {"smooth": None, "least": None, "far": 0}

    def add(self, loss: float) -> None:
        """Take in a step's loss, in nats."""
        smooth, least = self.state["smooth"], self.state["least"]
        smooth = loss if smooth is None else _DECAY * smooth + (1 - _DECAY) * loss
        least = smooth if least is None else min(least, smooth)
        far = (self.state["far"] or 0) + 1 if loss > least + _FAR else 0
        self.state = {"smooth": smooth, "least": least, "far": far}

    @property
    def suspected(self) -> bool:
        """Whether the newest step was far off: nothing to be kept."""
        return bool(self.state["far"])

    @property
    def certain(self) -> bool:
        return (self.state["far"] or 0) >= _STEPS

    @property
    def least(self) -> float:
        """The best smoothed loss so far."""
        return self.state["least"] or 0.0
