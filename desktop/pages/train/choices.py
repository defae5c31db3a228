"""The presets as cards one can choose among."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QWidget,
)

from desktop.pages.train.plan import PRESETS
from desktop.widgets.basic import column, label, row
from desktop.widgets.flow import CardGrid


class ChoiceCard(QAbstractButton):
    """A card that is a radio button: title, what it means, what it chose, and a figure."""

    def __init__(self, title: str, text: str, badge: str = "") -> None:
        super().__init__()
        self.setCheckable(True)
        self.setProperty("role", "choice")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._title, self._text = title, text
        self._chose, self._figure = label("", "caption", wrap=True), label("", "heading", wrap=True)
        head = row(label(title, "heading"), None, *([label(badge, "pill")] if badge else []))
        layout = column(head, label(text, "secondary", wrap=True), None, self._chose, self._figure, spacing=6)
        layout.setContentsMargins(16, 14, 16, 14)
        self.setLayout(layout)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_choice("", "")

    def show_choice(self, chose: str, figure: str) -> None:
        """What it chose from the data and the model, and what it would take, in a few words."""
        self._chose.setText(chose)
        self._figure.setText(figure)
        said = chose.replace("\n", ", ")
        self.setAccessibleName(f"{self._title}. {self._text} {said}. {figure}".strip(" ."))

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        if self.isChecked():
            option.state |= QStyle.StateFlag.State_On
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)


class PresetCards(QWidget):
    """Quick, turbo, balanced, thorough; arrow keys move among them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        words = {
            "quick": (self.tr("Quick"), self.tr("Enough to hear where it is going."), ""),
            "turbo": (
                self.tr("Turbo"),
                self.tr("Only the upper half of the model learns, so that each step is faster."),
                "",
            ),
            "balanced": (
                self.tr("Balanced"),
                self.tr("The voice is clear, and what the model knew before stays."),
                self.tr("recommended"),
            ),
            "thorough": (
                self.tr("Thorough"),
                self.tr("Slower, with a larger adapter. For the last bit of a voice, or a lot of data."),
                "",
            ),
        }
        self.cards = {name: ChoiceCard(*words[name]) for name in PRESETS}
        self._group = QButtonGroup(self)
        for card in self.cards.values():
            self._group.addButton(card)
        grid = CardGrid(230, spacing=12, most=4, even=True)
        grid.set_cards(list(self.cards.values()))
        self.setLayout(column(grid))
        self._group.buttonClicked.connect(
            lambda clicked: self.chosen.emit(next(n for n, card in self.cards.items() if card is clicked))
        )

    def offer_turbo(self, possible: bool) -> None:
        """Turbo decides which layers learn; those of a voice that is taught more are settled."""
        self.cards["turbo"].setEnabled(possible)
        if not possible:
            why = self.tr("Not for a voice that is taught more: its layers are settled.")
            self.cards["turbo"].show_choice(why, "")

    def choose(self, name: str) -> None:
        """Mark a preset without telling anyone."""
        self.cards[name].setChecked(True)
