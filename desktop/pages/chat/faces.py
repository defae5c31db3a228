"""What the chat page knows of a persona. The starters are there before the engine is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.places import RESOURCES

if TYPE_CHECKING:
    from desktop.backend import Backend, Call
    from desktop.pages.chat.blend import Blend
    from engine.types import Persona

_FIRST = ("pirate", "professor", "bard")
PLAIN = "plain"
_SHORT = 20


@dataclass(frozen=True)
class Face:
    """A persona as the chat page shows it."""

    id: str
    name: str
    color: str = "#5B6470"
    description: str = ""
    adapter: bool = False
    base: str = ""
    collections: tuple[str, ...] = ()
    gone: bool = False


def short_name(name: str) -> str:
    """At most 20 characters of a name, for where others stand beside it."""
    return name if len(name) <= _SHORT else name[: _SHORT - 1].rstrip() + "…"


def starters() -> list[Face]:
    """The personas that come with the install, read without the engine."""
    faces = []
    for file in (RESOURCES / "personas").glob("*/persona.json"):
        data = json.loads(file.read_text(encoding="utf-8"))
        faces.append(
            Face(
                file.parent.name,
                data["name"],
                data["color"],
                data["description"],
                bool(data.get("adapter")),
                data.get("base_model", ""),
            )
        )
    return _ordered([*faces, _plain()])


def _plain() -> Face:
    name = QCoreApplication.translate("Faces", "Plain")
    return Face(PLAIN, name, description=QCoreApplication.translate("Faces", "The base model as it is."))


def _ordered(faces: Iterable[Face]) -> list[Face]:
    return sorted(faces, key=lambda face: place(face.id, face.name))


def place(id: str, name: str) -> tuple[int, str]:
    """Sorts the three known ones first, so that Ctrl+1 stays the pirate; then by name; the plain base last."""
    if id in _FIRST:
        return _FIRST.index(id), ""
    return len(_FIRST) + (id == PLAIN), name.lower()


def _face(persona: Persona) -> Face:
    if persona.id == PLAIN:
        return _plain()
    return Face(
        persona.id,
        persona.name,
        persona.color,
        persona.description,
        persona.adapter,
        persona.base_model,
        tuple(persona.collections),
    )


class Faces(QObject):
    """All personas, kept up to date."""

    changed = Signal()
    listed = Signal(list)  # the ids of all that the engine has, each time it was asked

    def __init__(self, backend: Backend, owner: QObject) -> None:
        super().__init__(owner)
        self._backend = backend
        self._call: Call | None = None
        self._complete = False  # the engine was asked: who is missing is gone
        self.by_id = {face.id: face for face in starters()}  # in their order; never changed, but replaced
        backend.personas_changed.connect(self._ask)
        self._ask()  # waits for the engine, which may be there already

    def all(self) -> list[Face]:
        return list(self.by_id.values())

    def get(self, id: str) -> Face:
        """The persona called `id`; one that is gone keeps its name in old chats."""
        return replace(known(self.by_id, id), gone=self._complete and id not in self.by_id)

    def has(self, id: str) -> bool:
        return id in self.by_id

    def _ask(self) -> None:
        def show(faces: list[Face]) -> None:
            self._call = None
            if faces != self.all() or not self._complete:
                self.by_id, self._complete = {face.id: face for face in faces}, True
                self.changed.emit()
            self.listed.emit([face.id for face in faces])

        if self._call is not None:
            self._call.drop()  # an answer on its way is old
        self._call = self._backend.run(
            lambda engine, _: _ordered([_face(p) for p in engine.personas()]), done=show
        )


def known(faces: Mapping[str, Face], id: str) -> Face:
    """The one of `faces` (by their ids) called `id`, or what can be said of one that is gone."""
    return faces.get(id) or Face(id, id.replace("-", " ").capitalize())


def speaker(blend: Blend, faces: Mapping[str, Face]) -> tuple[str, Face]:
    """The name of who speaks, and whose colour and face it has."""
    names = [known(faces, id).name for id, scale in blend.parts if scale > 0]
    return " + ".join(names or [known(faces, blend.first).name]), known(faces, blend.strongest)
