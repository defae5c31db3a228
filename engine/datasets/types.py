"""What a dataset is made of: messages, examples, problems, and the record kept on disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from engine.types import Message

Format = Literal[
    "chat", "completion", "alpaca", "sharegpt", "csv", "text", "dialogue", "text-jsonl", "preference"
]
Part = Literal["train", "valid", "test"]
FORMATS: tuple[Format, ...] = get_args(Format)
PARTS: tuple[Part, ...] = get_args(Part)


class Example(BaseModel):
    """One row, normalised: a conversation (`messages`), or plain `text` for continued pretraining.

    Exactly one of the two is filled. `rejected` is another last answer that is worse than the conversation's own,
    for learning a preference; empty where there is none. `line` is the 1-based line of the source file where the row
    starts; `label` the row's own "label" or "kind", `source` its "source", if it had one.
    """

    model_config = ConfigDict(frozen=True)

    messages: tuple[Message, ...] = ()
    text: str = ""
    rejected: str = ""
    line: int = 0
    label: str = ""
    source: str = ""

    def prompt(self) -> str:
        """The first user turn, or the text itself: what makes two examples the same question."""
        return next((m.content for m in self.messages if m.role == "user"), self.text)

    def to_row(self) -> dict[str, Any]:
        """The example as one JSON object of `train.jsonl`: `messages` or `text`, what else it has, and `line`."""
        row: dict[str, Any] = {"text": self.text}
        if self.messages:
            row = {"messages": [{"role": m.role, "content": m.content} for m in self.messages]}
        if self.rejected:
            row["rejected"] = self.rejected
        if self.label:
            row["label"] = self.label
        if self.source:
            row["source"] = self.source
        return {**row, "line": self.line}


class Problem(BaseModel):
    """A row that cannot be used: the 1-based line it starts on, and why.

    `mended` is the example it could be if its turns were put in order; never done unasked.
    """

    model_config = ConfigDict(frozen=True)

    line: int
    reason: str
    mended: Example | None = Field(default=None, exclude=True, repr=False)

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass
class Dataset:
    """A source file as read: its good rows, its bad rows, and what kind of file it was.

    `sha256` is of the very bytes that were read.
    """

    examples: list[Example]
    format: Format
    problems: list[Problem] = field(default_factory=list)
    sha256: str = ""


@dataclass
class Split:
    """The three parts, each in source order. `note` says what the data did not allow, or is empty."""

    train: list[Example]
    valid: list[Example]
    test: list[Example]
    note: str = ""

    def parts(self) -> dict[Part, list[Example]]:
        return {"train": self.train, "valid": self.valid, "test": self.test}


class DatasetInfo(BaseModel):
    """`dataset.json`: where a dataset came from and what its parts hold.

    `valid` and `test` are the shares asked for, `counts` the examples per part, `part_sha256` the digests
    of `<part>.jsonl`, `sha256` that of the source file, `source` its name (not its folder: datasets are
    shared).
    """

    id: str
    format: Format
    source: str
    sha256: str
    seed: int
    valid: float
    test: float
    counts: dict[Part, int]
    part_sha256: dict[Part, str] = Field(default_factory=dict)
    note: str = ""


class Description(BaseModel):
    """Basic figures of a dataset. Turn lengths are characters.

    `duplicates` counts the further copies of an example already seen (whole conversation, ignoring
    case and white space); `repeated_prompts` the further examples that ask an already seen question.
    """

    examples: int
    conversations: int
    texts: int
    turns: dict[str, int] = Field(default_factory=dict)
    mean_turn_chars: dict[str, float] = Field(default_factory=dict)
    longest_turn_chars: dict[str, int] = Field(default_factory=dict)
    longest_line: int = 0
    labels: dict[str, int] = Field(default_factory=dict)
    duplicates: int = 0
    repeated_prompts: int = 0
