"""One chat as the window has it: what is stored, what was chosen, and what is under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.pages.chat.blend import Blend
from desktop.pages.chat.turn import Turn

if TYPE_CHECKING:
    from engine.api import Chat, StoredMessage


@dataclass
class Conversation:
    """`id` is 0 until the first message is stored; `known` once what is stored was read."""

    id: int = 0
    blend: Blend = field(default_factory=Blend)
    collections: list[str] = field(default_factory=list)
    messages: list[StoredMessage] = field(default_factory=list)
    known: bool = False
    turn: Turn | None = None
    loads: int = 0
    chose_blend: bool = False  # the person chose before it was known: that holds
    chose_collections: bool = False

    @property
    def running(self) -> bool:
        return self.turn is not None and self.turn.running

    def shown(self) -> list[StoredMessage]:
        """The messages before what the turn under way shows itself."""
        ids = [message.id for message in self.messages]
        turn = self.turn
        if turn is None or (turn.message not in ids and turn.after is None):
            return self.messages
        anchor = turn.message if turn.message in ids else turn.after
        return self.messages[: ids.index(anchor) + 1] if anchor in ids else []

    def show(self, messages: list[StoredMessage]) -> None:
        """What is on disk now; an answer of the store that is still on its way would be older."""
        self.messages = messages
        self.loads += 1

    def learn(self, chat: Chat) -> None:
        """Take over the stored personas and collections, but for those chosen meanwhile."""
        if not self.chose_blend:
            self.blend = Blend.parse(chat.voice)
        if not self.chose_collections:
            self.collections = list(chat.collections)
        self.known = True
