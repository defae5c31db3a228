"""Every setting that decides what a run learns, folded by what it is about."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.amounts import brief, number
from desktop.icons import icon
from desktop.pages.train.chosen import group_words
from desktop.pages.train.inputs import Choice, Decimal, Input, Layers, Modules, Whole
from desktop.pages.train.plan import SHAPE, plural
from desktop.pages.train.setting_fields import Group, Setting, groups
from desktop.pages.train.words import value_word
from desktop.theme import theme
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.flow import CardGrid
from desktop.widgets.form import calm

if TYPE_CHECKING:
    from engine.types import Outline, TrainSettings

_GAP = 10  # pixels below an open group


@dataclass(frozen=True)
class Shown:
    """Settings, and what it takes to show them: preferences can be learned from `pairs` only, and a voice that
    `continues` keeps its adapter's shape."""

    settings: TrainSettings
    preset: TrainSettings
    outline: Outline
    pairs: bool
    continues: bool

    @property
    def knew(self) -> bool:
        """Whether what that voice learned before is here: presets have it read again then."""
        return self.continues and self.preset.replay > 0


class Advanced(QWidget):
    """The groups. `edited` comes when a person changes a setting, `reset` when it is to be the preset's again."""

    edited = Signal(str, object)  # a setting's name, its value
    reset = Signal(str)  # a setting's name; empty for all

    def __init__(self) -> None:
        super().__init__()
        self.groups = {group.key: Fold(group) for group in groups()}
        self.fields: dict[str, Input] = {}
        """By name; those of a group are made when it is first opened, for all at once would hold up the window."""
        self._shown: Shown | None = None
        for fold in self.groups.values():
            fold.made.connect(partial(self._on_made, fold))
        self.reset_button = button(
            self.tr("Back to the preset's values"), lambda: self.reset.emit(""), "link"
        )
        self.setLayout(column(*self.groups.values(), row(self.reset_button, None), spacing=4))
        theme.changed.connect(self._align)
        self._align()

    def _align(self) -> None:
        """What the groups are set to stands in one column."""
        heads = [fold.head for fold in self.groups.values()]
        for head in heads:
            head.setMinimumWidth(0)
            head.ensurePolished()
        widest = max(head.sizeHint().width() for head in heads)
        for head in heads:
            head.setMinimumWidth(widest)

    def _on_edited(self, name: str) -> None:
        self.edited.emit(name, self.fields[name].value())

    def show_settings(self, shown: Shown) -> None:
        """Show these without telling anyone, and where they differ from the preset's."""
        self._shown = shown
        for fold in self.groups.values():
            fold.show_settings(shown)
        self.reset_button.setVisible(any(fold.changed for fold in self.groups.values()))
        self._allow(shown)

    def _on_made(self, fold: Fold) -> None:
        for name, at in fold.fields.items():
            self.fields[name] = at.input
            at.input.edited.connect(partial(self._on_edited, name))
            at.reset_button.clicked.connect(lambda _=False, name=name: self.reset.emit(name))
        if self._shown:
            fold.show_settings(self._shown)
            self._allow(self._shown)

    def _allow(self, shown: Shown) -> None:
        """What means nothing beside the other settings cannot be changed."""
        settings = shown.settings
        if "method" in self.fields:
            method = self.fields["method"]
            assert isinstance(method, Choice)
            method.offer("dpo", shown.pairs and not shown.continues)
        prefers = settings.method == "dpo"
        for name, possible in (
            ("dpo_beta", prefers),
            ("replay", not prefers),
            ("replay_pool", settings.replay > 0),
            ("replay_kl", settings.replay > 0),
            *((name, not shown.continues) for name in SHAPE),
        ):
            if name in self.fields:
                self.fields[name].setEnabled(possible)


