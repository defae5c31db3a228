"""Values a person typed, checked against one of the types, with an error in their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine.errors import InputError

_Model = TypeVar("_Model", bound=BaseModel)


def checked(kind: type[_Model], values: Mapping[str, Any]) -> _Model:
    """`values` as a `kind`. Raises `InputError` that names the first field that cannot be."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = _place(first["loc"])
        if first["type"] == "extra_forbidden":
            raise InputError(
                f"There is no setting called “{name}”.", fix=f"There are: {', '.join(kind.model_fields)}."
            ) from None
        raise InputError(
            f"{name} cannot be {str(first['input'])[:80]!r}.",
            cause=f"{first['msg']}.",
            fix="Give another value.",
        ) from None


def first_problem(error: ValidationError) -> str:
    """What is wrong first with what a file holds, in a sentence without the value: that may be anything."""
    first = error.errors()[0]
    return f"“{_place(first['loc'])}”: {first['msg']}."


def _place(parts: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in parts)[:80]
