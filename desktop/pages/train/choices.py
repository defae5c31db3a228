"""The three presets as cards one can choose among."""

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
    """A card that is a radio button: title, what it means, and a figure."""

    def __init__(self, title: str, text: str, badge: str = "") -> None:
        super().__init__()
        self.setCheckable(True)
        self.setProperty("role", "choice")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._title, self._text = title, text
        self._figure = label("", "caption", wrap=True)
        head = row(label(title, "heading"), None, *([label(badge, "pill")] if badge else []))
        layout = column(head, label(text, "secondary", wrap=True), None, self._figure, spacing=6)
        layout.setContentsMargins(16, 14, 16, 14)
        self.setLayout(layout)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_figure("")

    def show_figure(self, text: str) -> None:
        """What it would take, in a few words."""
        self._figure.setText(text)
        self.setAccessibleName(f"{self._title}. {self._text} {text}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        if self.isChecked():
            option.state |= QStyle.StateFlag.State_On
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)


class PresetCards(QWidget):
    """Quick, balanced, thorough; arrow keys move among them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        words = {
            "quick": (
                self.tr("Quick"),
                self.tr("One look at every example. Enough to hear where it is going."),
                "",
            ),
            "balanced": (
                self.tr("Balanced"),
                self.tr("Three rounds. The voice is clear, and what the model knew before stays."),
                self.tr("recommended"),
            ),
            "thorough": (
                self.tr("Thorough"),
                self.tr(
                    "Five slow rounds with a larger adapter. For the last bit of a voice, or a lot of data."
                ),
                "",
            ),
        }
        self.cards = {name: ChoiceCard(*words[name]) for name in PRESETS}
        self._group = QButtonGroup(self)
        for card in self.cards.values():
            self._group.addButton(card)
        grid = CardGrid(230, spacing=12, most=3)
        grid.set_cards(list(self.cards.values()))
        self.setLayout(column(grid))
        self._group.buttonClicked.connect(
            lambda clicked: self.chosen.emit(next(n for n, card in self.cards.items() if card is clicked))
        )

    def choose(self, name: str) -> None:
        """Mark a preset without telling anyone."""
        self.cards[name].setChecked(True)
