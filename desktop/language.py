"""The window's language: the one that was chosen, or the system's, as far as Macaw speaks it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop.places import RESOURCES

SOURCE = "en"
LANGUAGES = {SOURCE: "English", "de": "Deutsch"}
"""Languages Macaw speaks, in their own words. All but the first have resources/translations/macaw_<code>.qm."""

_installed: list[QTranslator] = []


def choose(wanted: str, system: list[str] | None = None) -> str:
    """The code of the language to speak: `wanted` if Macaw speaks it, else the first of `system`'s that it does."""
    if wanted in LANGUAGES:
        return wanted
    for name in QLocale.system().uiLanguages() if system is None else system:
        code = name.replace("_", "-").partition("-")[0]
        if code in LANGUAGES:
            return code
    return SOURCE


def speak(app: QCoreApplication, wanted: str) -> str:
    """Install the translations of the window and of Qt's own dialogs; call it before any widget is made."""
    code = choose(wanted)
    while _installed:
        app.removeTranslator(_installed.pop())
    if wanted in LANGUAGES:  # otherwise numbers and dates follow the system's region
        QLocale.setDefault(QLocale(code))
    if code == SOURCE:
        return code
    places = {
        f"qtbase_{code}": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
        f"macaw_{code}": str(RESOURCES / "translations"),
    }
    for file, folder in places.items():
        translator = QTranslator(app)
        if translator.load(file, folder):
            app.installTranslator(translator)
            _installed.append(translator)
    return code
