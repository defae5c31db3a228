"""What the chat page puts into settings.json: drafts, the place in the conversation, and what is not sent yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from desktop.pages.chat.session import Session
    from desktop.settings import WindowSettings

_SAVE_MS = 700  # a draft is on disk so long after the last key


class Memory(QObject):
    """Drafts by their chat, 0 for the one that is still to be made.

    A question that is not stored yet is written down before the draft of its chat: when Macaw ends before
    the engine took it, it is a draft again at the next start.
    """

    def __init__(
        self, settings: WindowSettings, session: Session, from_end: Callable[[], int], owner: QObject
    ) -> None:
        """`from_end`: how far the end of the open conversation is below what is seen, in pixels."""
        super().__init__(owner)
        self._settings, self._session, self._from_end = settings, session, from_end
        self._drafts = dict(settings.drafts)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self.save_now)
        session.unsent_changed.connect(self.save_now)  # a crash must not take a message
        session.numbered.connect(self._number)

    def draft(self, chat: int) -> str:
        return self._drafts.get(str(chat), "")

    def set_draft(self, chat: int, text: str) -> None:
        """Keep what is written in a chat; an empty text is no draft."""
        if text:
            self._drafts[str(chat)] = text
        else:
            self._drafts.pop(str(chat), None)
        self.save_soon()

    def _number(self, chat: int) -> None:
        """The new conversation has its number now: so has what is written in it."""
        self.set_draft(chat, self._drafts.pop("0", ""))

    def save_soon(self) -> None:
        self._timer.start()

    def save_now(self) -> None:
        self.write()
        self._settings.save_soon()

    def write(self) -> None:
        """Put it all into the settings, which are saved by whoever asks."""
        drafts = dict(self._drafts)
        for turn in reversed(self._session.turns):
            if turn.question and not turn.kept:  # in chat 0, if its chat is still to be made
                chat = str(turn.chat)
                drafts[chat] = "\n\n".join(filter(None, (turn.question, drafts.get(chat, ""))))
        self._settings.drafts = drafts
        if self._session.current.known:
            self._settings.chat_scroll = self._from_end()
