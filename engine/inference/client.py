"""The parent's side of chat: personas to adapters, messages to a prompt, and the chat worker's answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.cancel import Cancel
from engine.errors import BadFile, InputError, WrongBase
from engine.models.catalogue import Catalogue
from engine.models.chat_template import ChatTemplate
from engine.paths import Home
from engine.personas import Shelf
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
        self._template_model = ""

    def voice(self, parts: Sequence[VoicePart], base: str = "") -> Voice:
        """Find the personas and check that they can speak together. Raises `NotFound`, `WrongBase`."""
        personas = [(self._shelf.get(part.persona), part.scale) for part in parts]
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
            path = self._shelf.adapter(persona.id)
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
        self, messages: Sequence[Message], voice: Voice, sampling: Sampling, on_text: OnText, cancel: Cancel
    ) -> Reply:
        """Answer the last message, piece by piece through `on_text`.

        Raises `ContextOverflow`, `BadFile` for a broken adapter or template, `WorkerCrashed`; the next
        reply starts a new worker.
        """
        if not messages or not messages[-1].content.strip():
            raise InputError("The message is empty.", fix="Write something.")
        prompt = self.prompt(messages, voice)
        request = self._worker.request(
            "complete",
            prompt=prompt,
            adapters=[adapter.model_dump(mode="json") for adapter in voice.adapters],
            sampling=sampling.model_dump(),
            **self._model(voice),
        )
        with cancel.calling(request.cancel):
            for event in request.events():
                if event["event"] == "text":
                    on_text(event["text"])
        return Reply.model_validate(event["result"])

    def prompt(self, messages: Sequence[Message], voice: Voice) -> str:
        """The rendered text the model continues."""
        if voice.system_prompt and messages[0].role != "system":
            messages = [Message(role="system", content=voice.system_prompt), *messages]
        return self._template_of(voice.model).render([(messages, True)])[0]

    def load(self, voice: Voice) -> float:
        """Make the voice's base model resident; returns the seconds it took."""
        seconds: float = self._worker.ask("load", **self._model(voice))["seconds"]
        return seconds

    def _model(self, voice: Voice) -> dict[str, Any]:
        return {"model": str(voice.model.path), "n_ctx": N_CTX}

    def _template_of(self, model: ModelInfo) -> ChatTemplate:
        if self._template is None or self._template_model != model.sha256:
            if self._template:
                self._template.close()
            self._template = ChatTemplate(model.path, self._home.logs / "template.log")
            self._template_model = model.sha256
        return self._template

    def close(self) -> None:
        """End the worker processes."""
        self._worker.close()
        if self._template:
            self._template.close()


def _check_base(persona: Persona, model: ModelInfo) -> None:
    if persona.base_sha256 and persona.base_sha256 != model.sha256:
        raise WrongBase(
            f"“{persona.id}” was trained on another base model.",
            cause=f"It needs {persona.base_model or 'a file'} with SHA-256 {persona.base_sha256[:12]}…, "
            f"{model.id} has {model.sha256[:12]}….",
            fix="Choose its own base model, or train it again on this one.",
        )
