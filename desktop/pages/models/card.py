"""One base model: its figures, whether it fits into memory, who needs it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.amounts import number, size
from desktop.widgets.basic import Card, ErrorBox, button, column, label, row
from desktop.widgets.flow import FlowLayout
from desktop.widgets.outside import open_outside

if TYPE_CHECKING:
    from engine.types import Fit, ModelEntry, ModelInfo

Action = Callable[["ModelEntry"], object]


class ModelCard(Card):
    """A card. Its buttons call `actions`: default, relocate, remove."""

    def __init__(self, entry: ModelEntry, actions: Mapping[str, Action]) -> None:
        super().__init__(margin=18)
        self.entry, self._actions = entry, actions
        self.setObjectName(f"model-{entry.id}")
        self.body.setSpacing(10)
        self._buttons = QWidget()
        self._question = self._confirmation()
        self._question.hide()
        if entry.info is None:
            self._show_problem()
        else:
            self._show(entry.info)
        self.body.addWidget(self._question)

    def _show(self, info: ModelInfo) -> None:
        self.setAccessibleName(info.name)
        name = row(spacing=10)
        name.addWidget(label(info.name, "heading", wrap=True), 1)
        if self.entry.default:
            mark = label(self.tr("Default"), "pill")
            mark.setToolTip(self.tr("It speaks for every persona that names no base model of its own."))
            name.addWidget(mark)
        facts = [
            self.tr("{0} parameters").format(_count(info.parameters)),
            info.quantization,
            size(info.bytes),
            self.tr("context of {0} tokens").format(number(info.n_ctx_train)),
        ]
        self.body.addLayout(column(name, label(" · ".join(facts), "caption", wrap=True), spacing=2))
        if self.entry.fit:
            self.body.addLayout(self._fit(self.entry.fit))
        self.body.addWidget(label(self._needed_by(), wrap=True))
        if not info.chat_template:
            note = self.tr("It brings no chat template: Macaw uses ChatML, which it may not have learned.")
            self.body.addWidget(label(note, "warn", wrap=True))
        self.body.addWidget(label(str(info.path), "caption", wrap=True, selectable=True))
        self.body.addStretch(1)
        self._buttons = self._make_buttons(info)
        self.body.addWidget(self._buttons)

    def _fit(self, fit: Fit) -> QHBoxLayout:
        words, role = {
            "fits": (self.tr("Fits here"), "ok"),
            "tight": (self.tr("Tight here"), "warn"),
            "too_big": (self.tr("Won’t fit here"), "danger"),
        }[fit.verdict]
        verdict = label(words, role)
        font = verdict.font()
        font.setBold(True)
        verdict.setFont(font)
        room = min(fit.available, fit.limit) if fit.limit else fit.available
        if fit.limit and fit.limit < fit.available:
            text = self.tr("needs about {0} of the {1} you allow").format(size(fit.needed), size(room))
        else:
            text = self.tr("needs about {0} of {1} free memory").format(size(fit.needed), size(room))
        detail = label(text, "caption", wrap=True)
        why = self.tr(
            "{0} of weights, {1} to remember {2} tokens, and {3} to compute with. "
            "Each further open persona takes {1} more."
        ).format(size(fit.weights), size(fit.kv_cache), number(fit.n_ctx), size(fit.buffers))
        for widget in (verdict, detail):
            widget.setToolTip(why)
        detail.setAccessibleDescription(why)
        line = row(verdict, spacing=8)
        line.addWidget(detail, 1)
        return line

    def _needed_by(self) -> str:
        if not self.entry.personas:
            return self.tr("No persona needs it.")
        return self.tr("Needed by {0}.").format(", ".join(self.entry.personas))

    def _make_buttons(self, info: ModelInfo) -> QWidget:
        made: list[QPushButton] = []
        if not self.entry.default:
            made.append(
                button(
                    self.tr("Make default"),
                    lambda: self._actions["default"](self.entry),
                    name=self.tr("Make {0} the default").format(info.name),
                )
            )
        made.append(
            button(
                self.tr("Show folder"),
                lambda: open_outside(self, info.path.parent, folder=True),
                name=self.tr("Show the folder of {0}").format(info.name),
            )
        )
        if not info.builtin:
            self.remove_button = button(
                self.tr("Remove…"), self._ask, name=self.tr("Remove {0}").format(info.name)
            )
            made.append(self.remove_button)
        box = QWidget()
        box.setLayout(FlowLayout(*made))
        return box

    def _show_problem(self) -> None:
        from engine.errors import from_wire

        self.setAccessibleName(self.entry.id)
        actions = []
        if self.entry.id and self.entry.problem.get("type") == "BadFile":
            actions.append(button(self.tr("Choose its file…"), lambda: self._actions["relocate"](self.entry)))
            self.remove_button = button(self.tr("Remove…"), self._ask)
            actions.append(self.remove_button)
        self.body.addWidget(label(self.entry.id, "heading", wrap=True))
        self.body.addWidget(ErrorBox(from_wire(dict(self.entry.problem)), *actions))
        self.body.addWidget(label(self._needed_by(), wrap=True))
        self.body.addStretch(1)

    def _confirmation(self) -> QWidget:
        """The question that takes the buttons' place when the model is to be removed."""
        name = self.entry.info.name if self.entry.info else self.entry.id
        if self.entry.personas:
            text = self.tr("Remove {0}? Without it, these cannot speak: {1}.").format(
                name, ", ".join(self.entry.personas)
            )
        else:
            text = self.tr("Remove {0} from the list?").format(name)
        self.confirm_button = button(self.tr("Remove"), lambda: self._actions["remove"](self.entry), "danger")
        self._keep_button = button(self.tr("Keep it"), self._do_not)
        hint = label(self.tr("Its file stays on the disk."), "caption", wrap=True)
        box = QWidget()
        layout = column(label(text, "heading", wrap=True), hint, spacing=4)
        layout.addLayout(FlowLayout(self.confirm_button, self._keep_button))
        box.setLayout(layout)
        return box

    def _ask(self) -> None:
        self._buttons.hide()
        self._question.show()
        self._keep_button.setFocus()

    def _do_not(self) -> None:
        self._question.hide()
        self._buttons.show()
        self.remove_button.setFocus()


def _count(n: int) -> str:
    """134515008 as `135 M`."""
    if n >= 1_000_000_000:
        return f"{n / 1e9:.1f} B"
    return f"{n / 1e6:.0f} M"
