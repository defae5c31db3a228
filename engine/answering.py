"""Questions to the library: find passages, let a voice answer from them, check what it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.cancel import Cancel
from engine.errors import InputError
from engine.inference.client import ChatClient, OnText, Voice
from engine.library.answers import check_citations, grounded_prompt
from engine.library.client import Library
from engine.library.types import Passage
from engine.types import Citation, Message, Reply, Sampling

GROUNDED_TEMPERATURE = 0.2
_FOUND = 6  # passages looked at; the prompt takes the best that fit


@dataclass(frozen=True)
class Answer:
    """A grounded answer. `reply.text` is checked: every mark in it points at one of `citations`.

    `supported` is False when no passage says what the answer says: then it is the model's own idea.
    """

    reply: Reply
    citations: list[Citation]
    passages: list[Passage]
    supported: bool


def answer(
    library: Library,
    chat: ChatClient,
    question: str,
    collections: Sequence[str],
    voice: Voice,
    history: Sequence[Message],
    sampling: Sampling,
    on_text: OnText,
    cancel: Cancel,
) -> Answer:
    """Answer `question` from `collections` as `voice`.

    `on_text` gets the answer unchecked, as it is written. Raises `InputError` for an empty question,
    `NotFound` for an unknown collection, and what `ChatClient.reply` raises.
    """
    if not question.strip():
        raise InputError("The question is empty.", fix="Ask something.")
    passages = library.search(collections, question, limit=_FOUND)
    grounded = grounded_prompt(question, passages)
    turn = Message(role="user", content=grounded.text)
    reply = chat.reply([*history, turn], voice, sampling, on_text, cancel)
    checked = check_citations(reply.text, grounded.passages, question)
    return Answer(
        reply=reply.model_copy(update={"text": checked.text}),
        citations=checked.citations,
        passages=grounded.passages,
        supported=checked.supported,
    )
