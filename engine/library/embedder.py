"""Embeddings by llama.cpp: text to unit vectors. The only place of the library that loads llama.cpp.

Several contexts with one thread each share the weights and work side by side. One context with several
threads would wait at a barrier after every operation, and where another program wants the processor too,
each wait costs a time slice: measured 20 times as slow.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import queue
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
import numpy.typing as npt

from engine.errors import BadFile, EngineError, OutOfMemory
from engine.models.gguf_file import read_header

Vectors = npt.NDArray[np.float32]

_CONTEXT = 512
_PACK = 384
"""Tokens computed together: measured best for chunks and for sentences. Within one pack every sequence
is compared with all, so more is slower; less leaves the matrix products small."""
_SEQUENCES = 64
_MAX_CONTEXTS = 8
_FIX = "Remove the file so that it is made again, or choose another embedding model."


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _log_warnings(level: int, text: bytes, _: Any) -> None:
    if level in (3, 4):  # warnings and errors of ggml's log levels
        os.write(2, text)


def file_identity(path: Path) -> str:
    """SHA-256 of an embedder's file: vectors of two embedders must never meet, whatever their size."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        cause = f"{error.strerror}."
        raise BadFile(f"The embedding model {path} cannot be read.", cause=cause, fix=_FIX) from error


class Embedder:
    """An embedding model in memory. Not safe for threads, though it uses some."""

    def __init__(self, path: Path, *, contexts: int = 0) -> None:
        """Load the GGUF at `path`. Raises `BadFile` if it is none or no embedding model."""
        self.path = path
        read_header(path)  # refuses what llama.cpp might stumble over
        self.identity = file_identity(path)
        llama_cpp.llama_log_set(_log_warnings, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
        parameters = llama_cpp.llama_model_default_params()
        parameters.n_gpu_layers = 0
        self._model = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)
        if not self._model:
            message = f"llama.cpp cannot load the embedding model {path}."
            raise BadFile(message, cause="The worker's log says why.", fix=_FIX)
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self.dimension: int = llama_cpp.llama_model_n_embd(self._model)
        # A text longer than the model's table of positions would abort the process.
        self.max_tokens: int = min(_CONTEXT, llama_cpp.llama_model_n_ctx_train(self._model))
        self._count = contexts or min(_MAX_CONTEXTS, _cores())
        self._contexts: queue.SimpleQueue[_Context] = queue.SimpleQueue()
        self._made = [self._new_context()]
        self._pool = ThreadPoolExecutor(self._count, thread_name_prefix="embed")

    def _new_context(self) -> _Context:
        context = _Context(self._model, self.dimension, self.path)
        self._contexts.put(context)
        return context

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`, without the model's special ones."""
        return len(self._tokenize(text, special=False))

    def _tokenize(self, text: str, *, special: bool) -> list[int]:
        data = text.encode()
        room = len(data) + 8
        buffer = (llama_cpp.llama_token * room)()
        # Marks such as [SEP] in a document are text: parse_special is off.
        n = llama_cpp.llama_tokenize(self._vocabulary, data, len(data), buffer, room, special, False)
        if n < 0:
            raise EngineError("The text could not be tokenized.")
        return list(buffer[:n])

    def embed(self, texts: Sequence[str], check: Callable[[int], None] | None = None) -> Vectors:
        """Unit vectors, float32 [len(texts), dimension], in the order of `texts`.

        A text longer than the model's context is cut. `check` is called now and then with the number of
        finished texts; it may raise to stop, and embed something short itself.
        """
        tokens = [self._tokenize(text, special=True) for text in texts]
        limit = self.max_tokens
        tokens = [row if len(row) <= limit else [*row[: limit - 1], row[-1]] for row in tokens]
        result = np.empty((len(texts), self.dimension), dtype=np.float32)
        packs = _packs([len(row) for row in tokens])
        while len(self._made) < min(self._count, len(packs)):
            self._made.append(self._new_context())

        def compute(pack: list[int]) -> int:
            context = self._contexts.get()
            try:
                result[pack] = context.embed([tokens[index] for index in pack])
            finally:
                self._contexts.put(context)
            return len(pack)

        # Never more in the pool than keep it busy: what `check` lets in between, a question, need not wait long.
        ahead = iter(packs)
        futures: set[Future[int]] = {
            self._pool.submit(compute, pack) for pack in islice(ahead, self._count + 1)
        }
        done = 0
        try:
            while futures:
                finished, futures = wait(futures, return_when=FIRST_COMPLETED)
                futures |= {self._pool.submit(compute, pack) for pack in islice(ahead, len(finished))}
                done += sum(future.result() for future in finished)
                if check:
                    check(done)
        finally:
            for future in futures:
                future.cancel()
            wait(futures)
        norms = np.linalg.norm(result, axis=1, keepdims=True)
        if not np.isfinite(norms).all() or (norms == 0).any():
            message = "The embedding model gave vectors that are not numbers."
            raise EngineError(message, cause=str(self.path), fix=_FIX)
        result /= norms
        return result

    def close(self) -> None:
        """Give the memory back."""
        self._pool.shutdown()
        for context in self._made:
            context.free()
        llama_cpp.llama_model_free(self._model)


class _Context:
    """Room to compute one pack on one thread."""

    def __init__(self, model: Any, dimension: int, path: Path) -> None:
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = _CONTEXT
        parameters.n_seq_max = _SEQUENCES
        parameters.n_threads = parameters.n_threads_batch = 1
        parameters.embeddings = parameters.kv_unified = True
        parameters.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_ENABLED
        self._handle = llama_cpp.llama_init_from_model(model, parameters)
        if not self._handle:
            raise OutOfMemory("The embedding model's context could not be made.", fix="Free some memory.")
        if llama_cpp.llama_pooling_type(self._handle) in (
            llama_cpp.LLAMA_POOLING_TYPE_NONE,
            llama_cpp.LLAMA_POOLING_TYPE_RANK,
        ):
            llama_cpp.llama_free(self._handle)
            raise BadFile(f"{path} is not an embedding model.", cause="It has no pooling.", fix=_FIX)
        self._memory = llama_cpp.llama_get_memory(self._handle)  # none in an encoder such as BERT
        self._dimension = dimension
        self._batch = llama_cpp.llama_batch_init(_CONTEXT, 0, 1)

    def embed(self, rows: Sequence[Sequence[int]]) -> Vectors:
        """Pooled vectors, float32 [len(rows), dimension], not normalised."""
        batch, at = self._batch, 0
        for sequence, row in enumerate(rows):
            for position, token in enumerate(row):
                batch.token[at], batch.pos[at] = token, position
                batch.n_seq_id[at], batch.seq_id[at][0], batch.logits[at] = 1, sequence, 1
                at += 1
        batch.n_tokens = at
        if self._memory:
            llama_cpp.llama_memory_clear(self._memory, True)
            failed = llama_cpp.llama_decode(self._handle, batch)
        else:
            failed = llama_cpp.llama_encode(self._handle, batch)
        if failed:
            raise EngineError("The embedding model failed.", cause=f"llama.cpp returned {failed}.")
        vectors = np.empty((len(rows), self._dimension), dtype=np.float32)
        for sequence in range(len(rows)):
            pointer = llama_cpp.llama_get_embeddings_seq(self._handle, sequence)
            if not pointer:
                raise EngineError("The embedding model gave no vector.")
            vectors[sequence] = np.ctypeslib.as_array(pointer, shape=(self._dimension,))
        return vectors

    def free(self) -> None:
        llama_cpp.llama_batch_free(self._batch)
        llama_cpp.llama_free(self._handle)


def _packs(lengths: Sequence[int]) -> list[list[int]]:
    """Indices in groups of at most `_PACK` tokens, alike in length."""
    packs: list[list[int]] = []
    tokens = _PACK + 1
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        tokens += lengths[index]
        if tokens > _PACK or len(packs[-1]) == _SEQUENCES:
            packs.append([])
            tokens = lengths[index]
        packs[-1].append(index)
    return packs


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
