"""The chat worker: one base model in memory, adapters switched without a reload."""

from __future__ import annotations

import codecs
import os
import time
from collections import OrderedDict
from pathlib import Path
from typing import Any

from engine.errors import Cancelled, ContextOverflow, InputError
from engine.inference.llama import Context, LoadedModel
from engine.inference.sampling import Sampler
from engine.types import AdapterRef, Reply, Sampling
from engine.workers.service import Arguments, Task

_MAX_CONTEXTS = 4  # open voices that keep what they have read; the least recently used gives way
_READ_AT_ONCE = 128  # prompt tokens between two looks at the stop button

Voice = tuple[tuple[str, float], ...]


class Desk:
    """The resident model and a context for each voice that spoke lately."""

    def __init__(self) -> None:
        self._model: LoadedModel | None = None
        self._n_ctx = 0
        self._contexts: OrderedDict[Voice, Context] = OrderedDict()

    def model(self, path: Path, n_ctx: int) -> LoadedModel:
        """The model at `path`, loaded if another (or none) is resident."""
        if self._model is None or self._model.path != path or self._n_ctx != n_ctx:
            self.unload()
            self._model, self._n_ctx = LoadedModel(path), n_ctx
        return self._model

    def context(self, model: LoadedModel, adapters: list[AdapterRef]) -> Context:
        """The context of this voice, as it was left, or a fresh one under its adapters.

        What was read under one voice is wrong for another, so each keeps its own.
        """
        voice = tuple(sorted((str(a.path), a.scale) for a in adapters if a.scale != 0))
        if voice in self._contexts:
            self._contexts.move_to_end(voice)
            return self._contexts[voice]
        if len(self._contexts) < _MAX_CONTEXTS:
            n_ctx = min(self._n_ctx, model.n_ctx_train)
            context = Context(model, n_ctx, threads=os.cpu_count() or 1)
        else:
            _, context = self._contexts.popitem(last=False)
        try:
            context.set_adapters([(Path(path), scale) for path, scale in voice])
        except Exception:
            context.free()
            raise
        self._contexts[voice] = context
        return context

    def unload(self) -> None:
        for context in self._contexts.values():
            context.free()
        self._contexts.clear()
        if self._model:
            self._model.free()
        self._model = None


_DESK = Desk()


def load(task: Task, args: Arguments) -> dict[str, Any]:
    """Make the model resident: {"model", "n_ctx"}."""
    began = time.perf_counter()
    model = _DESK.model(Path(args["model"]), args["n_ctx"])
    return {"n_ctx": min(args["n_ctx"], model.n_ctx_train), "seconds": time.perf_counter() - began}


def count(task: Task, args: Arguments) -> int:
    """How many tokens a rendered prompt has: {"model", "n_ctx", "prompt"}."""
    return len(_DESK.model(Path(args["model"]), args["n_ctx"]).vocabulary.encode(args["prompt"]))


def complete(task: Task, args: Arguments) -> dict[str, Any]:
    """Answer a rendered prompt, one `text` event for every piece.

    {"model", "n_ctx", "prompt", "adapters", "sampling"}; returns a `Reply`.
    """
    model = _DESK.model(Path(args["model"]), args["n_ctx"])
    adapters = [AdapterRef.model_validate(adapter) for adapter in args["adapters"]]
    sampling = Sampling.model_validate(args["sampling"])
    began = time.perf_counter()
    context = _DESK.context(model, adapters)
    switched = time.perf_counter()

    prompt = model.vocabulary.encode(args["prompt"])
    if not prompt:
        raise InputError("The prompt is empty.", fix="Write a message.")
    if len(prompt) >= context.n_ctx:
        raise ContextOverflow(
            f"The prompt has {len(prompt)} tokens; the context holds {context.n_ctx}.",
            fix="Shorten the message, attach fewer documents or start a new chat.",
        )
    reused = context.keep_common_prefix(prompt)
    written = _Writer(task, sampling.stop)
    finish, tokens, first, n = "length", 0, switched, len(prompt)
    room = min(sampling.max_tokens, context.n_ctx - n)
    try:
        for start in range(reused, n, _READ_AT_ONCE):
            task.check()
            context.read(prompt[start : start + _READ_AT_ONCE])
        with Sampler(sampling, model.vocabulary.size) as sampler:
            for tokens in range(room):
                token = context.sample(sampler.chain)
                if tokens == 0:
                    first = time.perf_counter()
                if model.vocabulary.ends_generation(token):
                    finish = "stop"
                    break
                if written.add(model.vocabulary.piece(token)):
                    finish = "stop"
                    break
                if tokens + 1 < room:
                    context.read([token])
                task.check()
            else:
                tokens = room
    except Cancelled:
        finish = "cancelled"
    seconds = time.perf_counter() - first
    return Reply(
        text=written.close(),
        finish=finish,
        prompt_tokens=n,
        reused_tokens=reused,
        completion_tokens=tokens,
        switch_ms=(switched - began) * 1000,
        first_token_ms=(first - began) * 1000,
        decode_tokens_per_second=tokens / seconds if tokens and seconds > 0 else 0,
    ).model_dump()


class _Writer:
    """Joins pieces into text: holds back half characters and what may become a stop string."""

    def __init__(self, task: Task, stop: list[str]) -> None:
        self._task = task
        self._stop = [text for text in stop if text]
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text, self._sent = "", 0

    def add(self, piece: bytes) -> bool:
        """Take one piece; True once a stop string is complete (it is cut off)."""
        self._text += self._decoder.decode(piece)
        for stop in self._stop:
            at = self._text.find(stop, max(0, self._sent - len(stop)))
            if at >= 0:
                self._text = self._text[:at]
                self._send(len(self._text))
                return True
        held = max((k for s in self._stop for k in range(1, len(s)) if self._text.endswith(s[:k])), default=0)
        self._send(len(self._text) - held)
        return False

    def _send(self, until: int) -> None:
        if until > self._sent:
            self._task.report("text", text=self._text[self._sent : until])
            self._sent = until

    def close(self) -> str:
        self._text += self._decoder.decode(b"", final=True)
        self._send(len(self._text))
        return self._text


def unload(task: Task, args: Arguments) -> None:
    """Give the model's memory back."""
    _DESK.unload()


COMMANDS = {"load": load, "count": count, "complete": complete, "unload": unload}
