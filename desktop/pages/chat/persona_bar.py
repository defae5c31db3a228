"""The bar above a conversation: who speaks, and how strongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.pages.chat.blend import Blend
from desktop.pages.chat.persona_chip import PersonaChip, Strength
from desktop.widgets.basic import button, clear, label
from desktop.widgets.flow import FlowLayout, expanding
from desktop.widgets.plain import escape_mnemonic

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.chat.faces import Face, Faces

_SHOWN = 9  # as many as Ctrl+1 to Ctrl+9 reach; the others are in a menu


class PersonaBar(QFrame):
    """Chips, the sliders of those who speak, and a menu to mix another in. In compare mode chips are picked."""

    blend_chosen = Signal(Blend)
    picked_changed = Signal()
    list_wanted = Signal()

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._faces, self._blend = faces, Blend()
        self._comparing = self._low = False
        self._picked: list[str] = []
        self._chips_box = QWidget()
        self._flow = FlowLayout(spacing=8)
        self._chips_box.setLayout(self._flow)
        self.chips: list[PersonaChip] = []
        self._add = button("+", self._open_menu, "chip", name=self.tr("Mix in another persona"))
        self._add.setToolTip(self.tr("Mix in another persona"))
        self._more = button(self.tr("More…"), self._open_more, "chip", name=self.tr("More personas"))
        self._hint = label(self.tr("Pick two to four"), "caption")
        self._strengths = QWidget()
        self._strength_column = QVBoxLayout(self._strengths)
        self._strength_column.setContentsMargins(0, 0, 0, 0)
        self._strength_column.setSpacing(4)
        self.sliders: list[Strength] = []
        self.list_button = button("", self.list_wanted.emit, "link", name=self.tr("Show the conversations"))
        self.list_button.setToolTip(self.tr("Show the conversations"))
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(20, 11, 20, 11)
        self._outer.setSpacing(12)
        self._outer.addWidget(expanding(self._chips_box), 1)
        self._outer.addWidget(self._strengths)
        self._make_chips()
        faces.changed.connect(self._make_chips)
        for number in range(1, _SHOWN + 1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(self._chooser(number))

    # What is shown

    def set_blend(self, blend: Blend) -> None:
        """Show who speaks."""
        same = blend.ids == self._blend.ids and self.sliders
        self._blend = blend
        if self._shown_faces() != [chip.face for chip in self.chips]:
            self._make_chips()
        elif same:
            self._show_scales()
        else:
            self._make_sliders()
        self._check_chips()

    def set_comparing(self, comparing: bool) -> None:
        """Pick several personas instead of choosing one."""
        self._comparing = comparing
        if comparing:
            others = [face.id for face in self._faces.all() if face.id not in self._blend.ids]
            self._picked = [id for id in (self._blend.first, *others) if self._faces.has(id)][:2]
        if self._low:
            self._make_chips()
        self._add.setVisible(not comparing and self._can_mix())
        self._hint.setVisible(comparing and not self._low)
        self._check_chips()
        self._arrange()
        self.picked_changed.emit()

    def set_low(self, low: bool) -> None:
        """In a window of little height: only who is chosen, in one line; the others are in the menu."""
        if low != self._low:
            self._low = low
            self._outer.setContentsMargins(20, 4 if low else 11, 20, 4 if low else 11)
            self._make_chips()

    @property
    def picked(self) -> list[str]:
        """The personas to compare, in the order of the chips."""
        return [face.id for face in self._faces.all() if face.id in self._picked]

    def _shown_faces(self) -> list[Face]:
        """Those that have a chip: the first ones, and all that are chosen, also if they are gone."""
        chosen = [*self._blend.ids, *(self._picked if self._comparing else ())]
        first = 0 if self._low else _SHOWN
        faces = self._faces.all()
        return [face for n, face in enumerate(faces) if n < first or face.id in chosen] + [
            self._faces.get(id) for id in self._blend.ids if not self._faces.has(id)
        ]

    def _others(self) -> list[Face]:
        shown = [chip.face.id for chip in self.chips]
        return [face for face in self._faces.all() if face.id not in shown]

    def _number(self, face: Face) -> int:
        """Which key chooses it; 0 for none."""
        ids = [known.id for known in self._faces.all()[:_SHOWN]]
        return ids.index(face.id) + 1 if face.id in ids else 0

    def _make_chips(self) -> None:
        strengths = self._flow.indexOf(self._strengths) >= 0
        while self._flow.takeAt(0) is not None:
            pass
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [PersonaChip(face, self._number(face)) for face in self._shown_faces()]
        self._flow.addWidget(self.list_button)
        for chip in self.chips:
            chip.clicked.connect(self._clicker(chip.face.id))
            self._flow.addWidget(chip)
        self._more.setVisible(bool(self._others()))
        for widget in (self._more, self._add, self._hint):
            self._flow.addWidget(widget)
        if strengths:
            self._flow.addWidget(self._strengths)
        self._make_sliders()
        self._check_chips()
        self._hint.setVisible(self._comparing and not self._low)
        self._chips_box.updateGeometry()

    def _make_sliders(self) -> None:
        clear(self._strength_column)
        named = len(self._blend.parts) > 1
        self.sliders = []
        for id, scale in self._blend.parts:
            face = self._faces.get(id)
            if not face.adapter and not named:
                continue
            strength = Strength(face, scale, named=named)
            strength.moved.connect(
                lambda id, scale: self.blend_chosen.emit(self._blend.with_scale(id, scale))
            )
            strength.removed.connect(lambda id: self.blend_chosen.emit(self._blend.without(id)))
            self.sliders.append(strength)
            self._strength_column.addWidget(strength, 0, Qt.AlignmentFlag.AlignRight)
        self._add.setVisible(not self._comparing and self._can_mix())
        self._arrange()

    def _show_scales(self) -> None:
        scales = dict(self._blend.parts)
        for strength in self.sliders:
            strength.set_scale(scales[strength.face.id])

    def _check_chips(self) -> None:
        chosen = self._picked if self._comparing else self._blend.ids
        for chip in self.chips:
            chip.setChecked(chip.face.id in chosen)

    # What is chosen

    def _clicker(self, id: str) -> Callable[[], None]:
        return lambda: self.choose(id)

    def _chooser(self, number: int) -> Callable[[], None]:
        def choose() -> None:
            faces = self._faces.all()
            if number <= len(faces):
                self.choose(faces[number - 1].id)

        return choose

    def choose(self, id: str) -> None:
        """Let one persona speak; in compare mode, pick it or no longer."""
        if not self._comparing:
            self._check_chips()
            self.blend_chosen.emit(Blend(((id, 1.0),)))
            self._check_chips()
            return
        if id in self._picked:
            self._picked.remove(id)
        elif len(self._picked) < 4:
            self._picked.append(id)
        if self._low:
            self._make_chips()
        self._check_chips()
        self.picked_changed.emit()

    def _mixable(self) -> list[Face]:
        bases = {self._faces.get(id).base for id in self._blend.ids} - {""}
        return [
            face
            for face in self._faces.all()
            if face.adapter and face.id not in self._blend.ids and (not bases or face.base in bases)
        ]

    def _can_mix(self) -> bool:
        speaks = any(self._faces.get(id).adapter for id in self._blend.ids)
        return speaks and not self._blend.full and bool(self._mixable())

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("mix")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for face in self._mixable():
            menu.addAction(escape_mnemonic(face.name)).triggered.connect(
                lambda _=False, id=face.id: self.blend_chosen.emit(self._blend.plus(id))
            )
        menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("more")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for face in self._others():
            menu.addAction(escape_mnemonic(face.name)).triggered.connect(self._clicker(face.id))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        """Sliders at the far end where there is room, else after the last chip."""
        chips = sum(
            widget.sizeHint().width() + self._flow.spacing()
            for widget in (*self.chips, self._add, self._more, self._hint, self.list_button)
            if not widget.isHidden()
        )
        narrow = chips + self._strengths.sizeHint().width() + 80 > self.width() > 0
        self._strengths.setVisible(not self._comparing and not (self._low and narrow))
        if narrow != (self._flow.indexOf(self._strengths) >= 0):
            before, after = (self._outer, self._flow) if narrow else (self._flow, self._outer)
            before.removeWidget(self._strengths)
            after.addWidget(self._strengths)
