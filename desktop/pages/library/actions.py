"""What a person can do on the library page. Everything that asks or waits does so without blocking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop.backend import Call, Work
from desktop.pages.library.dialogs import NameDialog, ask_to_remove
from desktop.places import RESOURCES
from desktop.widgets.basic import button
from desktop.widgets.outside import open_outside
from desktop.widgets.toast import Toast

if TYPE_CHECKING:
    from desktop.pages.library.page import LibraryPage
    from engine.api import CheckedCollection, Engine, SourceInfo
    from engine.errors import EngineError

SAMPLES = RESOURCES / "samples" / "seamanship"


class Actions(QObject):
    """Asks the person what is missing, then the engine."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__(page)
        self._page, self._backend, self._queue = page, page.backend, page.queue

    # Adding

    def choose_files(self) -> None:
        """Let the person choose documents."""
        self._choose(QFileDialog.FileMode.ExistingFiles, self.tr("Add documents"))

    def choose_folder(self) -> None:
        """Let the person choose a folder."""
        self._choose(QFileDialog.FileMode.Directory, self.tr("Add a folder of documents"))

    def _choose(self, mode: QFileDialog.FileMode, title: str) -> None:
        dialog = QFileDialog(self._page, title)
        dialog.setFileMode(mode)
        if mode == QFileDialog.FileMode.ExistingFiles:
            documents = self.tr("Documents")
            dialog.setNameFilters(
                [f"{documents} (*.txt *.text *.md *.markdown *.rst *.html *.htm *.xhtml *.pdf *.docx)",
                 self.tr("All files (*)")]
            )  # fmt: skip
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add(self, paths: Sequence[Path], collection: str = "") -> None:
        """Index files and folders into a collection: the named, else the chosen, else a new one, called as
        the only folder among them."""
        collection = collection or self._page.current
        if collection:
            self._queue.add(collection, paths, create=collection not in self._page.known)
            return

        def named(folders: list[bool]) -> None:
            name = paths[0].name if folders == [True] and paths[0].name else self.tr("Documents")
            from engine.types import as_one_line

            name = as_one_line(name) or self.tr("Documents")
            self._page.choose(name)
            self._queue.add(name, paths, create=True)

        self._backend.run(lambda engine, call: [path.is_dir() for path in paths], done=named)

    def add_samples(self) -> None:
        """Index the sample documents that come with Macaw."""
        name = self.tr("Seamanship")
        self._page.choose(name)
        self.add([SAMPLES], name)

    # Collections

    def new_collection(self) -> None:
        """Ask for a name and make a collection."""

        def make(name: str) -> None:
            self._page.choose(name)
            self._run(lambda engine, call: engine.create_collection(name))

        names = {*self._page.known}
        NameDialog(self._page, self.tr("New collection"), self.tr("Create"), names, make).open()

    def rename(self, name: str = "") -> None:
        """Ask for another name."""
        name = name or self._page.current
        if not name or self._queue.of(name):
            return

        def give(to: str) -> None:
            def renamed(_: object) -> None:
                self._page.outcomes.forget(name)
                self._page.choose(to)

            self._run(lambda engine, call: engine.rename_collection(name, to), renamed)

        names = {*self._page.known}
        NameDialog(
            self._page, self.tr("Rename {0}").format(name), self.tr("Rename"), names, give, name
        ).open()

    def remove(self, name: str = "") -> None:
        """Ask, then forget a collection."""
        name = name or self._page.current
        if not name:
            return

        def forget() -> None:
            self._queue.stop(name)  # the engine removes after what it is at
            self._page.choose("")
            if name in self._page.known:
                outcomes = self._page.outcomes
                self._run(lambda engine, call: engine.remove_documents(name), lambda _: outcomes.forget(name))
            else:  # its first files could not be read: there is nothing in the engine
                self._page.outcomes.forget(name)
                self._changed()

        info = self._page.known.get(name)
        ask_to_remove(self._page, name, len(info.sources) if info else 0, forget)

    def check(self) -> None:
        """Let the engine compare text, words, vectors and index, and repair what differs."""
        page = self._page

        def say(reports: Sequence[CheckedCollection]) -> None:
            repaired = [report.name for report in reports if report.repaired]
            if repaired:
                page.notices.show_text(self.tr("Repaired: {0}.").format(", ".join(repaired)))
            else:
                page.notices.show_text(self.tr("The library is in order: text, words and vectors agree."))

        page.notices.show_text(self.tr("Checking the library…"))
        self._run(lambda engine, call: engine.check_library(), say)

    # Files

    def read_again(self, sources: Sequence[SourceInfo]) -> None:
        """Read files once more, changed or not."""
        self._queue.reindex(self._page.current, [source.path for source in sources])

    def remove_files(self, sources: Sequence[SourceInfo]) -> None:
        """Forget files of the collection, with an offer to take it back."""
        name, paths = self._page.current, [source.path for source in sources]

        def undo() -> None:
            self._queue.add(name, [Path(path) for path in paths])

        def removed(_: object) -> None:
            what = sources[0].name if len(sources) == 1 else self.tr("{0} files").format(len(sources))
            Toast(self._page, self.tr("{0} removed from {1}").format(what, name), undo)

        def work(engine: Engine, call: Call) -> None:
            for path in paths:
                engine.remove_documents(name, path)

        self._run(work, removed)

    def open_file(self, path: str) -> None:
        """Open the person's own file in the program they use for it, once they agreed."""
        open_outside(self._page, path)

    def _run(self, work: Work, done: Callable[[Any], object] | None = None) -> None:
        def failed(error: EngineError) -> None:
            retry = button(self.tr("Retry"), lambda: self._run(work, done))
            self._page.notices.show_error(error, retry)
            self._changed()

        def succeeded(result: Any) -> None:
            if done:
                done(result)
            self._changed()

        self._backend.run(work, done=succeeded, failed=failed)

    def _changed(self) -> None:
        self._backend.library_changed.emit()
