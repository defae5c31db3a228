"""Commands that talk: chat and ask."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.output import JsonFlag, Output, session, stop_button

if TYPE_CHECKING:
    from engine.api import Engine
    from engine.types import Citation, Message

PersonaOption = Annotated[str, typer.Option(help="pirate, pirate:0.7 or pirate:0.7+bard:0.3")]
_HELP = "/persona NAME switches, /quit leaves, Ctrl+C stops an answer."


def register(app: typer.Typer) -> None:
    """Add the commands to `macaw`."""
    app.command()(chat)
    app.command()(ask)


class Conversation:
    """One chat at the terminal: who speaks, what was said, where answers come from."""

    def __init__(
        self, engine: Engine, out: Output, persona: str, base: str, collection: str, sampling: dict[str, Any]
    ) -> None:
        self._engine, self._out, self._base, self._collection = engine, out, base, collection
        self._overrides = {key: value for key, value in sampling.items() if value is not None}
        self._messages: list[Message] = []
        self._saved: int | None = None
        self.switch(persona)

    def switch(self, persona: str) -> None:
        """Let another persona go on with the conversation."""
        self._voice = self._engine.voice(persona, self._base)
        self._persona = persona

    def save(self) -> None:
        """Keep this conversation's turns in the catalogue from now on."""
        self._saved = self._engine.store.add_chat(self._persona)

    def say(self, text: str) -> None:
        """Send a message and print the answer as it comes."""
        from engine.types import Message, Sampling

        turn = Message(role="user", content=text)
        if self._saved is not None:
            self._engine.store.add_message(self._saved, turn)
        sampling = Sampling.model_validate({**self._voice.sampling.model_dump(), **self._overrides})
        with stop_button() as cancel:
            if self._collection:
                answer = self._engine.ask(
                    text,
                    self._collection,
                    self._voice,
                    history=self._messages,
                    sampling=sampling,
                    on_text=self._out.stream,
                    cancel=cancel,
                )
                reply, citations = answer.reply, answer.citations
            else:
                reply = self._engine.reply(
                    [*self._messages, turn],
                    self._voice,
                    sampling=sampling,
                    on_text=self._out.stream,
                    cancel=cancel,
                )
                citations = []
        self._out.stream("\n")
        said = Message(role="assistant", content=reply.text)
        self._messages += [turn, said]
        if self._saved is not None and reply.text:
            self._engine.store.add_message(self._saved, said)
        if self._out.as_json:
            facts = {"persona": self._persona, **reply.model_dump()}
            self._out.emit({**facts, "citations": [citation.model_dump() for citation in citations]})
        for citation in citations:
            self._out.notes.print(_source(citation), markup=False)


def _source(citation: Citation) -> str:
    page = f", page {citation.page}" if citation.page else ""
    return f"[{citation.number}] {citation.file}{page}: “{citation.quote}”"


def chat(
    persona: PersonaOption = "plain",
    message: Annotated[str, typer.Option(help="Ask once and leave; without it, a conversation.")] = "",
    collection: Annotated[str, typer.Option(help="Answer from this collection of the library.")] = "",
    base: Annotated[str, typer.Option(help="Base model; the persona's own by default.")] = "",
    temperature: Annotated[float | None, typer.Option()] = None,
    max_tokens: Annotated[int | None, typer.Option()] = None,
    seed: Annotated[int | None, typer.Option()] = None,
    as_json: JsonFlag = False,
) -> None:
    """Chat with a persona. In a conversation, /persona NAME switches and /quit leaves."""
    sampling = {"temperature": temperature, "max_tokens": max_tokens, "seed": seed}
    with session(as_json) as (engine, out):
        conversation = Conversation(engine, out, persona, base, collection, sampling)
        if message:
            conversation.say(message)
            return
        out.notes.print(_HELP, markup=False)
        conversation.save()
        while (line := _next_line()) is not None:
            _converse(conversation, out, line)


def _converse(conversation: Conversation, out: Output, line: str) -> None:
    """One line of a conversation; an error is told and the conversation goes on."""
    from engine.errors import EngineError

    try:
        if line.startswith("/persona "):
            conversation.switch(line.removeprefix("/persona ").strip())
        elif line.strip():
            conversation.say(line)
    except EngineError as error:
        out.notes.print(f"Error: {error}", markup=False)


def _next_line() -> str | None:
    """What was typed (or piped in); None at the end."""
    if sys.stdin.isatty():
        print("> ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    return None if not line or line.strip() == "/quit" else line.rstrip("\n")


def ask(
    text: Annotated[str, typer.Argument(help="The question.")],
    collection: Annotated[str, typer.Option(help="Collection of the library to answer from.")],
    persona: PersonaOption = "plain",
    seed: Annotated[int | None, typer.Option()] = None,
    as_json: JsonFlag = False,
) -> None:
    """Answer a question from your documents, with citations."""
    with session(as_json) as (engine, out):
        Conversation(engine, out, persona, "", collection, {"seed": seed}).say(text)
