"""The conversations of the window: which one is open, what is asked in it, and what is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.pages.chat.blend import Blend
from desktop.pages.chat.conversation import Conversation
from desktop.pages.chat.turn import Turn, finish

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.backend import Backend
    from desktop.settings import WindowSettings
    from engine.api import Chat, Engine, StoredMessage

_VOICE_MS, _CLOSING_SECONDS = 300, 3.0  # a slider that moves is stored when it rests


class Session(QObject):
    """Answers go on when another conversation is opened; coming back shows them as they stand."""

    switched = Signal()  # another conversation is open
    changed = Signal()  # its messages, or what is under way
    voice_changed = Signal()  # its personas or collections
    busy_changed = Signal()
    numbered = Signal(int)  # the open conversation was stored for the first time
    unsent_changed = Signal()
    trouble = Signal(object)  # an EngineError that belongs to no answer

    def __init__(self, backend: Backend, settings: WindowSettings, owner: QObject) -> None:
        super().__init__(owner)
        self._backend, self._settings = backend, settings
        self._under_way: dict[int, Conversation] = {}
        self._personas: Sequence[str] = ()  # all there are, once that is known
        self.turns: list[Turn] = []  # all that a conversation still has
        self.current = Conversation(blend=Blend.parse(settings.persona), known=True)
        self._voice_timer = QTimer(self, singleShot=True, interval=_VOICE_MS)
        self._voice_timer.timeout.connect(lambda: self._store_voice(self.current))

    # Opening

    def new(self) -> None:
        """An empty conversation with the personas chosen last."""
        self._open(Conversation(blend=Blend.parse(self._settings.persona), known=True))

    def open(self, id: int) -> None:
        """Show the stored conversation `id`."""
        if id == self.current.id and id:
            return
        conversation = self._under_way.get(id) or Conversation(id, self.current.blend)
        self._open(conversation)
        self._load(conversation)

    def _open(self, conversation: Conversation) -> None:
        self._store_voice_now()
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
                conversation.learn(chat)
                if conversation.chose_blend or conversation.chose_collections:
                    self._store_voice(conversation)
                self._begin_held(conversation)
                if conversation is self.current:
                    self.voice_changed.emit()
            if conversation is self.current:
                self.changed.emit()

        def fail(error: Exception) -> None:
            here = conversation is self.current
            if conversation.turn and conversation.turn.held:  # it was deleted: ask in a new one
                conversation.id, conversation.known = 0, True
                self._begin_held(conversation)
            elif here:
                self.new()
            if here:
                self.trouble.emit(error)

        self._backend.run(lambda e, _: (e.store.chat(id), e.store.conversation(id)), done=show, failed=fail)

    # Asking

    def send(self, text: str, voices: Sequence[str] = ()) -> None:
        """Store a question and have it answered, by several `voices` side by side if there are any."""
        self._ask(self.current, voices, question=text)

    def edit(self, message: StoredMessage, text: str) -> None:
        """Ask `text` in the place of a question; the old one stays as a version."""
        self._ask(self.current, (), question=text, after=message.parent or 0)

    def retry(self, question: int) -> None:
        """Answer a stored question once more; the old answer stays as a version."""
        self._ask(self.current, (), message=question)

    def go_on(self, answer: StoredMessage) -> None:
        """Let an answer that was cut off go on; the one that ends there stays as a version."""
        self._ask(self.current, (answer.voice,), message=answer.parent or 0, begun=answer.content)

    def ask_again(self, turn: Turn, conversation: Conversation | None = None) -> None:
        """What a failed turn wanted, by who speaks now; in the open conversation if no other is given."""
        conversation = conversation or self.current
        voices = turn.voices if turn.comparing else ()
        if turn.message:
            self._ask(conversation, voices, message=turn.message, begun=turn.begun)
        else:
            self._ask(conversation, voices, question=turn.question, after=turn.after)

    def _begin_held(self, conversation: Conversation) -> None:
        """What was sent before the conversation was known can be asked now, by who speaks in it."""
        if (turn := conversation.turn) and turn.held:
            turn.running = False
            self.ask_again(turn, conversation)
            if turn.stopped and conversation.turn:
                conversation.turn.stop()

    def _ask(
        self,
        conversation: Conversation,
        voices: Sequence[str],
        *,
        question: str = "",
        message: int = 0,
        after: int | None = None,
        begun: str = "",
    ) -> None:
        if conversation.running:
            return
        if conversation is self.current:
            self._store_voice_now()
        self._let_go(conversation.turn)
        turn = Turn(
            self,
            voices or [str(conversation.blend)],
            chat=conversation.id,
            question=question,
            message=message,
            after=after,
            collections=() if begun else conversation.collections,
            begun=begun,
        )
        conversation.turn = turn
        self.turns.append(turn)
        turn.stored.connect(lambda history: self._stored(conversation, history))
        turn.news.connect(lambda _, event: self._hear(conversation, turn, event))
        turn.ended.connect(lambda: self._ended(conversation, turn))
        if conversation.known:
            turn.start(self._backend)
        else:
            turn.hold()
        self.unsent_changed.emit()
        if conversation is self.current:
            self.changed.emit()
            self.busy_changed.emit()

    def _stored(self, conversation: Conversation, history: list[StoredMessage]) -> None:
        new, conversation.id = not conversation.id, history[-1].chat
        self._under_way[conversation.id] = conversation
        conversation.show(history)
        if conversation is self.current:
            self._settings.chat = conversation.id
            if new:
                self.numbered.emit(conversation.id)
            self.changed.emit()
        self.unsent_changed.emit()
        self._backend.chats_changed.emit()

    def _hear(self, conversation: Conversation, turn: Turn, event: tuple[Any, ...]) -> None:
        if event[0] == "answered" and not turn.comparing:
            conversation.show([*conversation.shown(), event[1]])

    def _ended(self, conversation: Conversation, turn: Turn) -> None:
        if conversation.turn is turn and not (turn.comparing or turn.troubled):
            self._forget(conversation)
        if conversation is self.current:
            self.changed.emit()
            self.busy_changed.emit()
            self._load(conversation)  # what changed besides: the versions of its messages
        self._backend.chats_changed.emit()

    def _forget(self, conversation: Conversation) -> None:
        """The turn is over: its answer is a message as any other."""
        self._let_go(conversation.turn)
        conversation.turn = None
        self._under_way.pop(conversation.id, None)

    def _let_go(self, turn: Turn | None) -> None:
        if turn in self.turns:
            self.turns.remove(turn)
            turn.deleteLater()

    def stop(self) -> bool:
        """Stop what is under way here. True if there was something."""
        running = self.current.running
        if running and self.current.turn:
            self.current.turn.stop()
        return running

    def discard(self, chat: int) -> None:
        """The conversation is deleted: stop what is under way in it, and leave it."""
        self._under_way.pop(chat, None)
        for turn in self.turns:
            if turn.chat == chat:
                turn.stop()
        if self.current.id == chat:
            self.new()

    def close(self) -> None:
        """The window closes: keep what was said so far."""
        self._store_voice_now()
        finish(self.turns, _CLOSING_SECONDS)

    # Versions and branches

    def choose(self, answer: StoredMessage) -> None:
        """Go on with one of the answers that were compared."""
        self.current.blend = Blend.parse(answer.voice)
        self.voice_changed.emit()
        self._store_voice(self.current)
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

        voice = str(self.current.blend.only(self._personas))  # who is gone stays behind
        self._run(lambda engine: engine.store.branch_chat(message, voice), show)

    def _run(self, work: Callable[[Engine], Any], done: Callable[[Any], None]) -> None:
        self._backend.run(lambda engine, _: work(engine), done=done, failed=self.trouble.emit)

    # Voice

    def set_blend(self, blend: Blend) -> None:
        """Let these personas speak from now on, here and in new conversations."""
        if blend != self.current.blend or not self.current.known:
            self.current.blend, self.current.chose_blend = blend, True
            self._settings.persona = str(blend)
            self._voice_timer.start()
            self.voice_changed.emit()

    def set_collections(self, names: Sequence[str]) -> None:
        """Answer from these collections from now on; from none if there are none."""
        if list(names) != self.current.collections:
            self.current.collections, self.current.chose_collections = list(names), True
            self._voice_timer.start()
            self.voice_changed.emit()

    def keep_to(self, personas: Sequence[str]) -> None:
        """Only these personas are left: in new conversations no other speaks, but the first if need be."""
        self._personas = personas
        self._settings.persona = str(Blend.parse(self._settings.persona).only(personas))
        if not self.current.id:
            self.set_blend(self.current.blend.only(personas))

    def _store_voice_now(self) -> None:
        if self._voice_timer.isActive():
            self._voice_timer.stop()
            self._store_voice(self.current)

    def _store_voice(self, conversation: Conversation) -> None:
        """Not before it is known: its collections would be forgotten."""
        id, voice, names = conversation.id, str(conversation.blend), list(conversation.collections)
        if id and conversation.known:
            self._run(
                lambda engine: engine.store.set_voice(id, voice, names),
                lambda _: self._backend.chats_changed.emit(),
            )