class Fold(QWidget):
    """A group: its title, what it is set to, and the fields below when it is open."""

    made = Signal()  # the fields are there

    def __init__(self, group: Group) -> None:
        super().__init__()
        self._group, self._title = group, group.title
        self.fields: dict[str, Field] = {}
        self.changed = 0
        """How many of its settings differ from the preset's."""
        self.head = button(group.title, self.toggle, "fold")
        self.head.setObjectName(f"fold-{group.key}")
        self.head.setCheckable(True)
        self.head.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._says, self._mark = ElidedLabel(role="caption"), label("", "pill")
        line = row(self.head, spacing=10)
        line.addWidget(self._says, 1)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self.grid = CardGrid(230, spacing=18)
        self._body = QWidget()
        body = column(self.grid, _GAP)
        self._body.setLayout(body)
        self._body.hide()
        self.setLayout(column(line, self._body, spacing=8))
        theme.changed.connect(self._name)
        self._name()

    def toggle(self) -> None:
        """Open the group, or fold it."""
        if not self.fields:
            self.fields = {setting.name: Field(setting) for setting in self._group.settings}
            self.grid.set_cards(list(self.fields.values()))
            self.made.emit()
        self._body.setVisible(self._body.isHidden())
        self._name()

    def _name(self) -> None:
        is_open = self.is_open
        self.head.setChecked(is_open)
        self.head.setIcon(icon("unfolded" if is_open else "folded"))
        text = self.tr("{0}, shown") if is_open else self.tr("{0}, folded")
        self.head.setAccessibleName(text.format(self._title))

    @property
    def is_open(self) -> bool:
        return not self._body.isHidden()

    def show_settings(self, shown: Shown) -> None:
        settings, preset = shown.settings, shown.preset
        for name, at in self.fields.items():
            at.show_value(getattr(settings, name), getattr(preset, name), shown.outline)
        blocks = shown.outline.blocks
        self._says.setText(group_words(self._group.key, settings, blocks, shown.continues, shown.knew))
        names = [setting.name for setting in self._group.settings]
        self.changed = sum(not same(getattr(settings, name), getattr(preset, name)) for name in names)
        text = plural(self.changed, self.tr("{0} changed"), self.tr("{0} changed"))
        self._mark.setText(text)
        self._mark.setVisible(self.changed > 0)


class Field(QWidget):
    """One setting under its name, with what it means below. A changed one offers the preset's value."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.input, self._hint = setting.make(), setting.hint
        self.input.setObjectName(f"setting-{setting.name}")
        self.input.setAccessibleName(setting.name)
        self.input.setAccessibleDescription(setting.hint)
        self.input.setToolTip(setting.hint)
        name = label(setting.name, "heading")
        name.setBuddy(self.input)
        self._name = setting.name
        self.reset_button = button("", role="link")
        kept = self.reset_button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(kept)
        self._below = label(setting.hint, "caption", wrap=True)
        head = row(name, None, self.reset_button, spacing=6)
        self.setLayout(column(head, calm(self.input), self._below, None, spacing=4))
        if isinstance(self.input, Whole | Decimal):
            self.input.refused.connect(self._refuse)
            self.input.edited.connect(self._accept)
        self._kept: Any = None

    def show_value(self, value: Any, preset: Any, outline: Outline) -> None:
        """Show `value`, and whether it is the preset's. `outline` is what the base model has to choose from."""
        if isinstance(self.input, Layers):
            self.input.show_blocks(outline.blocks)
        elif isinstance(self.input, Modules):
            self.input.show_modules(outline.modules)
        if self.input.value() != value:
            self.input.put(value)
        text = self.tr("Preset: {0}").format(value_word(preset))
        self.reset_button.setText(text)
        self.reset_button.setVisible(not same(value, preset))
        self.reset_button.setAccessibleName(self.tr("{0}: back to the preset's value").format(self._name))
        self.reset_button.setToolTip(self.tr("Back to the preset's value"))

    def _refuse(self) -> None:
        """What is refused is answered below the field with what it takes, until it takes something."""
        box = self.input
        assert isinstance(box, Whole | Decimal)
        self._kept = box.value()
        least, most = (
            (number(box.minimum()), number(box.maximum()))
            if isinstance(box, Whole)
            else (brief(box.minimum()), brief(box.maximum()))
        )
        self._tell(self.tr("Only numbers from {0} to {1}.").format(least, most), "warn")

    def _accept(self) -> None:
        if self.input.value() != self._kept:
            self._tell(self._hint, "caption")

    def _tell(self, text: str, role: str) -> None:
        if self._below.text() != text:
            self._below.setText(text)
            self._below.setProperty("role", role)
            self._below.style().polish(self._below)
            self.input.setAccessibleDescription(text)


def same(one: Any, other: Any) -> bool:
    """Whether two values of a setting are the same, as far as a field can show them."""
    if isinstance(one, float) and isinstance(other, float | int):
        return math.isclose(one, other, abs_tol=1e-8)
    return bool(one == other)
