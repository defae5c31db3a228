"""The conversations of the window: which one is open, what is asked in it, and what is under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.pages.chat.blend import Blend
from desktop.pages.chat.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.backend import Backend
    from desktop.settings import WindowSettings
    from engine.api import Chat, Engine, StoredMessage

_VOICE_MS = 300  # a slider that moves is stored when it rests
_CLOSING_SECONDS = 3.0


@dataclass
class Conversation:
    """One chat in the window; `id` is 0 until its first message is stored."""

    id: int = 0
    blend: Blend = field(default_factory=Blend)
    collections: list[str] = field(default_factory=list)
    messages: list[StoredMessage] = field(default_factory=list)
    known: bool = False
    turn: Turn | None = None
    loads: int = 0

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


class Session(QObject):
    """Answers go on when another conversation is opened; coming back shows them as they stand."""

    switched = Signal()  # another conversation is open
    changed = Signal()  # its messages, or what is under way
    voice_changed = Signal()  # its personas or collections
    busy_changed = Signal()
    numbered = Signal(int)  # the open conversation was stored for the first time
    trouble = Signal(object)  # an EngineError that belongs to no answer

    def __init__(self, backend: Backend, settings: WindowSettings, owner: QObject) -> None:
        super().__init__(owner)
        self._backend, self._settings = backend, settings
        self._under_way: dict[int, Conversation] = {}
        self.current = Conversation(blend=Blend.parse(settings.persona), known=True)
        self._voice_timer = QTimer(self)
        self._voice_timer.setSingleShot(True)
        self._voice_timer.setInterval(_VOICE_MS)
        self._voice_timer.timeout.connect(lambda: self._store_voice(now=True))

    # Opening

    def new(self) -> None:
        """An empty conversation with the personas chosen last."""
        self._store_voice()
        self._open(Conversation(blend=Blend.parse(self._settings.persona), known=True))

    def open(self, id: int) -> None:
        """Show the stored conversation `id`."""
        if id == self.current.id and id:
            return
        self._store_voice()
        conversation = self._under_way.get(id) or Conversation(id, self.current.blend)
        self._open(conversation)
        self._load(conversation)

    def _open(self, conversation: Conversation) -> None:
        self.current = conversation
        self._settings.chat = conversation.id
        self.switched.emit()
        self.changed.emit()
        self.voice_changed.emit()
        self.busy_changed.emit()

    def _load(self, conversation: Conversation) -> None:
        if not conversation.id:
            return
        conversation.loads += 1
        number, id = conversation.loads, conversation.id

        def show(found: tuple[Chat, list[StoredMessage]]) -> None:
            if number != conversation.loads:
                return
            chat, conversation.messages = found
            if not conversation.known:
                conversation.known = True
                conversation.blend = Blend.parse(chat.voice)
                conversation.collections = list(chat.collections)
                if conversation is self.current:
                    self.voice_changed.emit()
            if conversation is self.current:
                self.changed.emit()

        def fail(error: Exception) -> None:
            if conversation is self.current:
                self.new()  # it was deleted
                self.trouble.emit(error)

        self._backend.run(lambda e, _: (e.store.chat(id), e.store.conversation(id)), done=show, failed=fail)

    # Asking

    def send(self, text: str, voices: Sequence[str] = ()) -> None:
        """Store a question and have it answered, by several `voices` side by side if there are any."""
        self._ask(voices, question=text)

    def edit(self, message: StoredMessage, text: str) -> None:
        """Ask `text` in the place of a question; the old one stays as a version."""
        self._ask((), question=text, after=message.parent or 0)

    def retry(self, question: int) -> None:
        """Answer a stored question once more; the old answer stays as a version."""
        self._ask((), message=question)

    def ask_again(self, turn: Turn) -> None:
        """What a failed turn wanted."""
        if turn.message:
            self._ask(turn.voices if turn.comparing else (), message=turn.message)
        else:
            self._ask(turn.voices if turn.comparing else (), question=turn.question, after=turn.after)

    def _ask(
        self, voices: Sequence[str], *, question: str = "", message: int = 0, after: int | None = None
    ) -> None:
        conversation = self.current
        if conversation.running:
            return
        self._store_voice()
        turn = Turn(
            self,
            voices or [str(conversation.blend)],
            chat=conversation.id,
            question=question,
            message=message,
            after=after,
            collections=conversation.collections,
        )
        conversation.turn = turn
        turn.stored.connect(lambda history: self._stored(conversation, history))
        turn.news.connect(lambda _, event: self._hear(conversation, turn, event))
        turn.ended.connect(lambda: self._ended(conversation, turn))
        turn.start(self._backend)
        self.changed.emit()
        self.busy_changed.emit()

    def _stored(self, conversation: Conversation, history: list[StoredMessage]) -> None:
        new, conversation.id = not conversation.id, history[-1].chat
        self._under_way[conversation.id] = conversation
        self._know(conversation, history)
        if conversation is self.current:
            self._settings.chat = conversation.id
            if new:
                self.numbered.emit(conversation.id)
            self.changed.emit()
        self._backend.chats_changed.emit()

    def _hear(self, conversation: Conversation, turn: Turn, event: tuple[Any, ...]) -> None:
        if event[0] == "answered" and not turn.comparing:
            self._know(conversation, [*conversation.shown(), event[1]])

    @staticmethod
    def _know(conversation: Conversation, messages: list[StoredMessage]) -> None:
        """What is on disk now; an answer of the store that is still on its way would be older."""
        conversation.messages = messages
        conversation.loads += 1

    def _ended(self, conversation: Conversation, turn: Turn) -> None:
        if conversation.turn is turn and not turn.comparing and not turn.troubled:
            self._forget(conversation)
        if conversation is self.current:
            self.changed.emit()
            self.busy_changed.emit()
            self._load(conversation)  # what changed besides: the versions of its messages
        self._backend.chats_changed.emit()

    def _forget(self, conversation: Conversation) -> None:
        """The turn is over: its answer is a message as any other."""
        conversation.turn = None
        self._under_way.pop(conversation.id, None)

    def stop(self) -> bool:
        """Stop what is under way here. True if there was something."""
        if not self.current.running or self.current.turn is None:
            return False
        self.current.turn.stop()
        return True

    def close(self) -> None:
        """The window closes: keep what was said so far."""
        self._store_voice()
        for conversation in {id(c): c for c in (*self._under_way.values(), self.current)}.values():
            if conversation.turn:
                conversation.turn.finish(_CLOSING_SECONDS)

    # Versions and branches

    def choose(self, answer: StoredMessage) -> None:
        """Go on with one of the answers that were compared."""
        self.current.blend = Blend.parse(answer.voice)
        self.voice_changed.emit()
        self._store_voice(now=True)
        self.show_version(answer.id)

    def show_version(self, message: int) -> None:
        """Show another version of a message, and what followed it."""
        conversation = self.current
        if conversation.running:
            return

        def show(_: None) -> None:
            self._forget(conversation)
            self._load(conversation)

        self._run(lambda engine: engine.store.show_version(message), show)

    def branch(self, message: int) -> None:
        """Copy the conversation up to `message` into a new one and open it."""

        def show(id: int) -> None:
            self._backend.chats_changed.emit()
            self.open(id)

        self._run(lambda engine: engine.store.branch_chat(message), show)

    def _run(self, work: Callable[[Engine], Any], done: Callable[[Any], None]) -> None:
        self._backend.run(lambda engine, _: work(engine), done=done, failed=self.trouble.emit)

    # Voice

    def set_blend(self, blend: Blend) -> None:
        """Let these personas speak from now on, here and in new conversations."""
        if blend != self.current.blend:
            self.current.blend = blend
            self._settings.persona = str(blend)
            self._voice_timer.start()
            self.voice_changed.emit()

    def set_collections(self, names: Sequence[str]) -> None:
        """Answer from these collections from now on; from none if there are none."""
        if list(names) != self.current.collections:
            self.current.collections = list(names)
            self._voice_timer.start()
            self.voice_changed.emit()

    def _store_voice(self, *, now: bool = False) -> None:
        if not (self._voice_timer.isActive() or now):
            return
        self._voice_timer.stop()
        id, voice, names = self.current.id, str(self.current.blend), list(self.current.collections)
        if id:
            self._run(
                lambda engine: engine.store.set_voice(id, voice, names),
                lambda _: self._backend.chats_changed.emit(),
            )
