"""The parent's side of chat: personas to adapters, messages to a prompt, and the chat worker's answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.cancel import Cancel
from engine.errors import BadFile, Cancelled, InputError, WrongBase
from engine.inference.history import newest_that_fit
from engine.models.catalogue import Catalogue
from engine.models.chat_template import ChatTemplate
from engine.models.fit import check_limit
from engine.paths import Home
from engine.personas import Shelf
from engine.right_of_way import Answers
from engine.types import AdapterRef, Message, ModelInfo, Persona, Reply, Sampling, VoicePart
from engine.workers.supervisor import Worker

N_CTX = 4096
OnText = Callable[[str], None]


@dataclass(frozen=True)
class Voice:
    """Who speaks: the base model, the adapters on it, and the first persona's prompt and sampling."""

    model: ModelInfo
    adapters: list[AdapterRef]
    system_prompt: str
    sampling: Sampling


class ChatClient:
    """Talks through one chat worker. Switching personas reloads nothing; switching base models does."""

    def __init__(self, home: Home, catalogue: Catalogue, shelf: Shelf) -> None:
        self._home, self._catalogue, self._shelf = home, catalogue, shelf
        self._worker = Worker("chat", home.logs / "chat.log")
        self._template: ChatTemplate | None = None
        self._rendering = threading.Lock()
        self._template_model = ""
        self._answers = Answers(home)
        self.threads = 0
        """Threads that answer, 0 for one per usable core."""
        self.memory_limit = 0
        """The most bytes a base model may take, 0 for no limit."""

    def voice(self, parts: Sequence[VoicePart], base: str = "") -> Voice:
        """Find the personas and check that they can speak together. Raises `NotFound`, `WrongBase`."""
        return self._voice([(self._shelf.get(part.persona), part.scale) for part in parts], base)

    def voice_of(self, persona: Persona) -> Voice:
        """The voice of a persona as it is being edited; its adapter is the one on the shelf."""
        return self._voice([(persona, 1.0)], "")

    def _voice(self, personas: Sequence[tuple[Persona, float]], base: str) -> Voice:
        wanted = {p.base_model for p, _ in personas if p.base_model}
        if len(wanted) > 1:
            raise WrongBase(
                "These personas cannot be blended.",
                cause=f"They were trained on different base models: {', '.join(sorted(wanted))}.",
                fix="Blend personas of one base model.",
            )
        model = self._catalogue.get(base or next(iter(wanted), ""))
        adapters = []
        for persona, scale in personas:
            path = self._shelf.adapter(persona.id) if persona.adapter else None
            if path is not None:
                _check_base(persona, model)
                if not path.is_file():
                    raise BadFile(
                        f"The adapter {path} does not exist.", fix=f"Train or import “{persona.id}” again."
                    )
                adapters.append(AdapterRef(path=path, scale=scale))
        return Voice(
            model=model,
            adapters=adapters,
            system_prompt=next((p.system_prompt for p, _ in personas if p.system_prompt), ""),
            sampling=personas[0][0].sampling,
        )

    def reply(
        self,
        messages: Sequence[Message],
        voice: Voice,
        sampling: Sampling,
        on_text: OnText,
        cancel: Cancel,
        begun: str = "",
    ) -> Reply:
        """Answer the last message, piece by piece through `on_text`; `begun` is an answer to go on with.

        The oldest turns are left out where all of them do not fit the context; `left_out` counts them. Once
        `cancel` is pressed the reply ends as it stands, with `finish` "cancelled". Raises `InputError` for an
        empty message, `ContextOverflow` for one that does not fit by itself, `BadFile` for a broken adapter or
        template, `WrongBase`, `WorkerCrashed`; the next reply starts a new worker.
        """
        if not messages or not messages[-1].content.strip():
            raise InputError("The message is empty.", fix="Write something.")
        for message in messages:
            _check_text(message.content)
        try:
            with self._answers.one():
                kept = self._fitting(messages, voice, sampling, cancel, begun)
                result = self._ask(
                    "complete",
                    cancel,
                    on_text,
                    prompt=self.prompt(kept, voice, begun),
                    adapters=[adapter.model_dump(mode="json") for adapter in voice.adapters],
                    sampling=sampling.model_dump(),
                    **self._model(voice),
                )
        except Cancelled:
            if not cancel.pressed:
                raise
            return _UNBEGUN  # it was pressed before the worker had begun
        return Reply.model_validate({**result, "left_out": len(messages) - len(kept)})

    def _ask(self, name: str, cancel: Cancel, on_text: OnText, **args: Any) -> Any:
        """What the worker returns. Raises `Cancelled` if it was stopped before it began."""
        request = self._worker.request(name, **args)
        try:
            with cancel.calling(request.cancel):
                for event in request.events():
                    if event["event"] == "text":
                        on_text(event["text"])
        except BaseException:
            request.cancel()  # nobody listens any more: the worker need not go on
            raise
        return event["result"]

    def _fitting(
        self, messages: Sequence[Message], voice: Voice, sampling: Sampling, cancel: Cancel, begun: str
    ) -> Sequence[Message]:
        n_ctx = min(N_CTX, voice.model.n_ctx_train)
        answer = min(sampling.max_tokens, n_ctx // 8)

        def count(some: Sequence[Message]) -> int:
            prompt = self.prompt(some, voice, begun)
            if len(prompt.encode()) + answer < n_ctx:
                return 0  # a token has at least one byte: it fits, and nobody need be asked
            tokens: int = self._ask("count", cancel, lambda _: None, prompt=prompt, **self._model(voice))
            return tokens

        return newest_that_fit(messages, n_ctx, answer, count)

    def prompt(self, messages: Sequence[Message], voice: Voice, begun: str = "") -> str:
        """The rendered text the model continues, with the `begun` answer at its end.

        Raises `BadFile` for a broken or hostile template.
        """
        if voice.system_prompt and messages[0].role != "system":
            messages = [Message(role="system", content=voice.system_prompt), *messages]
        with self._rendering:  # else another thread with another base model would close it meanwhile
            template = self._template_of(voice.model)
            return template.render([(messages, True)])[0] + template.plain(begun)

    def load(self, voice: Voice) -> float:
        """Make the voice's base model resident; returns the seconds it took. Raises `BadFile`."""
        seconds: float = self._worker.ask("load", **self._model(voice))["seconds"]
        return seconds

    def _model(self, voice: Voice) -> dict[str, Any]:
        model = voice.model
        if self.memory_limit:
            check_limit(model, N_CTX, self.memory_limit)
        return {
            "model": str(model.path),
            "n_ctx": N_CTX,
            "sha256": model.sha256,
            "threads": self.threads,
        }

    def _template_of(self, model: ModelInfo) -> ChatTemplate:
        if self._template is None or self._template_model != model.sha256:
            if self._template:
                self._template.close()
            self._template = ChatTemplate(model.path, self._home.logs / "template.log")
            self._template_model = model.sha256
        return self._template

    def rest(self) -> int:
        """Give memory back if nobody waits for an answer; returns the bytes. The next reply loads anew."""
        return self._worker.rest()

    def close(self) -> None:
        """End the worker processes."""
        self._worker.close()
        if self._template:
            self._template.close()


_UNBEGUN = Reply(
    text="",
    finish="cancelled",
    prompt_tokens=0,
    reused_tokens=0,
    completion_tokens=0,
    switch_ms=0,
    first_token_ms=0,
    decode_tokens_per_second=0,
)


def _check_text(text: str) -> None:
    """Bytes that are no UTF-8 come in from a terminal as lone surrogates; no model can read them."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            "The message is not valid text.",
            cause=f"Character {error.start + 1} is half of one (U+{ord(text[error.start]):04X}).",
            fix="Send it as UTF-8.",
        ) from None


def _check_base(persona: Persona, model: ModelInfo) -> None:
    if persona.base_sha256 and persona.base_sha256 != model.sha256:
        raise WrongBase(
            f"“{persona.id}” was trained on another base model.",
            cause=f"It needs {persona.base_model or 'a file'} with SHA-256 {persona.base_sha256[:12]}…, "
            f"{model.id} has {model.sha256[:12]}….",
            fix="Choose its own base model, or train it again on this one.",
        )
