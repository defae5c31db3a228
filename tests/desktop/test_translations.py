"""The window speaks German as fully as English, and the files it loads are those the texts say."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from desktop import language
from desktop.pages import PAGES
from engine.paths import RESOURCES

ROOT = RESOURCES.parent
PLACE = re.compile(r"\{\d+\}")


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    """packaging/translations.py, which is a script."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_is_missing_or_out_of_date(translations: ModuleType) -> None:
    assert translations.problems() == []


@pytest.mark.parametrize("code", [code for code in language.LANGUAGES if code != language.SOURCE])
def test_translations_keep_what_is_filled_in(code: str) -> None:
    messages = list(ElementTree.parse(RESOURCES / "translations" / f"macaw_{code}.ts").iter("message"))
    assert len(messages) > 500
    for message in messages:
        source, text = message.findtext("source", ""), message.findtext("translation", "")
        assert sorted(PLACE.findall(source)) == sorted(PLACE.findall(text)), source
        assert source.endswith("…") == text.endswith("…"), source
        assert source.count("(*") == text.count("(*"), source  # filters of file dialogs


def test_texts_are_marked_so_that_the_tools_find_their_context() -> None:
    """`other.tr("…")` would be looked up under another class than it is stored."""
    for file in (ROOT / "desktop").rglob("*.py"):
        found = re.findall(r"\b(?!self\b)\w+\.tr\(", file.read_text(encoding="utf-8"))
        assert not found, (file, found)


def test_which_language_is_spoken() -> None:
    assert language.choose("de", ["fr-FR"]) == "de"
    assert language.choose("", ["fr-FR", "de-AT", "en-US"]) == "de"
    assert (
        language.choose("", ["en_US"]) == language.choose("", ["fr-FR"]) == language.choose("xx", []) == "en"
    )


def test_the_window_speaks_it_and_stops(qapp: QApplication) -> None:
    try:
        assert language.speak(qapp, "de") == "de"
        assert [title() for title, _ in PAGES.values()][:2] == ["Chat", "Personas"]
        assert PAGES["settings"][0]() == "Einstellungen"
        assert QLocale().toString(1.5, "f", 1) == "1,5"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"  # Qt's own dialogs
    finally:
        assert language.speak(qapp, "en") == "en"
    assert PAGES["settings"][0]() == "Settings" and QLocale().toString(1.5, "f", 1) == "1.5"
