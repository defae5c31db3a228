"""One look from one file: resources/theme/tokens.json becomes a QPalette, a style sheet and fonts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.places import RESOURCES

_FALLBACK_PERSONA = "plain"
READABLE = 4.5
"""WCAG AA: the least contrast of text with what is behind it."""


@cache
def _tokens() -> dict[str, Any]:
    tokens: dict[str, Any] = json.loads((RESOURCES / "theme" / "tokens.json").read_text(encoding="utf-8"))
    return tokens


@dataclass(frozen=True)
class Colors:
    """The colours of one mode, as `#RRGGBB`; every pair that meets passes WCAG AA (tests compute it)."""

    bg: str
    rail: str
    surface: str
    sunken: str
    border: str
    field: str
    text: str
    text2: str
    primary: str
    onPrimary: str
    ok: str
    warn: str
    danger: str
    highlight: str


def contrast(a: QColor, b: QColor) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    shares = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(256)
def _readable(color: str, c: Colors, dark: bool) -> str:
    chosen, backgrounds = QColor(color), [QColor(each) for each in (c.bg, c.rail, c.surface, c.sunken)]
    hue, saturation, lightness = max(chosen.hslHue(), 0), chosen.hslSaturation(), chosen.lightness()
    while min(contrast(chosen, each) for each in backgrounds) < READABLE:  # white, or black, ends it
        lightness += 3 if dark else -3
        chosen = QColor.fromHsl(hue, saturation, min(max(lightness, 0), 255))
    return chosen.name()


class Theme(QObject):
    """The theme in force. Widgets that paint themselves repaint on `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dark = False
        self.scale = 1.0
        self.colors = Colors(**_tokens()["light"])

    def apply(self, mode: str = "system", scale: float = 1.0) -> None:
        """Use `mode` (`system`, `light`, `dark`) with text at `scale` (1 to 2) everywhere."""
        hints = QGuiApplication.styleHints()
        if mode == "system":
            self.dark = hints.colorScheme() == Qt.ColorScheme.Dark
        else:
            self.dark = mode == "dark"
        self.scale = scale
        self.colors = Colors(**_tokens()["dark" if self.dark else "light"])
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setStyleSheet("")  # a sheet set in place of another takes Qt five times as long as the two steps
        app.setFont(self.font("body"))
        app.setPalette(self._palette())
        app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def size(self, role: str) -> int:
        """Pixels of a type role: caption, body, lead or title."""
        return round(float(_tokens()["type"][role]) * self.scale)

    def font(
        self, role: str = "body", weight: QFont.Weight = QFont.Weight.Normal, mono: bool = False
    ) -> QFont:
        """The bundled font at a type role's size."""
        font = QFont(_tokens()["type"]["mono" if mono else "family"])
        font.setPixelSize(self.size(role))
        font.setWeight(weight)
        return font

    def persona_palette(self) -> dict[str, str]:
        """The colours a persona may have in the light theme (as they are stored), by name."""
        return {name: light for name, (light, _) in _tokens()["persona"].items()}

    def persona_color(self, color: str) -> QColor:
        """A persona's colour, made light or dark enough to be read on every background of the theme."""
        for light, dark in _tokens()["persona"].values():
            if color.lower() == light.lower():
                return QColor(dark if self.dark else light)
        chosen = QColor(color)
        if not chosen.isValid():
            return QColor(_tokens()["persona"][_FALLBACK_PERSONA][self.dark])
        return QColor(_readable(chosen.name(), self.colors, self.dark))

    def _palette(self) -> QPalette:
        c = self.colors
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: c.bg,
            QPalette.ColorRole.WindowText: c.text,
            QPalette.ColorRole.Base: c.surface,
            QPalette.ColorRole.AlternateBase: c.sunken,
            QPalette.ColorRole.Text: c.text,
            QPalette.ColorRole.Button: c.surface,
            QPalette.ColorRole.ButtonText: c.text,
            QPalette.ColorRole.ToolTipBase: c.text,
            QPalette.ColorRole.ToolTipText: c.bg,
            QPalette.ColorRole.PlaceholderText: c.text2,
            QPalette.ColorRole.Highlight: c.primary,
            QPalette.ColorRole.HighlightedText: c.onPrimary,
            QPalette.ColorRole.Link: c.primary,
            QPalette.ColorRole.Mid: c.border,
            QPalette.ColorRole.Accent: c.primary,
        }
        for role, color in roles.items():
            palette.setColor(role, QColor(color))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.text2))
        return palette

    def _style_sheet(self) -> str:
        template = (RESOURCES / "theme" / "style.qss").read_text(encoding="utf-8")
        values = {**self.colors.__dict__}
        for sign in ("chevron", "check"):
            file = f"{sign}-{'dark' if self.dark else 'light'}.svg"
            values[sign] = (RESOURCES / "icons" / file).as_posix()
        values |= {f"size_{role}": str(self.size(role)) for role in ("caption", "body", "lead", "title")}
        values |= {f"radius_{name}": str(value) for name, value in _tokens()["radius"].items()}
        for name in sorted(values, key=len, reverse=True):
            template = template.replace(f"@{name}", values[name])
        return template


theme = Theme()


def load_fonts() -> None:
    """Register the bundled fonts, so that Macaw looks the same everywhere."""
    for file in sorted((RESOURCES / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))
