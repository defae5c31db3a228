"""Hybrid search: nearest vectors and matching words, fused by their ranks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from engine.errors import InputError
from engine.library.embedder import Embedder
from engine.library.index import DenseIndex
from engine.library.stop_words import STOP_WORDS
from engine.library.store import Collection, Store
from engine.library.types import Passage

DEPTH = 50
"""How far down each of the two lists counts."""
K = 60
"""The constant of reciprocal-rank fusion, as in Cormack, Clarke and Büttcher (SIGIR 2009)."""
_MAX_WORDS = 48
_WORD = re.compile(r"\w+")


def search(
    store: Store,
    index: DenseIndex,
    embedder: Embedder,
    collections: Sequence[Collection],
    query: str,
    limit: int,
) -> list[Passage]:
    """The `limit` best passages of the collections, best first, numbered from 1.

    Chunks with the same text count once. The embedder must be the one of the collections.
    """
    if not query.strip():
        raise InputError("The question is empty.", fix="Type what you are looking for.")
    vector = embedder.embed([query])[0]
    near = [pair for collection in collections for pair in index.query(collection, vector, DEPTH)]
    near.sort(key=lambda pair: -pair[1])
    near = near[:DEPTH]
    similarity = dict(near)
    match = words_query(query)
    by_words = store.search_words(collections, match, DEPTH) if match else []
    fused = fuse([by_words, [id for id, _ in near]])
    chunks = store.chunks(list(fused))
    passages: list[Passage] = []
    seen: set[str] = set()
    for id, score in fused.items():
        chunk = chunks.get(id)
        if chunk is None or chunk.text in seen:
            continue
        seen.add(chunk.text)
        passages.append(
            Passage(
                number=len(passages) + 1,
                text=chunk.text,
                file=chunk.name,
                path=chunk.path,
                page=chunk.page,
                heading=chunk.heading,
                source_id=chunk.source_id,
                chunk_id=id,
                start=chunk.start,
                end=chunk.end,
                score=score,
                similarity=similarity.get(id, 0.0),
            )
        )
        if len(passages) == limit:
            break
    return passages


def fuse(rankings: Iterable[Sequence[int]]) -> dict[int, float]:
    """Reciprocal-rank fusion: the sum of 1 / (K + rank) over the rankings, best first.

    Of equals, those of the earlier ranking come first: a rare word found outranks a vague likeness.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, id in enumerate(ranking, start=1):
            scores[id] = scores.get(id, 0.0) + 1 / (K + rank)
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


def words_query(text: str) -> str:
    """An FTS5 expression for any of the words in `text`, quoted, so that no input is a syntax error.

    Very common words are left out unless there are no others. Empty if there is no word at all.
    """
    words = list(dict.fromkeys(_WORD.findall(text.lower())))
    telling = [word for word in words if word not in STOP_WORDS] or words
    return " OR ".join(f'"{word}"' for word in telling[:_MAX_WORDS])
