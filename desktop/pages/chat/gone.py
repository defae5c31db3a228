"""What happens when somebody is asked who was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.pages.chat.blend import Blend
from desktop.pages.chat.faces import known
from engine.errors import NotFound

if TYPE_CHECKING:
    from engine.api import Engine

translate = QCoreApplication.translate


class PersonaGone(NotFound):
    """A persona that is to speak was deleted."""


def check_there(engine: Engine, voice: str) -> None:
    """For any thread. Raises `PersonaGone` if one of `voice` (`pirate:0.7+bard:0.3`) was deleted."""
    there = {persona.id for persona in engine.personas()}
    gone = [known({}, id).name for id in Blend.parse(voice).ids if id not in there]
    if gone:
        raise PersonaGone(
            translate("PersonaGone", "{0} was deleted.").format(", ".join(gone)),
            fix=translate("PersonaGone", "Choose above who is to answer, and try again."),
        )
