"""A base model's own chat template: the same text for training, proof and chat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.errors import BadFile, Cancelled, EngineError, InputError, WorkerCrashed
from engine.models.gguf_file import GgufHeader, read_header
from engine.types import Message
from engine.workers.supervisor import Worker

_MEMORY = 512 * 1024**2
_SECONDS = 5.0
_START_SECONDS = 60.0
_BATCH = 256
_CONTROL, _USER_DEFINED = 3, 4  # llama.cpp's token types
# For base models that carry no template: ChatML, the most widely used layout.
_CHATML = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


class ChatTemplate:
    """Renders conversations in a guarded child process. Close it when done."""

    def __init__(self, model: Path, log: Path, header: GgufHeader | None = None) -> None:
        """Read the template of the GGUF at `model`. Raises `BadFile`."""
        header = header or read_header(model)
        key = "tokenizer.chat_template"
        self._model = model
        self._template = (header.text(key) if key in header.metadata else "") or _CHATML
        tokens, control = _tokens(header, self._template)

        def text(name: str) -> str:
            id = header.metadata.get(f"tokenizer.ggml.{name}_token_id", -1)
            return tokens[id] if isinstance(id, int) and 0 <= id < len(tokens) else ""

        self._variables = {"bos_token": text("bos"), "eos_token": text("eos")}
        self._control = re.compile("|".join(map(re.escape, control)) or r"(?!)")
        self._worker = Worker("template", log, memory_limit=_MEMORY)

    def plain(self, content: str) -> str:
        """`content` with a space inside every control token's name.

        Otherwise a document or a pasted text could end its own turn and speak as the system.
        """
        return self._control.sub(lambda match: f"{match[0][0]} {match[0][1:]}", content)

    def render(
        self, conversations: Sequence[tuple[Sequence[Message], bool]], seconds: float = _SECONDS
    ) -> list[str]:
        """Text of each (messages, add_generation_prompt). Raises `BadFile` for a broken or hostile template."""
        texts: list[str] = []
        for start in range(0, len(conversations), _BATCH):
            jobs = [
                {
                    "messages": [{"role": m.role, "content": self.plain(m.content)} for m in messages],
                    "add_generation_prompt": generate,
                }
                for messages, generate in conversations[start : start + _BATCH]
            ]
            texts += self._ask(jobs, seconds)
        return texts

    def _ask(self, jobs: list[dict[str, Any]], seconds: float) -> list[str]:
        try:
            if (
                self._worker.pid is None
            ):  # starting Python may take long on a busy machine: not the template's fault
                self._worker.ask("ready", _START_SECONDS)
            rendered: list[str] = self._worker.ask(
                "render", seconds, template=self._template, variables=self._variables, jobs=jobs
            )
        except TimeoutError:
            cause = f"It ran longer than {seconds:g} s."
        except WorkerCrashed as error:
            cause = error.cause
        except (InputError, Cancelled):
            raise
        except EngineError as error:  # out of memory outside the rendering itself
            cause = str(error)
        else:
            return rendered
        raise BadFile(
            f"The chat template of {self._model} was stopped.", cause=cause, fix="Choose another model."
        ) from None

    def close(self) -> None:
        """End the child process."""
        self._worker.close()


def _tokens(header: GgufHeader, template: str) -> tuple[list[str], list[str]]:
    """(the vocabulary, the tokens that content must not hold, longest first).

    These are the control tokens, and the user-defined ones the template itself writes: in some models
    the marks of a turn are of that kind. (The others are HTML tags and runs of spaces.)
    """
    tokens = header.metadata.get("tokenizer.ggml.tokens")
    kinds = header.metadata.get("tokenizer.ggml.token_type")
    if not isinstance(tokens, list) or kinds is None:
        return [], []
    control = {
        token
        for token, kind in zip(tokens, kinds, strict=False)
        if (kind == _CONTROL or (kind == _USER_DEFINED and token in template)) and len(token.strip()) > 2
    }
    return tokens, sorted(control, key=len, reverse=True)
