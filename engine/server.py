"""An OpenAI-compatible endpoint on this computer: every persona is a model, `pirate:0.7+bard:0.3` a blend.

Only this computer's own programs may ask: loopback address, a secret token, and Host and Origin checked, so
that a web page cannot reach it through the browser (DNS rebinding).
"""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from engine.api import Engine
from engine.cancel import Cancel
from engine.errors import EngineError, InputError, NotFound
from engine.inference.client import Voice
from engine.types import Message, Reply, Sampling

_MAX_BODY = 4 << 20  # bytes; a context holds far less
_MAX_WAITING = 32  # requests in line for the one model


class _ChatRequest(BaseModel):
    """The fields of OpenAI's chat request that we honour; others are ignored, as its clients expect."""

    model: str = "plain"
    messages: list[_ChatMessage] = Field(min_length=1, max_length=1000)
    stream: bool = False
    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = Field(default=None, gt=0, le=1)
    max_tokens: int | None = Field(default=None, ge=1)
    max_completion_tokens: int | None = Field(default=None, ge=1)
    seed: int | None = None
    stop: str | list[str] | None = None

    def sampling(self, default: Sampling) -> Sampling:
        """The persona's defaults with what the request asks for on top."""
        stop = [self.stop] if isinstance(self.stop, str) else self.stop
        wanted = {
            "temperature": self.temperature,
            "top_p": self.top_p,
            "max_tokens": self.max_completion_tokens or self.max_tokens,
            "seed": self.seed,
            "stop": stop,
        }
        chosen = {key: value for key, value in wanted.items() if value is not None}
        return Sampling.model_validate({**default.model_dump(), **chosen})


class _ChatMessage(BaseModel):
    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[dict[str, Any]]

    def plain(self) -> Message:
        """Our message; the text parts of a list are joined."""
        text = self.content
        if isinstance(text, list):
            text = "".join(str(part.get("text", "")) for part in text if part.get("type") == "text")
        return Message(role="system" if self.role == "developer" else self.role, content=text)


class _Guard:
    """Lets in only requests with the token, addressed to this computer, and from no web page."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], token: str) -> None:
        self._app, self._hosts, self._token = app, hosts, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        if request.headers.getlist("host") != [request.headers.get("host")] or (
            request.headers["host"] not in self._hosts
        ):
            return _error(403, "This address is not served.", "invalid_request_error")
        if "origin" in request.headers:
            return _error(403, "Web pages may not use this server.", "invalid_request_error")
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not secrets.compare_digest(given.encode(), self._token.encode()):
            return _error(401, "The token is missing or wrong.", "authentication_error")
        length = request.headers.get("content-length", "0")
        if "transfer-encoding" in request.headers:  # a body of unknown length
            return _error(411, "The body must say its length.", "invalid_request_error")
        if request.method == "POST" and not (length.isdigit() and 0 < int(length) <= _MAX_BODY):
            return _error(
                413, f"The body must have a length of at most {_MAX_BODY} bytes.", "invalid_request_error"
            )
        return None


class _Desk:
    """The one model, and the line in front of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()  # first come, first served
        self._waiting = 0

    async def models(self, request: Request) -> Response:
        data = [
            {"id": persona.id, "object": "model", "created": 0, "owned_by": "macaw"}
            for persona in self._engine.personas()
        ]
        return JSONResponse({"object": "list", "data": data})

    async def chat(self, request: Request) -> Response:
        try:
            asked = _ChatRequest.model_validate_json(await request.body())
            voice = self._engine.voice(asked.model)
            sampling = asked.sampling(voice.sampling)
        except ValidationError as error:
            first = error.errors()[0]
            return _error(400, f"{'.'.join(map(str, first['loc']))}: {first['msg']}", "invalid_request_error")
        except EngineError as error:
            return _failure(error)
        if self._waiting >= _MAX_WAITING:
            return _error(429, "Too many requests are waiting.", "rate_limit_error")
        pieces = self._pieces([message.plain() for message in asked.messages], voice, sampling)
        head = {"id": f"chatcmpl-{secrets.token_hex(12)}", "created": int(time.time()), "model": asked.model}
        if asked.stream:
            return StreamingResponse(_events(pieces, head), media_type="text/event-stream")
        try:
            async for piece in pieces:
                reply = piece  # the last one is the whole answer
        except EngineError as error:
            return _failure(error)
        assert isinstance(reply, Reply)
        message = {"role": "assistant", "content": reply.text}
        choice = {"index": 0, "message": message, "finish_reason": reply.finish, "logprobs": None}
        return JSONResponse(
            {**head, "object": "chat.completion", "choices": [choice], "usage": _usage(reply)}
        )

    async def _pieces(
        self, messages: list[Message], voice: Voice, sampling: Sampling
    ) -> AsyncIterator[str | Reply]:
        """The answer's text as it comes, then the `Reply`. Abandoning it cancels the answer."""
        loop, cancel = asyncio.get_running_loop(), Cancel()
        queue: asyncio.Queue[str | Reply | EngineError] = asyncio.Queue()

        def put(item: str | Reply | EngineError) -> None:
            loop.call_soon_threadsafe(queue.put_nowait, item)

        def work() -> None:
            try:
                put(self._engine.reply(messages, voice, sampling=sampling, on_text=put, cancel=cancel))
            except EngineError as error:
                put(error)
            except Exception as error:  # else whoever waits would wait for ever
                put(EngineError("Macaw made a mistake.", cause=f"{type(error).__name__}: {error}."))

        self._waiting += 1
        try:
            async with self._turn:
                running = loop.run_in_executor(None, work)
                try:
                    while not isinstance(item := await queue.get(), Reply):
                        if isinstance(item, EngineError):
                            raise item
                        yield item
                    yield item
                finally:
                    cancel.press()  # does nothing to a finished answer
                    await asyncio.shield(running)
        finally:
            self._waiting -= 1


