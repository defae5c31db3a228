"""A thin, typed skin over llama.cpp's low-level calls: model, vocabulary, adapters, contexts.

The high-level `Llama` class is not used: it takes one adapter at construction, turns mmap off for it
and does not notice when an adapter fails to load.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
import numpy.typing as npt

from engine.conversion.adapter_file import validate_adapter
from engine.errors import BadFile, ContextOverflow, EngineError, OutOfMemory, WrongBase
from engine.models.gguf_file import read_header

_BATCH = 512  # tokens llama.cpp reads at once, its own default
_READ_FIX = "Check that the file is complete, or choose another model."


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _log_warnings(level: int, text: bytes, _: Any) -> None:
    if level in (3, 4):  # warnings and errors of ggml's log levels; the rest is chatter
        os.write(2, text)


llama_cpp.llama_log_set(_log_warnings, ctypes.c_void_p(0))
llama_cpp.llama_backend_init()


def usable_cores() -> int:
    """Cores this process may run on: more threads than that make every product many times slower."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Vocabulary:
    """Token ids and text. Training and chat share it, so both see the same tokens.

    Close it, or use it as a context manager, if it was opened without a model.
    """

    def __init__(self, path: Path, model: Any = None) -> None:
        """Open the vocabulary of the GGUF at `path`; `model` is a loaded llama.cpp model to share.

        Raises `BadFile`.
        """
        self._owned = None
        if model is None:
            read_header(path)  # refuses what llama.cpp might stumble over
            parameters = llama_cpp.llama_model_default_params()
            parameters.vocab_only = True
            model = self._owned = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)
            if not model:
                raise BadFile(f"llama.cpp cannot read the vocabulary of {path}.", fix=_READ_FIX)
        self._vocab = llama_cpp.llama_model_get_vocab(model)
        self.size: int = llama_cpp.llama_vocab_n_tokens(self._vocab)
        self._adds_bos: bool = llama_cpp.llama_vocab_get_add_bos(self._vocab)
        self._bos: int = llama_cpp.llama_vocab_bos(self._vocab)

    def __enter__(self) -> Vocabulary:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back, unless it is the model's that was passed in."""
        if self._owned:
            llama_cpp.llama_model_free(self._owned)
            self._owned = None

    def encode(self, text: str) -> list[int]:
        """Tokens of a rendered chat: control tokens are recognised, and BOS comes first exactly once.

        Many templates write BOS themselves while the file also asks for it to be added.
        """
        tokens = self._tokenize(text)
        if self._adds_bos and tokens[:1] != [self._bos]:
            tokens.insert(0, self._bos)
        return tokens

    def _tokenize(self, text: str) -> list[int]:
        data = text.encode()
        room = len(data) + 8
        buffer = (llama_cpp.llama_token * room)()
        n = llama_cpp.llama_tokenize(self._vocab, data, len(data), buffer, room, False, True)
        if n < 0:
            raise EngineError("The text could not be tokenized.")
        return list(buffer[:n])

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """The bytes of one token; part of a character is possible. Control tokens only if `special`."""
        size = 64
        while True:
            buffer = ctypes.create_string_buffer(size)
            n = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, size, 0, special)
            if n >= 0:
                return buffer.raw[:n]
            size = -n

    def ends_generation(self, token: int) -> bool:
        """Whether the model says with `token` that its turn is over."""
        return bool(llama_cpp.llama_vocab_is_eog(self._vocab, token))


@dataclass(frozen=True, eq=False)
class Adapter:
    """A checked adapter in memory, usable as long as its model is. The same content gives the same object."""

    path: Path
    handle: Any


class LoadedModel:
    """Base weights in memory (mapped from the file), with any number of adapters beside them."""

    def __init__(self, path: Path, *, sha256: str = "", n_gpu_layers: int = 0) -> None:
        """Load the GGUF at `path`. `sha256` is its digest: adapters that record another are refused.

        Raises `BadFile`.
        """
        parameters = llama_cpp.llama_model_default_params()
        parameters.n_gpu_layers = n_gpu_layers
        self.path, self._sha256 = path, sha256
        self._header = read_header(path)  # refuses what llama.cpp might stumble over
        self.handle = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)
        if not self.handle:
            raise BadFile(f"llama.cpp cannot load {path}.", cause="The worker's log says why.", fix=_READ_FIX)
        self.vocabulary = Vocabulary(path, self.handle)
        self.n_ctx_train: int = llama_cpp.llama_model_n_ctx_train(self.handle)
        self._adapters: dict[tuple[str, int, int], Adapter] = {}

    def adapter(self, path: Path) -> Adapter:
        """The adapter in the file at `path`, loaded once for each content. Raises `BadFile`, `WrongBase`."""
        try:
            state = path.stat()
        except OSError:
            raise BadFile(f"The adapter {path} does not exist.", fix="Train or import it again.") from None
        key = (str(path), state.st_mtime_ns, state.st_size)
        if key not in self._adapters:
            info = validate_adapter(path, self._header)  # llama.cpp crashes on malformed ones
            if self._sha256 and info.base_sha256 not in (None, self._sha256):
                raise WrongBase(
                    f"The adapter {path} was trained on another base model.",
                    cause=f"It names SHA-256 {str(info.base_sha256)[:12]}…, {self.path} has {self._sha256[:12]}….",
                    fix="Choose the base model it was trained on, or train it again on this one.",
                )
            handle = llama_cpp.llama_adapter_lora_init(self.handle, os.fsencode(path))
            if not handle:  # a null pointer object, not None: using it would end the process
                raise BadFile(f"llama.cpp cannot load the adapter {path}.", fix="Train or import it again.")
            self._adapters[key] = Adapter(path, handle)
        return self._adapters[key]

    def free(self) -> None:
        """Give the memory back. Contexts over this model must be freed first."""
        self._adapters.clear()  # llama.cpp frees adapters with their model
        llama_cpp.llama_model_free(self.handle)
        self.handle = None


