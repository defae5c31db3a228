"""What the empty composer says: who is asked, and whose answer the conversation goes on with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.pages.chat.blend import Blend
from desktop.pages.chat.faces import Faces, short_name, speaker

if TYPE_CHECKING:
    from desktop.pages.chat.conversation import Conversation

translate = QCoreApplication.translate


def hint(conversation: Conversation, faces: Faces, picked: Sequence[str] | None) -> str:
    """`picked`: who is to be compared, None if nobody is."""
    if picked is None:
        gone = [face.name for face in map(faces.get, conversation.blend.ids) if face.gone]
        if gone:
            said = translate("ChatPage", "{0} was deleted: choose another above")
            return said.format(", ".join(map(short_name, gone)))
        name, _ = speaker(conversation.blend, faces.by_id)
        said = translate("ChatPage", "Ask {0}…").format(name)
    elif len(picked) < 2:
        return translate("ChatPage", "Pick at least two personas above…")
    else:
        names = ", ".join(faces.get(id).name for id in picked)
        said = translate("ChatPage", "Ask {0} the same…").format(names)
    if (first := _first_compared(conversation)) and not conversation.running:
        name, _ = speaker(Blend.parse(first), faces.by_id)
        return translate("ChatPage", "{0} (goes on with {1})").format(said, name)
    return said


def _first_compared(conversation: Conversation) -> str:
    """Who of those just compared is gone on with if none is chosen: the first that gave an answer."""
    turn = conversation.turn
    if turn is None or not turn.comparing:
        return ""
    return next((turn.voices[i] for i, event in turn.told if event[0] == "answered"), "")
