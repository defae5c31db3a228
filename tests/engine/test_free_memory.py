"""Giving memory back: workers that nobody waits for end, and start anew when they are asked."""

from __future__ import annotations

import pytest

from engine.api import Engine
from engine.errors import EngineError, MemoryLimit, OutOfMemory, WorkerCrashed, from_wire
from engine.paths import Home
from engine.types import Message, Sampling

HELLO = [Message(role="user", content="Hello!")]


@pytest.mark.slow
def test_idle_workers_end_and_come_back(home: Home) -> None:
    with Engine(home.root) as engine:
        assert engine.free_memory() == 0  # nothing was loaded
        voice, least = engine.voice("plain"), Sampling(max_tokens=2, temperature=0)
        before = engine.reply(HELLO, voice, sampling=least)
        engine.create_collection("harbour")
        freed = engine.free_memory()
        assert freed > 50e6 and engine._chat._worker.pid is None and engine._library.worker.pid is None
        assert engine.reply(HELLO, voice, sampling=least).text == before.text
        assert [found.name for found in engine.collections()] == ["harbour"]


def test_a_worker_that_answers_is_left_alone(home: Home) -> None:
    freed: list[int] = []
    with Engine(home.root) as engine:
        reply = engine.reply(
            HELLO,
            engine.voice("plain"),
            sampling=Sampling(max_tokens=8),
            on_text=lambda _: freed.append(engine.free_memory()),
        )
        assert reply.text and freed[0] == 0  # while its last words are passed on, it may be idle already


@pytest.mark.parametrize(
    "error", [OutOfMemory("No."), MemoryLimit("No."), WorkerCrashed("It died.", log="/logs/chat.log")]
)
def test_what_helps_crosses_the_wire(error: EngineError) -> None:
    again = from_wire(error.to_wire())
    assert type(again) is type(error) and again.log == error.log
