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
    app.command()(serve)


class Conversation:
    """One chat at the terminal: who speaks, what was said, where answers come from."""

    def __init__(
        self, engine: Engine, out: Output, persona: str, base: str, collection: str, sampling: dict[str, Any]
    ) -> None:
        self._engine, self._out, self._base, self._collection = engine, out, base, collection
        self._overrides = {key: value for key, value in sampling.items() if value is not None}
        self._messages: list[Message] = []
        self._keeps = False
        self._saved: int | None = None
        self.switch(persona)

    def switch(self, persona: str) -> None:
        """Let another persona go on with the conversation."""
        self._voice = self._engine.voice(persona, self._base)
        self._persona = persona

    def keep(self) -> None:
        """Keep this conversation in the catalogue, from its first message on."""
        self._keeps = True

    def say(self, text: str) -> None:
        """Send a message and print the answer: as it comes, or once its citations are checked.

        Raises `Cancelled` if it was stopped; what was written until then has been printed.
        """
        from engine.errors import Cancelled
        from engine.types import Message, Sampling
        from engine.validation import checked

        turn = Message(role="user", content=text)
        sampling = checked(Sampling, {**self._voice.sampling.model_dump(), **self._overrides})
        if self._keeps:
            if self._saved is None:
                self._saved = self._engine.store.add_chat(self._persona)
            self._engine.store.add_message(self._saved, turn)
        supported = True
        with stop_button() as cancel:
            if self._collection:
                answer = self._engine.ask(
                    text,
                    self._collection,
                    self._voice,
                    history=self._messages,
                    sampling=sampling,
                    cancel=cancel,
                )
                reply, citations, supported = answer.reply, answer.citations, answer.supported
                self._out.stream(reply.text)
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
        if reply.text:
            said = Message(role="assistant", content=reply.text)
            self._messages += [turn, said]
            if self._saved is not None:
                self._engine.store.add_message(self._saved, said)
        if self._out.as_json:
            facts = {"persona": self._persona, **reply.model_dump()}
            facts["citations"] = [citation.model_dump() for citation in citations]
            if self._collection:
                facts["supported"] = supported
            self._out.emit(facts)
        for citation in citations:
            self._out.note(_source(citation))
        if not supported:
            self._out.note("No passage says this: it is the model's own idea.")
        if reply.finish == "cancelled":
            raise Cancelled("Stopped.")


def _source(citation: Citation) -> str:
    page = f", page {citation.page}" if citation.page else ""
    return f"[{citation.number}] {citation.file}{page}: “{citation.quote}”"


def chat(
    persona: PersonaOption = "plain",
    message: Annotated[
        str | None, typer.Option(help="Ask once and leave; without it, a conversation.")
    ] = None,
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
        if message is not None:
            conversation.say(message)
            return
        out.note(_HELP)
        conversation.keep()
        while (line := _next_line()) is not None:
            _converse(conversation, out, line)


def _converse(conversation: Conversation, out: Output, line: str) -> None:
    """One line of a conversation; an error is told and the conversation goes on."""
    from engine.errors import Cancelled, EngineError

    try:
        if line.startswith("/persona "):
            conversation.switch(line.removeprefix("/persona ").strip())
        elif line.startswith("/"):
            out.note(_HELP)
        elif line.strip():
            conversation.say(line)
    except Cancelled:
        pass
    except EngineError as error:
        out.note(f"Error: {error}")


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


def serve(
    port: Annotated[int, typer.Option(min=1024, max=65535)] = 8137,
    token: Annotated[
        str, typer.Option(envvar="MACAW_TOKEN", help="Secret; a new one each time by default.")
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """Serve the personas to this computer's programs through an OpenAI-compatible address."""
    import secrets

    from engine.server import listen
    from engine.server import serve as run_server

    token = token or secrets.token_urlsafe(24)
    with session(as_json) as (engine, out), listen(port) as socket:
        address = f"http://127.0.0.1:{port}/v1"
        out.emit({"address": address, "token": token}, f"Serving {address}\nToken   {token}\nCtrl+C stops.")
        run_server(engine, socket, token)
