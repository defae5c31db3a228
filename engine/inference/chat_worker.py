"""The chat worker: one base model in memory, adapters switched without a reload."""

from __future__ import annotations

import codecs
import time
from collections import OrderedDict
from pathlib import Path
from typing import Any, Literal

from engine.errors import BadFile, Cancelled, ContextOverflow, InputError
from engine.inference.llama import Adapter, Context, LoadedModel, usable_cores
from engine.inference.sampling import Sampler
from engine.types import AdapterRef, Reply, Sampling
from engine.workers.service import Arguments, Task

_MAX_CONTEXTS = 4  # open voices that keep what they have read; the least recently used gives way
_READ_AT_ONCE = 128  # prompt tokens between two looks at the stop button

Voice = tuple[tuple[Adapter, float], ...]


class Desk:
    """The resident model and a context for each voice that spoke lately."""

    def __init__(self) -> None:
        self._model: LoadedModel | None = None
        self._resident: tuple[object, ...] = ()
        self._n_ctx = 0
        self._contexts: OrderedDict[Voice, Context] = OrderedDict()

    def model(self, args: Arguments) -> LoadedModel:
        """The model {"model", "n_ctx", "sha256"}, loaded if another (or none) is resident. Raises `BadFile`."""
        path, sha256 = Path(args["model"]), str(args.get("sha256", ""))
        try:
            state = path.stat()
        except OSError as error:
            raise BadFile(f"The model {path} cannot be read.", cause=f"{error.strerror}.") from None
        wanted = (path, state.st_mtime_ns, state.st_size, sha256, args["n_ctx"])
        if self._model is None or self._resident != wanted:
            self.unload()
            self._model = LoadedModel(path, sha256=sha256)
            self._resident, self._n_ctx = wanted, min(args["n_ctx"], self._model.n_ctx_train)
        return self._model

    @property
    def n_ctx(self) -> int:
        """Tokens a context of the resident model holds."""
        return self._n_ctx

    def context(self, model: LoadedModel, adapters: list[AdapterRef]) -> Context:
        """The context of this voice, as it was left, or a fresh one under its adapters.

        What was read under one voice is wrong for another, so each keeps its own. An adapter whose file
        has changed is another adapter. Raises `BadFile`, `WrongBase`; then every voice stays as it was.
        """
        chosen = sorted((str(a.path), a.scale) for a in adapters if a.scale != 0)
        voice = tuple((model.adapter(Path(path)), scale) for path, scale in chosen)
        if voice in self._contexts:
            self._contexts.move_to_end(voice)
            return self._contexts[voice]
        if len(self._contexts) < _MAX_CONTEXTS:
            context = Context(model, self._n_ctx, threads=usable_cores())
        else:
            _, context = self._contexts.popitem(last=False)
        try:
            context.set_adapters(voice)
        except Exception:
            context.free()
            raise
        self._contexts[voice] = context
        return context

    def unload(self) -> None:
        """Give the memory of model and contexts back."""
        for context in self._contexts.values():
            context.free()
        self._contexts.clear()
        if self._model:
            self._model.free()
        self._model, self._resident = None, ()


_DESK = Desk()


def load(task: Task, args: Arguments) -> dict[str, Any]:
    """Make the model resident: {"model", "n_ctx", "sha256"}."""
    began = time.perf_counter()
    _DESK.model(args)
    return {"n_ctx": _DESK.n_ctx, "seconds": time.perf_counter() - began}


def count(task: Task, args: Arguments) -> int:
    """How many tokens a rendered prompt has: {"model", "n_ctx", "sha256", "prompt"}."""
    return len(_DESK.model(args).vocabulary.encode(args["prompt"]))


def complete(task: Task, args: Arguments) -> dict[str, Any]:
    """Answer a rendered prompt, one `text` event for every piece.

    {"model", "n_ctx", "sha256", "threads", "prompt", "adapters", "sampling"}; returns a `Reply`. Raises
    `ContextOverflow`, `InputError`, `BadFile`, `WrongBase`.
    """
    model = _DESK.model(args)
    adapters = [AdapterRef.model_validate(adapter) for adapter in args["adapters"]]
    sampling = Sampling.model_validate(args["sampling"])
    began = time.perf_counter()
    context = _DESK.context(model, adapters)
    context.use_threads(args.get("threads") or usable_cores())
    switched = time.perf_counter()

    prompt = model.vocabulary.encode(args["prompt"])
    n = len(prompt)
    if not prompt:
        raise InputError("The prompt is empty.", fix="Write a message.")
    if n >= context.n_ctx:
        raise ContextOverflow(
            f"The prompt has {n} tokens; the context holds {context.n_ctx}.",
            fix="Shorten the message or attach fewer documents.",
        )
    reused = context.keep_common_prefix(prompt)
    writer = _Writer(task, sampling.stop)
    room = min(sampling.max_tokens, context.n_ctx - n)
    finish: Literal["stop", "length", "cancelled"] = "length"
    made, first = 0, 0.0
    try:
        # The last token is always read by itself: read among others it rounds otherwise, and the same
        # prompt with the same seed would not give the same answer when all the rest is reused.
        for start in range(reused, n - 1, _READ_AT_ONCE):
            task.check()
            context.read(prompt[start : min(start + _READ_AT_ONCE, n - 1)])
        task.check()
        context.read(prompt[n - 1 :])
        with Sampler(sampling, model.vocabulary.size) as sampler:
            while made < room:
                token = context.sample(sampler.chain)
                first = first or time.perf_counter()
                if model.vocabulary.ends_generation(token):
                    finish = "stop"
                    break
                made += 1
                if writer.add(model.vocabulary.piece(token)):
                    finish = "stop"
                    break
                if made < room:
                    task.check()
                    context.read([token])
    except Cancelled:
        finish = "cancelled"
    ended = time.perf_counter()
    decoded = max(0, len(context.tokens) - n)  # the first token came with the prompt
    return Reply(
        text=writer.close(),
        finish=finish,
        prompt_tokens=n,
        reused_tokens=reused,
        completion_tokens=made,
        switch_ms=(switched - began) * 1000,
        first_token_ms=((first or ended) - began) * 1000,
        decode_tokens_per_second=decoded / (ended - first) if decoded else 0,
    ).model_dump()


class _Writer:
    """Joins pieces into text: holds back half characters and what may become a stop string."""

    def __init__(self, task: Task, stop: list[str]) -> None:
        self._task = task
        self._stop = [text for text in stop if text]
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text, self._sent = "", 0

    def add(self, piece: bytes) -> bool:
        """Take one piece; True once a stop string is complete (it is cut off, with all behind it)."""
        self._text += self._decoder.decode(piece)
        # What was sent cannot begin a stop string, or it would have been held back.
        found = [at for stop in self._stop if (at := self._text.find(stop, self._sent)) >= 0]
        if found:
            self._text = self._text[: min(found)]
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
        """The whole text. A character cut off at the very end is left out."""
        self._send(len(self._text))
        return self._text


def unload(task: Task, args: Arguments) -> None:
    """Give the model's memory back."""
    _DESK.unload()


COMMANDS = {"load": load, "count": count, "complete": complete, "unload": unload}