async def _events(pieces: AsyncIterator[str | Reply], head: dict[str, Any]) -> AsyncIterator[str]:
    def chunk(delta: dict[str, str], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return f"data: {json.dumps({**head, 'object': 'chat.completion.chunk', 'choices': [choice], **more})}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    try:
        async for piece in pieces:
            if isinstance(piece, Reply):
                yield chunk({}, piece.finish, usage=_usage(piece))
            else:
                yield chunk({"content": piece})
    except EngineError as error:
        yield f"data: {json.dumps({'error': _body(error.message, 'server_error')})}\n\n"
    finally:
        with suppress(AttributeError):
            await pieces.aclose()  # type: ignore[attr-defined]
    yield "data: [DONE]\n\n"


def _usage(reply: Reply) -> dict[str, int]:
    total = reply.prompt_tokens + reply.completion_tokens
    return {
        "prompt_tokens": reply.prompt_tokens,
        "completion_tokens": reply.completion_tokens,
        "total_tokens": total,
    }


def _body(message: str, type: str) -> dict[str, Any]:
    return {"message": message, "type": type, "param": None, "code": None}


def _error(status: int, message: str, type: str) -> JSONResponse:
    return JSONResponse({"error": _body(message, type)}, status)


def _failure(error: EngineError) -> JSONResponse:
    status = 404 if isinstance(error, NotFound) else 400 if isinstance(error, InputError) else 500
    return _error(status, str(error), "invalid_request_error" if status < 500 else "server_error")


def application(engine: Engine, port: int, token: str) -> Starlette:
    """The server's app for requests to `port` on this computer that carry `token`."""
    desk = _Desk(engine)
    hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
    return Starlette(
        routes=[
            Route("/v1/models", desk.models, methods=["GET"]),
            Route("/v1/chat/completions", desk.chat, methods=["POST"]),
        ],
        middleware=[Middleware(_Guard, hosts=hosts, token=token)],
    )


def listen(port: int) -> socket.socket:
    """A socket for `port` of this computer. Raises `InputError` if another program has it."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        listening.close()
        raise InputError(
            f"Port {port} cannot be used.", cause=f"{error.strerror}.", fix="Choose another with --port."
        ) from error
    return listening


def serve(engine: Engine, listening: socket.socket, token: str) -> None:
    """Serve on the socket from `listen` until interrupted."""
    import uvicorn

    app = application(engine, listening.getsockname()[1], token)
    config = uvicorn.Config(app, log_level="warning", server_header=False, ws="none")
    uvicorn.Server(config).run(sockets=[listening])
