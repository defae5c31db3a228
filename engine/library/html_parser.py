"""HTML into headings and paragraphs: what a reader of the page would see, without its furniture.

The standard library's parser is enough and pure Python; nothing in the page is fetched or run.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from engine.library.documents import Document, DocumentBuilder, decode


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_DROPPED = _tags(
    "script style noscript template svg math nav button select option textarea iframe object canvas audio "
    "video dialog"
)
_BLOCKS = _tags(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer "
    "form header hr li main ol p pre section summary table tr ul"
)
_VOID = _tags("area base br col embed hr img input link meta source track wbr")
_NOT_NESTED = frozenset({"p", "li", "tr", "td", "th", "dt", "dd", "option"})  # the next one ends the last
_RECOVER = frozenset({"body", "main", "article"})  # furniture that was never closed ends here
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.I)
_ROLES = frozenset({"navigation", "search", "dialog", "alertdialog", "menu", "menubar"})
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9._-]{1,40})", re.I)


def parse(data: bytes, path: Path) -> Document:
    """The document in the bytes of an HTML file. Raises `BadFile` if it holds no text."""
    declared = _CHARSET.search(data[:4096])
    reader = _Reader()
    reader.feed(decode(data, path, declared[1].decode() if declared else ""))
    reader.close()
    reader.flush()
    reader.builder.title = " ".join(reader.title.split())
    return reader.builder.build()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = DocumentBuilder("html")
        self.title = ""
        self._text: list[str] = []
        self._dropping = ""  # the tag whose content is dropped
        self._depth = 0
        self._heading = 0
        self._pre = 0
        self._table = 0
        self._in_title = False

    def flush(self) -> None:
        """End the paragraph or heading under way."""
        raw = "".join(self._text)
        self._text.clear()
        if self._pre:
            self.builder.paragraph(raw)
            return
        lines = (" ".join(line.split()) for line in raw.split("\n"))
        text = "\n".join(line.strip(" |") if self._table else line for line in lines if line.strip(" |"))
        if not text or text == "-":
            return
        if self._heading:
            self.builder.heading(self._heading, text)
        else:
            self.builder.paragraph(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping:
            if tag == self._dropping and tag not in _NOT_NESTED:
                self._depth += 1
                return
            if tag != self._dropping and tag not in _RECOVER:
                return
            self._dropping = ""
        if tag not in _VOID and (tag in _DROPPED or _is_hidden(dict(attrs))):
            self._dropping, self._depth = tag, 1
            return
        if tag == "title":
            self._in_title = True
        elif re.fullmatch("h[1-6]", tag):
            self.flush()
            self._heading = int(tag[1])
        elif tag == "table":
            if not self._table:
                self.flush()
            self._table += 1
        elif tag == "pre":
            self.flush()
            self._pre += 1
        elif tag == "br" or (tag == "tr" and self._table):
            self._text.append("\n")
        elif tag in ("td", "th"):
            self._text.append(" | ")
        elif tag in _BLOCKS and not self._table:
            self.flush()
            if tag == "li":
                self._text.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            if tag == self._dropping:
                self._depth -= 1
                if not self._depth:
                    self._dropping = ""
            return
        if tag == "title":
            self._in_title = False
        elif re.fullmatch("h[1-6]", tag):
            self.flush()
            self._heading = 0
        elif tag == "table":
            if self._table == 1:
                self.flush()
            self._table = max(0, self._table - 1)
        elif tag == "pre":
            self.flush()
            self._pre = max(0, self._pre - 1)
        elif tag in _BLOCKS and not self._table:
            self.flush()

    def handle_data(self, data: str) -> None:
        if self._dropping:
            return
        if self._in_title:
            self.title += data[:1000] if len(self.title) < 1000 else ""
        else:
            # Line ends in the source are spaces on the page, except in <pre>.
            self._text.append(data if self._pre else data.replace("\n", " ").replace("\r", " "))


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    """What the page hides from its reader must not be answered from either."""
    return (
        "hidden" in attributes
        or (attributes.get("aria-hidden") or "").lower() == "true"
        or (attributes.get("role") or "").lower() in _ROLES
        or bool(_HIDDEN.search(attributes.get("style") or ""))
    )
