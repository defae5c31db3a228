"""The window's translations: collect the source texts, fill them in, compile them.

    python packaging/translations.py update           collect texts into the .ts files, compile the .qm files
    python packaging/translations.py missing de       print what is not translated yet, as JSON
    python packaging/translations.py fill de FILE     take translations from such a JSON, then update
    python packaging/translations.py check            exit 1 if anything is missing or out of date

Texts are marked with `self.tr("…")`, `QCoreApplication.translate("Context", "…")` or `QT_TRANSLATE_NOOP`. What
the engine says is found in its sources (`engine_texts.py`) and stands under the context "Engine".
A .ts file is what translators edit (Qt Linguist opens it too); a .qm file is what Macaw loads.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from engine_texts import templates  # noqa: E402

from desktop.engine_text import CONTEXT, LIST  # noqa: E402
from desktop.language import LANGUAGES, SOURCE  # noqa: E402

FOLDER = ROOT / "resources" / "translations"
_PLACE = re.compile(r"\{\d+\}")
CODES = [code for code in LANGUAGES if code != SOURCE]


def texts_file(code: str) -> Path:
    """The file translators edit."""
    return FOLDER / f"macaw_{code}.ts"


def extract(target: Path, code: str) -> None:
    """Bring `target` up to date with the sources: new texts are added, those gone are dropped."""
    sources = sorted(str(file.relative_to(ROOT)) for file in (ROOT / "desktop").rglob("*.py"))
    options = ["-source-language", "en", "-target-language", code, "-no-obsolete", "-locations", "none"]
    with tempfile.TemporaryDirectory() as scratch:
        marked = Path(scratch) / "engine_texts.py"  # what the tool reads, for it cannot make templates
        lines = [f"QT_TRANSLATE_NOOP({_literal(CONTEXT)}, {_literal(text)})\n" for text in engine_texts()]
        marked.write_text("".join(lines), encoding="utf-8")
        _run("pyside6-lupdate", *sources, str(marked), "-ts", str(target), *options)


def engine_texts() -> list[str]:
    """The templates of what the engine says."""
    return templates(ROOT / "engine")


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def compile_texts(source: Path, target: Path) -> None:
    """Make the .qm file of a .ts file."""
    _run("pyside6-lrelease", str(source), "-qm", str(target), "-silent")


def _run(tool: str, *arguments: str) -> None:
    beside = Path(sys.executable).with_name(tool)  # PySide6 puts its tools where its Python is
    command = [str(beside) if beside.exists() else tool, *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def unfinished(file: Path) -> dict[str, dict[str, str]]:
    """{context: {source text: what there is of a translation}} of everything not translated yet."""
    found: dict[str, dict[str, str]] = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished" or not translation.text:
                name, source = context.findtext("name", ""), message.findtext("source", "")
                draft = "" if translation is None else translation.text or ""
                found.setdefault(name, {})[source] = draft
    return found


def fill(file: Path, texts: dict[str, dict[str, str]]) -> int:
    """Enter translations ({context: {source: translation}}) and return how many were new."""
    tree, n = ElementTree.parse(file), 0
    for context in tree.getroot().iter("context"):
        known = texts.get(context.findtext("name", ""), {})
        for message in context.iter("message"):
            text, translation = known.get(message.findtext("source", "")), message.find("translation")
            if text and translation is not None and (translation.text != text or translation.get("type")):
                translation.text = text
                translation.attrib.pop("type", None)
                n += 1
    tree.write(file, encoding="utf-8", xml_declaration=True)
    return n


def lost_places(file: Path) -> list[str]:
    """Source texts whose translation has not the same {0}, {1}… as they have."""
    lost = []
    for message in ElementTree.parse(file).getroot().iter("message"):
        source, text = message.findtext("source", ""), message.findtext("translation", "")
        if text and sorted(_PLACE.findall(source)) != sorted(_PLACE.findall(text)):
            lost.append(source)
    return lost


def update() -> None:
    """Collect and compile every language."""
    FOLDER.mkdir(exist_ok=True)
    LIST.write_text(json.dumps(engine_texts(), indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    for code in CODES:
        extract(texts_file(code), code)
        compile_texts(texts_file(code), texts_file(code).with_suffix(".qm"))


def problems() -> list[str]:
    """What `check` complains about."""
    found = []
    if not LIST.is_file() or json.loads(LIST.read_text(encoding="utf-8")) != engine_texts():
        found.append(f"{LIST.name} is out of date.")
    for code in CODES:
        stored = texts_file(code)
        if not stored.is_file():
            return [f"{stored.name} does not exist."]
        with tempfile.TemporaryDirectory() as scratch:
            fresh, compiled = Path(scratch) / stored.name, Path(scratch) / "new.qm"
            fresh.write_bytes(stored.read_bytes())
            extract(fresh, code)
            compile_texts(stored, compiled)
            missing = unfinished(fresh)
            found += [f"{code}: “{text}” ({name}) is missing." for name in missing for text in missing[name]]
            found += [f"{code}: the places in “{text}” differ." for text in lost_places(stored)]
            if fresh.read_bytes() != stored.read_bytes():
                found.append(f"{stored.name} is out of date.")
            shipped = stored.with_suffix(".qm")
            if not shipped.is_file() or compiled.read_bytes() != shipped.read_bytes():
                found.append(f"{shipped.name} is out of date.")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update")
    commands.add_parser("check")
    commands.add_parser("missing").add_argument("language", choices=CODES)
    filling = commands.add_parser("fill")
    filling.add_argument("language", choices=CODES)
    filling.add_argument("file", type=Path)
    chosen = parser.parse_args()
    if chosen.command == "check":
        found = problems()
        print("\n".join(found) or "All texts are translated.")
        return 1 if found else 0
    update()
    if chosen.command == "missing":
        print(json.dumps(unfinished(texts_file(chosen.language)), indent=1, ensure_ascii=False))
    elif chosen.command == "fill":
        texts = json.loads(chosen.file.read_text(encoding="utf-8"))
        print(f"{fill(texts_file(chosen.language), texts)} texts entered.")
        update()
    return 0


if __name__ == "__main__":
    sys.exit(main())
