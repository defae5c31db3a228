"""llama.cpp's sampler chain, in llama.cpp's own order: penalties, top-k, top-p, min-p, temperature, draw."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import llama_cpp

from engine.types import Sampling

_PENALTY_WINDOW = 64  # tokens looked back on; llama.cpp's own default


class Sampler:
    """A sampler chain for one answer. Use it as a context manager: the memory is native."""

    def __init__(self, sampling: Sampling, n_vocab: int, recent: Sequence[int] = ()) -> None:
        """`recent`: tokens already written in this answer, so that their repetition counts."""
        self.seed = sampling.seed if sampling.seed is not None else random.getrandbits(32)
        add = llama_cpp.llama_sampler_chain_add
        self.chain: Any = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
        if sampling.repeat_penalty != 1:
            add(
                self.chain,
                llama_cpp.llama_sampler_init_penalties(
                    n_vocab, _PENALTY_WINDOW, sampling.repeat_penalty, 0, 0
                ),
            )
        if sampling.temperature == 0:
            add(self.chain, llama_cpp.llama_sampler_init_greedy())
        else:
            if sampling.top_k:
                add(self.chain, llama_cpp.llama_sampler_init_top_k(sampling.top_k))
            add(self.chain, llama_cpp.llama_sampler_init_top_p(sampling.top_p, 1))
            add(self.chain, llama_cpp.llama_sampler_init_min_p(sampling.min_p, 1))
            add(self.chain, llama_cpp.llama_sampler_init_temp(sampling.temperature))
            add(self.chain, llama_cpp.llama_sampler_init_dist(self.seed & 0xFFFFFFFF))
        for token in recent:
            llama_cpp.llama_sampler_accept(self.chain, token)

    def __enter__(self) -> Sampler:
        return self

    def __exit__(self, *_: object) -> None:
        llama_cpp.llama_sampler_free(self.chain)
