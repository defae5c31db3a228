"""Theme, size of the text and language."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QSlider

from desktop.amounts import percent
from desktop.language import LANGUAGES
from desktop.pages.settings.section import Section
from desktop.theme import theme
from desktop.widgets.basic import button, label, row
from desktop.widgets.flow import FlowLayout
from desktop.widgets.form import calm

_STEP, _LARGEST = 10, 200  # per cent
_PAUSE = 150  # milliseconds without a move before the whole window is laid out anew


class AppearanceSection(Section):
    """Everything here is applied at once, but for the language."""

    def make_title(self) -> str:
        return self.tr("Appearance")

    def build(self) -> None:
        self._make_theme()
        self._make_scale()
        self._make_language()
        theme.changed.connect(self.opened)  # the command palette changes it too

    def opened(self) -> None:
        """Show what is in force."""
        self.themes[self.settings.theme].setChecked(True)
        if not self._timer.isActive() and not self.scale.isSliderDown():
            self.scale.blockSignals(True)
            self.scale.setValue(round(self.settings.text_scale * 100))
            self.scale.blockSignals(False)
            self._scale_text.setText(percent(self.settings.text_scale))

    def _make_theme(self) -> None:
        names = {
            "system": self.tr("Follow the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        group = QButtonGroup(self)
        self.themes: dict[str, QPushButton] = {}
        for mode, name in names.items():
            choice = button(name, role="chip")
            choice.setCheckable(True)
            choice.setChecked(self.settings.theme == mode)
            group.addButton(choice)
            self.themes[mode] = choice
        group.buttonToggled.connect(self._choose_theme)
        self.add_card(self.tr("Theme"), FlowLayout(*self.themes.values()))

    def _choose_theme(self) -> None:
        mode = next((mode for mode, choice in self.themes.items() if choice.isChecked()), "system")
        if mode != self.settings.theme:
            self.settings.theme = mode
            self._apply()

    def _make_scale(self) -> None:
        self.scale = QSlider(Qt.Orientation.Horizontal)
        self.scale.setRange(100, _LARGEST)
        self.scale.setSingleStep(_STEP)
        self.scale.setPageStep(_STEP * 2)
        self.scale.setAccessibleName(self.tr("Text size"))
        self.scale.setValue(round(self.settings.text_scale * 100))
        calm(self.scale)
        self._scale_text = label(percent(self.settings.text_scale))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._choose_scale)
        self.scale.valueChanged.connect(self._slide)
        line = row(spacing=16)
        line.addWidget(self.scale, 1)
        line.addWidget(self._scale_text)
        self.add_card(self.tr("Text size"), line)

    def _slide(self, value: int) -> None:
        self._scale_text.setText(percent(round(value / _STEP) * _STEP / 100))
        self._timer.start()

    def _choose_scale(self) -> None:
        self.settings.text_scale = round(self.scale.value() / _STEP) * _STEP / 100
        self._apply()

    def _apply(self) -> None:
        theme.apply(self.settings.theme, self.settings.text_scale)
        self.page.save()

    def _make_language(self) -> None:
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("Language"))
        self.language.addItem(self.tr("Follow the system"), "")
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(self.settings.language)))
        self.language.currentIndexChanged.connect(self._choose_language)
        calm(self.language)
        self._restart = label(
            self.tr("The new language comes when Macaw is started again."), "warn", wrap=True
        )
        self._restart.hide()
        line = row(self.language, None)
        self.add_card(self.tr("Language"), line, self._restart)

    def _choose_language(self) -> None:
        self.settings.language = self.language.currentData()
        self._restart.show()
        self.page.save()
