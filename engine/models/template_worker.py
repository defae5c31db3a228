"""Renders chat templates in a process of its own.

A GGUF's template is a program from a stranger. Jinja's sandbox stops code, not endless loops or
gigabyte strings, so this process has a memory limit and its parent a clock.
The environment is the one transformers renders with (transformers/utils/chat_template_utils.py).
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import jinja2
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.errors import BadFile
from engine.workers.service import Arguments, Task

_MAX_OUTPUT = 32_000_000  # characters over one batch; far above any context, far below the memory limit


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols]
    )

    def raise_exception(message: str) -> None:
        raise jinja2.TemplateError(message)

    def to_json(value: Any, ensure_ascii: bool = False, indent: int | None = None, **_: Any) -> str:
        return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent)

    environment.filters["tojson"] = to_json
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = lambda format: datetime.now().strftime(format)
    return environment


_ENVIRONMENT = _environment()


def render(task: Task, args: Arguments) -> list[str]:
    """Render `template` once for each of `jobs`: {"messages", "add_generation_prompt"}."""
    try:
        template = _ENVIRONMENT.from_string(args["template"])
        texts: list[str] = []
        room = _MAX_OUTPUT
        for job in args["jobs"]:
            text = template.render(**args["variables"], **job)
            room -= len(text)
            if room < 0:
                raise jinja2.TemplateError("it writes far more text than it was given")
            texts.append(text)
        return texts
    except MemoryError:
        raise BadFile(
            "The model's chat template needs too much memory.", fix="Choose another model."
        ) from None
    except Exception as error:
        # A template is a stranger's program: whatever it raises is the template's fault.
        raise BadFile(
            "The model's chat template cannot render this conversation.",
            cause=f"{type(error).__name__}: {error}.",
            fix="Choose another model, or leave out the system prompt if the template refuses one.",
        ) from None


COMMANDS = {"render": render}
