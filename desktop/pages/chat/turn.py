"""One question on its way: stored, then answered by one voice or, side by side, by several."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.backend import Backend, Call
    from engine.api import Cancel, Engine, StoredMessage
    from engine.errors import EngineError


class Turn(QObject):
    """Runs on a thread of the backend and tells the window what happens. `i` counts the voices.

    The question is stored before anything is answered, an answer as soon as it is whole or was stopped.
    """

    stored = Signal(object)  # list[StoredMessage]: the conversation up to the question
    news = Signal(int, object)  # i, an event: (kind, ...)
    ended = Signal()

    # Kinds of events:
    #   "status", what ("loading" | "searching" | "reading"), a name
    #   "text", a piece of the answer
    #   "restarted": the worker crashed and is asked once more
    #   "answered", StoredMessage
    #   "stopped": before it said a word
    #   "failed", EngineError

    def __init__(
        self,
        owner: QObject,
        voices: Sequence[str],
        *,
        chat: int,
        question: str = "",
        message: int = 0,
        after: int | None = None,
        collections: Sequence[str] = (),
        begun: str = "",
    ) -> None:
        """Ask `question` in `chat` (0 makes one) after the message `after`, or answer the stored `message`.

        `begun` is an answer that was cut off, to go on with.
        """
        super().__init__(owner)
        self.voices, self.collections = list(voices), list(collections)
        self.chat, self.question, self.message, self.after = chat, question, message, after
        self.begun = begun
        self.running = False
        self.held = False  # waits for its conversation to be known
        self.stopped = False
        self.kept = bool(message)  # its question is on disk; set on the work's thread
        self._began = False
        self.told: list[tuple[int, tuple[Any, ...]]] = []  # all news so far, for who looks later
        self.troubled = False  # something failed or was stopped: stays in sight until the next question
        self._call: Call | None = None
        self._over = threading.Event()

    @property
    def comparing(self) -> bool:
        return len(self.voices) > 1

    def start(self, backend: Backend) -> None:
        """Begin, or wait for the engine to be ready."""
        self.running = True
        self._call = backend.run(self._work, failed=self._fail, event=self._hear, done=lambda _: self._end())

    def hold(self) -> None:
        """Look as if begun. Another one is begun in its place once it is known who answers."""
        self.running = self.held = True

    def stop(self) -> None:
        """Stop at the next token; what was said until then is kept."""
        if self.running:
            self.stopped = True
            if self._call:
                self._call.cancel()

    def wait(self, seconds: float) -> None:
        """Wait until what was said is stored, if it was begun."""
        if self.running and self._began:
            self._over.wait(max(0.0, seconds))

    # On the window's thread

    def _hear(self, event: tuple[Any, ...]) -> None:
        kind, *values = event
        if kind == "stored":
            self.chat, self.message = values[0][-1].chat, values[0][-1].id
            self.stored.emit(values[0])
        else:
            self._tell(values[0], (kind, *values[1:]))

    def _tell(self, i: int, event: tuple[Any, ...]) -> None:
        self.troubled |= event[0] in ("failed", "stopped")
        if event[0] == "text" and self.told and self.told[-1][0] == i and self.told[-1][1][0] == "text":
            self.told[-1] = (i, ("text", self.told[-1][1][1] + event[1]))
        else:
            self.told.append((i, event))
        self.news.emit(i, event)

    def _fail(self, error: EngineError) -> None:
        for i in range(len(self.voices)):
            self._tell(i, ("failed", error))
        self._end()

    def _end(self) -> None:
        self.running = False
        self.ended.emit()

    # On a thread of the backend

    def _work(self, engine: Engine, call: Call) -> None:
        self._began = True
        try:
            self._ask(engine, call)
        finally:
            self._over.set()

    def _ask(self, engine: Engine, call: Call) -> None:
        from engine.errors import Cancelled, EngineError
        from engine.types import Message

        store, cancel = engine.store, call.cancel_token
        chat, message = self.chat, self.message
        if not message:
            chat = chat or store.add_chat(self.voices[0], self.collections)
            asked = Message(role="user", content=self.question)
            message = store.add_message(chat, asked, after=self.after)
            self.kept = True
        history = store.history(message)
        call.report(("stored", history))
        first, reason = 0, ""
        for i, voice in enumerate(self.voices):
            try:
                if i and cancel.pressed:
                    raise Cancelled("Stopped.")
                answer = self._answer(engine, call, cancel, i, voice, history)
            except Cancelled:
                call.report(("stopped", i))
            except EngineError as error:
                reason = f"{error.message} {error.cause}".strip()
                call.report(("failed", i, error))
            else:
                first = first or answer.id
                call.report(("answered", i, answer))
        if reason and not first:
            with contextlib.suppress(EngineError):
                store.note_failure(message, reason)
        if first and self.comparing:
            store.show_version(first)  # until one is chosen

    def _answer(
        self, engine: Engine, call: Call, cancel: Cancel, i: int, voice: str, history: Sequence[StoredMessage]
    ) -> StoredMessage:
        from engine.errors import Cancelled, WorkerCrashed
        from engine.types import Message

        said = [self.begun]
        restarted = False
        while True:
            if self.begun:
                call.report(("text", i, self.begun))
            try:
                text, facts = self._speak(engine, call, cancel, i, voice, history, said)
                break
            except WorkerCrashed:
                if restarted or cancel.pressed:
                    raise
                restarted = True
                said[1:] = []
                call.report(("restarted", i))
            except Cancelled:
                text, facts = "".join(said), {"finish": "cancelled"}
                break
        if text.strip() == self.begun.strip() and facts["finish"] == "cancelled":
            raise Cancelled("Stopped.")
        facts |= {"restarted": True} if restarted else {}
        spoken = Message(role="assistant", content=text)
        asked = history[-1]
        id = engine.store.add_message(asked.chat, spoken, after=asked.id, voice=voice, facts=facts)
        return engine.store.history(id)[-1]

    def _speak(
        self,
        engine: Engine,
        call: Call,
        cancel: Cancel,
        i: int,
        text: str,
        history: Sequence[StoredMessage],
        said: list[str],
    ) -> tuple[str, dict[str, Any]]:
        """The answer and what is known about it."""
        from desktop.pages.chat.gone import check_there
        from engine.types import Message

        def on_text(piece: str) -> None:
            said.append(piece)
            call.report(("text", i, piece))

        messages = [Message.model_validate({"role": m.role, "content": m.content}) for m in history]
        check_there(engine, text)
        voice = engine.voice(text)
        call.report(("status", i, "loading", voice.model.name))
        engine.load(voice)
        if self.collections:
            call.report(("status", i, "searching", ", ".join(self.collections)))
            answer = engine.ask(
                messages[-1].content,
                self.collections,
                voice,
                history=messages[:-1],
                on_text=on_text,
                cancel=cancel,
            )
            reply = answer.reply
            grounds: dict[str, Any] = {
                "collections": self.collections,
                "citations": [citation.model_dump(mode="json") for citation in answer.citations],
                "passages": [passage.model_dump(mode="json") for passage in answer.passages],
                "supported": answer.supported,
            }
        else:
            call.report(("status", i, "reading", ""))
            reply = engine.reply(messages, voice, on_text=on_text, cancel=cancel, begun=self.begun)
            grounds = {}
        facts = {
            "finish": reply.finish,
            "left_out": reply.left_out,
            "tokens_per_second": reply.decode_tokens_per_second,
            "prompt_tokens": reply.prompt_tokens,
            "completion_tokens": reply.completion_tokens,
            "context_tokens": engine.context_size(voice),
        }
        return self.begun + reply.text, facts | grounds


def finish(turns: Sequence[Turn], seconds: float) -> None:
    """Stop all and wait until what they said is stored, `seconds` at most. For a window that closes."""
    for turn in turns:
        turn.stop()
    until = time.monotonic() + seconds
    for turn in turns:
        turn.wait(until - time.monotonic())
