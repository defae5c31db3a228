"""What a hostile document or model might say, to make a window fetch or open something.

`{file}` is a file that must not be opened, `{folder}` its folder, `{web}` an address that must not be called.
"""

from __future__ import annotations

import ctypes
import os
import socket
from pathlib import Path

from PySide6.QtGui import QImage

_OPENED = 0x20  # IN_OPEN

HOSTILE = [
    # images, by every way Markdown has
    "![x]({web}/a.png)",
    '![x]({web}/a.png "title")',
    "![x](<{web}/a b.png>)",
    "![x][ref]\n\n[ref]: {web}/a.png",
    "![ref]\n\n[ref]: {web}/a.png 'title'",
    "![x]({file})",
    "![x](file://{file})",
    "![x](file:{file})",
    "![x](FILE://localhost{file})",
    "![x](<{file}>)",
    "![x]({folder}/../{name}/picture.png)",
    "![x](qrc:/qt-project.org/styles/commonstyle/images/file-16.png)",
    "![x](:/qt-project.org/styles/commonstyle/images/file-16.png)",
    "![x](//127.0.0.1/share/a.png)",
    "![x](\\\\127.0.0.1\\share\\a.png)",
    "![x](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=)",
    "![x](data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=)",
    "![x](data:text/html,<script>alert(1)</script>)",
    "![x](javascript:alert(1))",
    "![x](ftp://127.0.0.1/a.png)",
    "![x](smb://127.0.0.1/a.png)",
    "[![x]({web}/a.png)]({web}/b)",
    "![![x]({web}/a.png)]({file})",
    "* ![x]({file})\n* ![y]({web})",
    "> ![x]({file})",
    "| a |\n|---|\n| ![x]({file}) |",
    "# ![x]({file})",
    "**![x]({file})**",
    "![x]({file}){{width=100}}",
    "![" + "x" * 5000 + "]({file})",
    # HTML
    "<img src='{web}/a.png'>",
    "<img src='{file}'>",
    "<IMG SRC=file://{file}>",
    "<img srcset='{web}/a.png 2x'>",
    "<picture><source srcset='{web}/a'><img src='{file}'></picture>",
    "<div style=\"background-image: url('{web}/a.png')\">text</div>",
    "<table background='{file}'><tr><td background='{web}'>x</td></tr></table>",
    "<body background='{file}'>x</body>",
    "<link rel=stylesheet href='{web}/a.css'>",
    "<link rel=stylesheet href='file://{file}'>",
    "<style>@import url('{web}/a.css'); body {{ background: url({file}) }}</style>",
    "<script src='{web}/a.js'></script>",
    "<iframe src='{file}'></iframe>",
    "<object data='{file}'></object><embed src='{web}'>",
    "<video src='{web}/a.mp4' poster='{file}' autoplay></video>",
    "<audio src='{web}/a.mp3' autoplay></audio>",
    "<meta http-equiv=refresh content='0;url={web}'>",
    "<base href='{web}/'><img src='a.png'>",
    "<input type=image src='{file}'>",
    "<form action='{web}'><button>ok</button></form>",
    "<a href='{web}'><img src='{file}'></a>",
    "<ul style='list-style-image: url({file})'><li>x</li></ul>",
    "<p>\n<img\nsrc='{file}'\n>\n</p>",
    "<!-- <img src='{file}'> --> <img src='{web}'>",
    "<![CDATA[ <img src='{file}'> ]]>",
    "&lt;img src='{file}'&gt; <img src=&quot;{file}&quot;>",
    "&#60;img src='{file}'&#62;",
    # SVG
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='{web}/a.png'/></svg>",
    "<svg xmlns:xlink='http://www.w3.org/1999/xlink'><image xlink:href='file://{file}'/></svg>",
    "<svg><script>location='{web}'</script></svg>",
    "<svg><use href='file://{file}#x'/></svg>",
    "<svg><style>@import '{web}/a.css'</style><foreignObject><img src='{file}'/></foreignObject></svg>",
    # links and front matter
    "[click]({web})",
    "[click](file://{file})",
    "[click]({file})",
    "[click](#anchor) [click](relative/path) [click](?query)",
    "[1]({web}) and [1]: {file}",
    "<{web}> {web} www.127.0.0.1/a",
    "[x](cite:99) [y](cite:file) [z](cite:-1)",
    "[click](javascript:alert(1)) [click](vbscript:x) [click](data:text/html,x)",
    "[click](ms-msdt:/id) [click](x-apple:open) [click](app://run?cmd=calc)",
    "---\nimage: {file}\ncss: {web}\n---\n\n![x]({file})",
    "```html\n<img src='{file}'>\n```\n\n![x]({file})",
    "`![x]({file})` ``<img src='{web}'>``",
]


class Watch:
    """Sees every file of a folder that this process opens, from Python or from Qt, and every call at a port."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "picture.png"
        QImage(4, 4, QImage.Format.Format_RGB32).save(str(self.file))
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._inotify = self._libc.inotify_init1(os.O_NONBLOCK)
        assert self._libc.inotify_add_watch(self._inotify, str(folder).encode(), _OPENED) >= 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setblocking(False)
        self.web = f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def hostile(self, text: str) -> str:
        return text.format(file=self.file, folder=self.folder, name=self.folder.name, web=self.web)

    def caught(self) -> list[str]:
        """What was opened or called since the last time."""
        found = []
        try:
            while os.read(self._inotify, 4096):
                found.append("a file was opened")
        except BlockingIOError:
            pass
        try:
            connection, _ = self._server.accept()
            connection.close()
            found.append("the network was used")
        except BlockingIOError:
            pass
        return found

    def close(self) -> None:
        os.close(self._inotify)
        self._server.close()
