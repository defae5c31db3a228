"""Renders chat templates in a process of its own.

A GGUF's template is a program from a stranger. Jinja's sandbox stops code, not endless loops or
gigabyte strings, so this process has a memory limit and its parent a clock.
The environment is the one transformers renders with (transformers/utils/chat_template_utils.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.errors import BadFile
from engine.workers.service import Arguments, Task

# A template repeats what it is given a few times at most, and adds instructions of its own.
_MAX_GROWTH, _MAX_OWN = 8, 1_000_000  # times; characters


class _Generation(Extension):
    """`{% generation %}` marks what the assistant says for transformers' loss masks; the text is its body."""

    tags = {"generation"}  # noqa: RUF012

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_body"), [], [], body).set_lineno(line)

    def _body(self, caller: Callable[[], str]) -> str:
        return caller()


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[_Generation, loopcontrols]
    )

    def raise_exception(message: str) -> None:
        raise jinja2.TemplateError(message)

    def to_json(
        value: Any,
        ensure_ascii: bool = False,
        indent: int | None = None,
        separators: tuple[str, str] | None = None,
        sort_keys: bool = False,
    ) -> str:
        return json.dumps(
            value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys
        )

    environment.filters["tojson"] = to_json
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = lambda format: datetime.now().strftime(format)
    return environment


_ENVIRONMENT = _environment()


def render(task: Task, args: Arguments) -> list[str]:
    """Render `template` once for each of `jobs`: {"messages", "add_generation_prompt"}.

    Raises `BadFile` for whatever the template raises, and for output out of proportion.
    """
    try:
        template = _ENVIRONMENT.from_string(args["template"])
        return [_render(template, args["variables"], job) for job in args["jobs"]]
    except MemoryError:
        cause = "It needs too much memory."
    except Exception as error:  # a template is a stranger's program: whatever it raises is its fault
        cause = f"{type(error).__name__}: {str(error)[:500]}."
    raise BadFile(
        "The model's chat template cannot render this conversation.",
        cause=cause,
        fix="Choose another model, or leave out the system prompt if the template refuses one.",
    )


def _render(template: jinja2.Template, variables: dict[str, Any], job: dict[str, Any]) -> str:
    room = _MAX_OWN + _MAX_GROWTH * sum(len(message["content"]) for message in job["messages"])
    pieces = []
    # transformers passes these two whether there are any or not, and templates ask whether they are defined.
    for piece in template.generate(**variables, **job, tools=None, documents=None):
        room -= len(piece)
        if room < 0:
            raise jinja2.TemplateError("it writes far more text than it was given")
        pieces.append(piece)
    return "".join(pieces)


def ready(task: Task, args: Arguments) -> None:
    """Nothing: asking for it starts the process, so that the clock measures templates and not Python."""


COMMANDS = {"render": render, "ready": ready}
