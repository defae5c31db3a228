"""The first thing people see: what this is, and three questions to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.pages.chat.rows import Row
from desktop.widgets.avatar import Avatar
from desktop.widgets.basic import button, column, label, row

if TYPE_CHECKING:
    from desktop.pages.chat.faces import Face, Faces


class _Suggestion(QPushButton):
    """A question to a persona, which one click asks."""

    def __init__(self, face: Face, invitation: str, question: str) -> None:
        super().__init__()
        self.setProperty("role", "suggestion")
        self.setAccessibleName(invitation)
        self.setAccessibleDescription(question)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title = label(invitation, "heading")
        quoted = label(f"“{question}”", "secondary")
        for text in (self.title, quoted):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        avatar = Avatar(face.name, face.color, 32)
        avatar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._inside = row(avatar, column(self.title, quoted, spacing=2), None, spacing=14)
        self._inside.setContentsMargins(16, 12, 16, 12)
        self.setLayout(self._inside)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._inside.minimumSize().height())


class Welcome(QScrollArea):
    """An empty conversation."""

    asked = Signal(str, str)  # persona, question
    train_wanted = Signal()

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        offers = [
            (
                "pirate",
                self.tr("Ask the pirate how to make tea"),
                self.tr("How do I make a good cup of tea?"),
            ),
            (
                "professor",
                self.tr("Let the professor explain the sky"),
                self.tr("Why is the sky dark at night?"),
            ),
            (
                "bard",
                self.tr("Have the bard propose a toast"),
                self.tr("Give a short toast to my friend Anna."),
            ),
        ]
        title = label(self.tr("Who shall answer?"), "title")
        text = label(
            self.tr("Everything runs on this computer: no account, no cloud, nothing leaves it."),
            "secondary",
            wrap=True,
        )
        self.suggestions = []
        for persona, invitation, question in offers:
            suggestion = _Suggestion(faces.get(persona), invitation, question)
            suggestion.clicked.connect(lambda _=False, p=persona, q=question: self.asked.emit(p, q))
            self.suggestions.append(suggestion)
        teach = button(self.tr("Or teach Macaw a voice of your own"), self.train_wanted.emit, "link")
        content = Row()
        content.outer.setSpacing(10)
        content.outer.addStretch(2)
        for widget in (title, text):
            content.outer.addWidget(widget)
        content.outer.addSpacing(8)
        for suggestion in self.suggestions:
            content.outer.addWidget(suggestion)
        content.outer.addSpacing(2)
        content.outer.addLayout(row(teach, None))
        content.outer.addStretch(3)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 22, 0, 22)
        inside.addWidget(content)
        self.setWidget(holder)
