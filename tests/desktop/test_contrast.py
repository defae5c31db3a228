"""WCAG AA, computed from the tokens: at least 4.5 : 1 wherever text meets a background."""

from __future__ import annotations

import json
from itertools import product

import pytest

from desktop.places import RESOURCES

TOKENS = json.loads((RESOURCES / "theme" / "tokens.json").read_text(encoding="utf-8"))
BACKGROUNDS = ("bg", "surface", "sunken", "rail")
TEXTS = ("text", "text2", "primary", "ok", "warn", "danger")
MEETING = [*product(TEXTS, BACKGROUNDS), ("onPrimary", "primary"), ("text", "highlight"), ("bg", "text")]


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.2."""
    shares = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("text,background", MEETING)
def test_text_is_readable(mode: str, text: str, background: str) -> None:
    assert contrast(TOKENS[mode][text], TOKENS[mode][background]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("edge", ["field", "primary"])
def test_the_edges_of_controls_are_seen(mode: str, background: str, edge: str) -> None:
    assert contrast(TOKENS[mode][edge], TOKENS[mode][background]) >= 3  # WCAG 1.4.11


@pytest.mark.parametrize("name", TOKENS["persona"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_persona_colours_are_readable_and_carry_their_letter(name: str, mode: str) -> None:
    color = TOKENS["persona"][name][mode == "dark"]
    assert contrast(color, TOKENS[mode]["surface"]) >= 4.5  # a name on a card, and the letter in the avatar
