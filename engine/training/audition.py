"""Hearing a voice change: the same few prompts, answered again and again by the model under training."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from engine.datasets import Example, prompt_key
from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.types import Message

PROMPTS = 3  # one from the run's own data, the others from everyday life: what it was not taught shows there
EVERYDAY = ("How do I water a houseplant?", "Why do we sleep?", "Give me three ideas for a picnic.")
OWN_TOKENS, EVERYDAY_TOKENS = 40, 24  # at most; an answer is a glimpse, and all three cost a second or two
_SECONDS = 20.0  # at most, too: a token of a large model, its weights packed, takes seconds
_SHORT = 160  # characters of a question that fits beside a chart
_WORDS = 8  # how much of a plain text is given as its beginning
_ANSWER = 25  # words in which a voice can be heard, and which an audition has time for


@runtime_checkable
class Speaks(Protocol):
    """A `TrainableModel` that can also continue a text. Optional: without it a run is trained unheard."""

    def sample(self, prompt: Sequence[int], max_tokens: int) -> Iterator[int]:
        """The most likely next tokens after `prompt`, one by one. Draws no random numbers, keeps no gradients."""


@dataclass(frozen=True)
class Audition:
    """A fixed prompt, as a person reads it and as tokens."""

    prompt: str
    ids: list[int]
    max_tokens: int
    vocabulary: Vocabulary

    def answer(self, model: Speaks, between: Callable[[], None] = lambda: None) -> str:
        """What `model` says now; an ellipsis ends what is cut off. `between` tokens somebody else may have a word."""
        said, rest, spent, began = b"", "…", 0.0, time.perf_counter()
        for token in model.sample(self.ids, self.max_tokens):
            spent += time.perf_counter() - began
            if self.vocabulary.ends_generation(token):
                rest = ""
                break
            said += self.vocabulary.piece(token)
            if spent > _SECONDS:
                break
            between()
            began = time.perf_counter()
        return said.decode(errors="ignore").strip() + rest


def auditions(
    examples: Sequence[Example],
    system_prompt: str,
    template: ChatTemplate,
    vocabulary: Vocabulary,
    max_seq_length: int,
) -> list[Audition]:
    """Up to `PROMPTS` prompts for the voice, the same whenever the same is given.

    The first is from `examples`, best held-out ones: a short question, or a text's beginning. Left out is what would
    not fit into `max_seq_length` tokens. Raises `BadFile` for a broken template.
    """
    own = [min(examples, key=_unsuited)] if examples else []
    everyday = [Example(messages=(Message(role="user", content=question),)) for question in EVERYDAY]
    taken = {prompt_key(example) for example in own}
    everyday = [example for example in everyday if prompt_key(example) not in taken][: PROMPTS - len(own)]
    found: list[Audition] = []
    for example in [*own, *everyday]:
        if example.messages:
            prompt = example.prompt()
            ids = vocabulary.encode(template.render([(_asked(example, system_prompt), True)])[0])
        else:
            prompt = " ".join(example.text.split()[:_WORDS])
            ids = vocabulary.encode(prompt)
        if 0 < len(ids) < max_seq_length:
            found.append(Audition(prompt, ids, OWN_TOKENS if example in own else EVERYDAY_TOKENS, vocabulary))
    return found


def _asked(example: Example, system_prompt: str) -> list[Message]:
    """Its first question, with the system prompt it is learned with."""
    question = Message(role="user", content=example.prompt())
    first = example.messages[0]
    if first.role == "system":
        return [first, question]
    return [Message(role="system", content=system_prompt), question] if system_prompt else [question]


def _unsuited(example: Example) -> tuple[int, bool, bool, int]:
    """Sorts first what lets a voice be heard: a short question, answered in a sentence or two of prose."""
    prompt = example.prompt()
    code = any("```" in message.content for message in example.messages)
    answer = example.messages[-1].content.split() if example.messages else []
    unlike = abs(len(answer) - _ANSWER)
    return len(prompt) if len(prompt) > _SHORT else 0, code, not prompt.rstrip().endswith("?"), unlike
