"""Who speaks: one persona or several at strengths, written `pirate:0.7+bard:0.3`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MAX_SCALE = 1.5
_MAX_PARTS = 4


@dataclass(frozen=True)
class Blend:
    """Persona ids with their strengths; the first one's prompt and manner of sampling hold."""

    parts: tuple[tuple[str, float], ...] = (("plain", 1.0),)

    @classmethod
    def parse(cls, text: str) -> Blend:
        """What `str` wrote. What cannot be read is left out: the engine judges, not the window."""
        parts: dict[str, float] = {}
        for part in text.split("+"):
            id, _, scale = part.strip().partition(":")
            try:
                value = float(scale) if scale.strip() else 1.0
            except ValueError:
                value = 1.0
            if id:
                parts.setdefault(id.strip(), min(2.0, max(0.0, value)))
        return cls(tuple(parts.items())) if parts else cls()

    def __str__(self) -> str:
        return "+".join(id if scale == 1 else f"{id}:{scale:g}" for id, scale in self.parts)

    @property
    def first(self) -> str:
        return self.parts[0][0]

    @property
    def ids(self) -> list[str]:
        return [id for id, _ in self.parts]

    @property
    def strongest(self) -> str:
        return max(self.parts, key=lambda part: part[1])[0]

    @property
    def full(self) -> bool:
        return len(self.parts) >= _MAX_PARTS

    def only(self, ids: Sequence[str]) -> Blend:
        """Those of `ids` alone; the first of them if none of them is here."""
        parts = tuple(part for part in self.parts if part[0] in ids)
        return Blend(parts or ((ids[0], 1.0),)) if ids and parts != self.parts else self

    def with_scale(self, id: str, scale: float) -> Blend:
        return Blend(tuple((known, round(scale, 2) if known == id else old) for known, old in self.parts))

    def plus(self, id: str) -> Blend:
        """With another persona mixed in: 0.7 of the one there was, 0.3 of the new."""
        if id in self.ids or self.full:
            return self
        parts = self.parts if len(self.parts) > 1 else ((self.first, min(self.parts[0][1], 0.7)),)
        return Blend((*parts, (id, 0.3)))

    def without(self, id: str) -> Blend:
        """Without one persona; the last that stays speaks at full strength again."""
        parts = tuple(part for part in self.parts if part[0] != id)
        if not parts:
            return self
        return Blend(parts) if len(parts) > 1 else Blend(((parts[0][0], 1.0),))
