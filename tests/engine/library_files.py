"""What the library's tests share: fixtures to import and documents, proper, damaged and hostile."""

from __future__ import annotations

import random
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from engine.library.client import Library
from engine.library.embedder_file import EMBEDDER_FILE, ensure_embedder
from engine.paths import Home

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:styleId="Ring1"><w:name w:val="a"/><w:basedOn w:val="Ring2"/></w:style>
<w:style w:styleId="Ring2"><w:name w:val="b"/><w:basedOn w:val="Ring1"/></w:style>
</w:styles>"""

Line = tuple[float, float, str]  # font size, y in points from the foot, text


def make_pdf(path: Path, pages: Sequence[Sequence[Line]], *, extra: bytes = b"", title: str = "") -> Path:
    """A PDF in Helvetica, one line of text for each entry. `extra` goes into the trailer."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        content = "".join(f"BT /F1 {size} Tf 72 {y} Td ({text}) Tj ET\n" for size, y, text in lines).encode(
            "latin-1"
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    objects.append(b"<</Title(%s)>>" % title.encode("latin-1"))
    return write_pdf(path, objects, b"/Info %d 0 R" % len(objects) + extra)


def write_pdf(path: Path, objects: Sequence[bytes], trailer: bytes = b"") -> Path:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    path.write_bytes(
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(data))
    )
    return path


def encrypted_pdf(path: Path) -> Path:
    """Standard security handler, RC4 of 40 bits, with a user password that is not empty."""
    key = b"<" + b"41" * 32 + b">"
    encrypt = b"/Encrypt<</Filter/Standard/V 1/R 2/O%s/U%s/P -4>>/ID[<00><00>]" % (key, key)
    return make_pdf(path, [[(11, 700, "secret")]], extra=encrypt)


def scanned_pdf(path: Path) -> Path:
    return make_pdf(path, [[], []])


def bomb_pdf(path: Path, megabytes: int = 3000) -> Path:
    """A page whose content unpacks to gigabytes of nothing."""
    squeeze = zlib.compressobj(9)
    head = squeeze.compress(b" " * 2**20) + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(b" " * 2**20) + squeeze.flush(zlib.Z_FULL_FLUSH)
    stream = head + block * megabytes
    return write_pdf(
        path,
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        ],
    )


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def make_docx(path: Path, body: str, *, prolog: str = "") -> Path:
    document = f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/styles.xml", _STYLES)
        archive.writestr("word/document.xml", document)
    return path


def bomb_docx(path: Path, *, text: bool, megabytes: int) -> Path:
    """A small file that unpacks to `megabytes`: of text, or of white space between the elements."""
    opening, closing = ("<w:p><w:r><w:t>", "</w:t></w:r></w:p>") if text else ("", "")
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(f'<w:document xmlns:w="{W}"><w:body>{opening}'.encode())
        block = (b"a" if text else b" ") * 2**20
        for _ in range(megabytes):
            part.write(block)
        part.write(f"{closing}</w:body></w:document>".encode())
    return path


def laughing_docx(path: Path) -> Path:
    """Entities of entities of entities, a billion in all."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return make_docx(path, paragraph("&a9;"), prolog=f"<!DOCTYPE w:document [{entities}]>")


_WORDS = """
anchor autumn barrel beacon blanket bread bridge candle carpet castle circle coffee copper cotton cousin
desert dinner doctor dragon engine feather flower forest garden ginger glacier hammer harbour honey island
jacket kettle ladder lantern letter marble market meadow mirror monkey mountain music needle orange orchard
oyster paper parrot pepper pillow planet pocket potato rabbit ribbon river saddle salmon school shadow
silver spider station summer teacher thunder ticket tiger timber tunnel turtle valley velvet village violin
walnut window winter
"""


def many_files(folder: Path, count: int) -> Path:
    """Files of six chunks; every chunk has a word of its own."""
    dice = random.Random(3)
    folder.mkdir(exist_ok=True)
    for number in range(count):
        parts = [
            f"## Part {part}\n\nThe word is zq{number}x{part}. A {' and a '.join(dice.sample(_WORDS.split(), 30))}."
            for part in range(6)
        ]
        (folder / f"file{number:03}.md").write_text("\n\n".join(parts))
    return folder


@pytest.fixture(name="embedder", scope="session")
def embedder_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_embedder(tmp_path_factory.mktemp("embedder") / EMBEDDER_FILE)


@pytest.fixture(name="library")
def library_fixture(tmp_path: Path, embedder: Path) -> Iterator[Library]:
    library = Library(Home(tmp_path / "home"), lambda: embedder)
    yield library
    library.close()


@pytest.fixture(name="folder")
def folder_fixture(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "knots.md").write_text(
        "# Knots\n\nThe bowline makes a fixed loop.\n\n## Hitches\n\nA clove hitch slips."
    )
    (folder / "deep" / "tides.txt").write_text("High water follows low water by about six hours.")
    (folder / "deep" / "er" / "page.html").write_text("<h1>Flags</h1><p>A red flag forbids sailing.</p>")
    make_pdf(
        folder / "wind.pdf",
        [[(11, 700, "Nothing here.")], [(11, 700, "Beginners stay ashore above 15 knots.")]],
    )
    make_docx(
        folder / "letter.docx", paragraph("Prices", "berschrift1") + paragraph("A soup costs four euros.")
    )
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden" / "secret.md").write_text("secret")
    return folder


def best(library: Library, query: str, collection: str = "sea") -> tuple[str, int | None]:
    found = library.search([collection], query, limit=1)[0]
    return found.file, found.page


def chunk_rows(library: Library) -> list[tuple[int, str]]:
    database = sqlite3.connect(library._home.library / "library.db")
    try:
        return database.execute("SELECT id, text FROM chunks ORDER BY id").fetchall()
    finally:
        database.close()