class Context:
    """One token sequence over a model, under one set of adapters. Re-reads only what changed."""

    def __init__(self, model: LoadedModel, n_ctx: int, threads: int) -> None:
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = n_ctx
        parameters.n_batch = parameters.n_ubatch = _BATCH
        parameters.n_threads = parameters.n_threads_batch = threads
        self._handle = llama_cpp.llama_init_from_model(model.handle, parameters)
        if not self._handle:
            raise OutOfMemory(
                "The model's context could not be made.",
                cause=f"n_ctx is {n_ctx}.",
                fix="Close other programs to free memory, or choose a smaller context.",
            )
        self._memory = llama_cpp.llama_get_memory(self._handle)
        self._model = model
        self.n_ctx = n_ctx
        self.tokens: list[int] = []

    def set_adapters(self, adapters: Sequence[tuple[Adapter, float]]) -> None:
        """Use exactly these adapters at these scales. What was read under others is forgotten."""
        self.rewind(0)
        n = len(adapters)
        pointers = (llama_cpp.llama_adapter_lora_p_ctypes * n)(*(adapter.handle for adapter, _ in adapters))
        scales = (ctypes.c_float * n)(*(scale for _, scale in adapters))
        if llama_cpp.llama_set_adapters_lora(self._handle, pointers, n, scales) != 0:
            raise EngineError(
                "llama.cpp refused the adapters.", cause=f"{[str(adapter.path) for adapter, _ in adapters]}."
            )

    def use_threads(self, threads: int) -> None:
        """Read and write with so many threads from now on."""
        llama_cpp.llama_set_n_threads(self._handle, threads, threads)

    def rewind(self, length: int) -> None:
        """Forget everything after the first `length` tokens."""
        if length == 0 or not llama_cpp.llama_memory_seq_rm(self._memory, 0, length, -1):
            llama_cpp.llama_memory_clear(self._memory, False)
            length = 0
        del self.tokens[length:]

    def keep_common_prefix(self, tokens: Sequence[int]) -> int:
        """Forget what differs from `tokens`; returns how many of them need not be read again.

        At least the last token is read again, for its logits.
        """
        same = 0
        for ours, wanted in zip(self.tokens, tokens[:-1], strict=False):
            if ours != wanted:
                break
            same += 1
        self.rewind(same)
        return len(self.tokens)

    def read(self, tokens: Sequence[int]) -> None:
        """Append up to `n_batch` tokens. Raises `ContextOverflow` if they do not fit."""
        if len(self.tokens) + len(tokens) > self.n_ctx:
            raise ContextOverflow(
                f"The conversation does not fit the context of {self.n_ctx} tokens.",
                fix="Shorten it or start a new chat.",
            )
        array = (llama_cpp.llama_token * len(tokens))(*tokens)
        code = llama_cpp.llama_decode(self._handle, llama_cpp.llama_batch_get_one(array, len(tokens)))
        if code != 0:
            self.rewind(0)  # what it holds now is unknown
            raise EngineError("llama.cpp could not read the tokens.", cause=f"llama_decode returned {code}.")
        self.tokens.extend(tokens)

    def logits(self, tokens: Sequence[int], positions: Sequence[int]) -> npt.NDArray[np.float32]:
        """Logits after the tokens at `positions` (rising), all read anew: [len(positions), vocabulary]."""
        self.rewind(0)
        wanted = set(positions)
        rows: list[npt.NDArray[np.float32]] = []
        try:
            for start in range(0, len(tokens), _BATCH):
                part = tokens[start : start + _BATCH]
                rows += self._read_for_logits(part, start, wanted)
        finally:
            self.rewind(0)
        return np.stack(rows)

    def _read_for_logits(
        self, tokens: Sequence[int], start: int, wanted: set[int]
    ) -> list[npt.NDArray[np.float32]]:
        batch = llama_cpp.llama_batch_init(len(tokens), 0, 1)
        try:
            batch.n_tokens = len(tokens)
            for i, token in enumerate(tokens):
                batch.token[i], batch.pos[i], batch.logits[i] = token, start + i, start + i in wanted
                batch.n_seq_id[i], batch.seq_id[i][0] = 1, 0
            if llama_cpp.llama_decode(self._handle, batch) != 0:
                raise EngineError("llama.cpp could not read the tokens.")
            size = self._model.vocabulary.size
            return [
                np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(self._handle, i), (size,)).copy()
                for i in range(len(tokens))
                if start + i in wanted
            ]
        finally:
            llama_cpp.llama_batch_free(batch)

    def sample(self, sampler: Any) -> int:
        """Draw the next token after the last one read."""
        return int(llama_cpp.llama_sampler_sample(sampler, self._handle, -1))

    def free(self) -> None:
        """Give the memory back."""
        llama_cpp.llama_free(self._handle)
        self._handle = None
