"""Basic figures of a dataset, for `macaw data check`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from engine.datasets.drafts import content_key
from engine.datasets.split import prompt_key
from engine.datasets.types import Description, Example


def describe(examples: Sequence[Example]) -> Description:
    """Counts, turn lengths in characters, labels and duplicates of `examples`."""
    lengths: dict[str, list[int]] = defaultdict(list)
    seen: set[bytes] = set()
    prompts: set[str] = set()
    longest, longest_line = 0, 0
    for example in examples:
        turns: list[tuple[str, str]] = [(m.role, m.content) for m in example.messages] or [
            ("text", example.text)
        ]
        for role, content in turns:
            lengths[role].append(len(content))
        size = sum(len(content) for _, content in turns)
        if size > longest:
            longest, longest_line = size, example.line
        seen.add(content_key(example))
        prompts.add(prompt_key(example))
    conversations = sum(1 for example in examples if example.messages)
    return Description(
        examples=len(examples),
        conversations=conversations,
        texts=len(examples) - conversations,
        turns={role: len(found) for role, found in lengths.items()},
        mean_turn_chars={role: round(sum(found) / len(found), 1) for role, found in lengths.items()},
        longest_turn_chars={role: max(found) for role, found in lengths.items()},
        longest_line=longest_line,
        labels=dict(Counter(example.label for example in examples if example.label).most_common()),
        duplicates=len(examples) - len(seen),
        repeated_prompts=len(examples) - len(prompts),
    )
