"""The library page: collections, the files of one, and a search in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from desktop.backend import Call
from desktop.pages import Page
from desktop.pages.library.actions import Actions
from desktop.pages.library.collections import CollectionsPanel, Entry
from desktop.pages.library.counts import counts, left_out, summary
from desktop.pages.library.files import FilesView
from desktop.pages.library.header import Header
from desktop.pages.library.indexing import IndexQueue
from desktop.pages.library.notices import Notices
from desktop.pages.library.outcomes import Outcomes
from desktop.pages.library.preview import Preview
from desktop.pages.library.results import Hit
from desktop.pages.library.search import SearchPane
from desktop.theme import theme
from desktop.widgets.basic import EmptyState, button, column, row
from desktop.widgets.drop import FileDrop

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from engine.api import CollectionInfo, SourceInfo
    from engine.errors import EngineError

_REFRESH_MS = 2000  # while files come in
_WIDE = 900  # pixels at text scale 1


class LibraryPage(Page):
    """Everything is asked of the engine; what is shown is what the engine said last."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.known: dict[str, CollectionInfo] = {}
        self.current = self.settings.collection
        self._loading: Call | None = None
        self._loaded = self._load_again = False
        self.queue = IndexQueue(self.backend, self)
        self.actions_ = Actions(self)
        self.panel, self.header, self.notices = CollectionsPanel(), Header(), Notices()
        self.files, self.search, self.preview = FilesView(), SearchPane(self.backend), Preview()
        self.outcomes = Outcomes(self)
        self._stack = QStackedWidget()
        self._first, self._empty = self._empty_state(first=True), self._empty_state(first=False)
        self._blank = QWidget()  # keeps the room while there is nothing to say yet
        for part in (self._blank, self._first, self._empty, self.files, self.search):
            self._stack.addWidget(part)
        content = column(self.header, self.notices, self._stack, spacing=14)
        content.setStretch(2, 1)
        content.setContentsMargins(28, 20, 28, 16)
        main = QWidget()
        main.setLayout(content)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(main)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        layout = row(self.panel, split, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        FileDrop(self, self._drop_text, (), self.actions_.add)
        self._refreshing = QTimer(self)
        self._refreshing.setSingleShot(True)
        self._refreshing.timeout.connect(self.refresh)
        self._connect()
        self._resize()
        self._show()
        self.outcomes.show()  # what the last window did not end

    def _empty_state(self, *, first: bool) -> EmptyState:
        text = self.tr(
            "Macaw reads text, Markdown, HTML, PDF and Word files on this computer, and finds passages by "
            "meaning and by words. Personas can answer from them. Your files stay where they are."
        )
        actions = [
            button(self.tr("Choose a folder…"), self.actions_.choose_folder, "primary"),
            button(self.tr("Choose files…"), self.actions_.choose_files),
        ]
        if first:
            self.sample_button = button(self.tr("Try the sample documents"), self.actions_.add_samples)
            actions.append(self.sample_button)
        return EmptyState("library", self.tr("Drop a folder of documents here"), text, *actions)

    def _drop_text(self) -> str:
        if self.current:
            return self.tr("Drop to add to {0}").format(self.current)
        return self.tr("Drop to add to the library")

    def _connect(self) -> None:
        self.backend.library_changed.connect(self.refresh)
        theme.changed.connect(self._resize)
        do, panel, header, field = self.actions_, self.panel, self.header, self.header.field
        for signal, slot in (
            (panel.chosen, self.choose),
            (panel.new_wanted, do.new_collection),
            (panel.rename_wanted, do.rename),
            (panel.remove_wanted, do.remove),
            (panel.check_wanted, do.check),
            (header.files_wanted, do.choose_files),
            (header.folder_wanted, do.choose_folder),
            (header.samples_wanted, do.add_samples),
            (header.reindex_wanted, lambda: self.queue.reindex(self.current)),
            (header.rename_wanted, do.rename),
            (header.remove_wanted, do.remove),
            (header.check_wanted, do.check),
            (field.textChanged, lambda text: self.look_for(text)),
            (field.returnPressed, lambda: self.look_for(field.text(), now=True)),
            (field.down, self.search.results.setFocus),
            (self.files.picked, lambda _: self._show_details()),
            (self.files.remove_wanted, do.remove_files),
            (self.files.reindex_wanted, do.read_again),
            (self.files.open_wanted, lambda source: do.open_file(source.path)),
            (self.preview.open_wanted, do.open_file),
            (self.preview.retry_wanted, do.read_again),
            (self.preview.remove_wanted, do.remove_files),
            (self.search.picked, self._on_hit),
            (self.search.repair_wanted, do.check),
            (self.search.ended, self._show_details),
            (self.queue.started, lambda _: self._show()),
            (self.queue.changed, self._on_progress),
            (self.queue.ended, lambda _: self.backend.library_changed.emit()),
        ):
            signal.connect(slot)
        for keys, action in (
            (QKeySequence(QKeySequence.StandardKey.Find), field.setFocus),
            (QKeySequence("Ctrl+Shift+N"), do.new_collection),
        ):
            QShortcut(keys, self).activated.connect(action)  # heard while the page is visible

    # What is there

    def opened(self) -> None:
        self.refresh()

    def closing(self) -> None:
        self.settings.collection = self.current

    def refresh(self) -> None:
        """Ask the engine what there is."""
        if self._loading:
            self._load_again = True
            return
        self._loading = self.backend.run(
            lambda engine, call: engine.collections(), done=self._on_loaded, failed=self._on_not_loaded
        )

    def _on_loaded(self, collections: Sequence[CollectionInfo]) -> None:
        self._loading, self._loaded = None, True
        self.known = {info.name: info for info in collections}
        self._show()
        if self._load_again:
            self._load_again = False
            self._refreshing.start(_REFRESH_MS if self.queue.jobs else 0)

    def _on_not_loaded(self, error: EngineError) -> None:
        self._loading = None
        if self.queue.jobs:  # they say what became of the engine, and it is asked again when they end
            return
        self.notices.show_error(error, button(self.tr("Retry"), self.refresh))

    def choose(self, name: str) -> None:
        """Show a collection; it may be one that is just being made."""
        self.current = name
        self.header.field.clear()
        self.outcomes.show()
        self._show()

    def look_for(self, text: str, *, now: bool = False) -> None:
        """Search the collection; an empty text ends the search."""
        was_active = self.search.active
        self.search.look_for(self.current, text, now=now)
        if self.search.active:
            self.notices.step_aside()
        elif was_active:
            self.outcomes.show()
        self._show()

    def _on_progress(self) -> None:
        self._show()
        if not self._refreshing.isActive():
            self._refreshing.start(_REFRESH_MS)

    # What is shown

    @property
    def sources(self) -> Sequence[SourceInfo]:
        """The files of the chosen collection."""
        info = self.known.get(self.current)
        return info.sources if info else []

    def _show(self) -> None:
        jobs = self.queue.of(self.current)
        busy = {job.collection for job in self.queue.jobs}
        names = sorted({*self.known, self.current, *busy, *self.outcomes.broken} - {""}, key=str.casefold)
        if not self.current and names:
            self.current = names[0]
        self.panel.show_entries([self._entry(name) for name in names], self.current)
        sources, info = self.sources, self.known.get(self.current)
        self.header.show_collection(self.current, summary(info), searchable=bool(sources), busy=bool(jobs))
        self.files.files.show_sources(sources)
        waiting = sum(max(0, job.total - job.done) for job in jobs)
        self.search.say_left_out(left_out(waiting, info.failed if info else 0))
        body: QWidget
        if self.search.active:
            body = self.search
        elif sources:
            body = self.files
        elif jobs or not self._loaded:
            body = self._blank
        else:
            body = self._empty if self.known else self._first
        self._stack.setCurrentWidget(body)
        self._show_details()

    def _entry(self, name: str) -> Entry:
        if jobs := self.queue.of(name):
            return Entry(
                name, jobs[0].amount() if jobs[0].call else self.tr("Waiting its turn"), jobs[0].share
            )
        if name in self.outcomes.cut_off:
            return Entry(name, self.tr("Not read to the end"))
        return Entry(name, counts(self.known.get(name)))

    def _show_details(self) -> None:
        """The panel at the right is there only while it has something to say."""
        chosen = self.files.chosen()
        if self.search.active:
            wanted = self.search.results.currentIndex().isValid()
        else:
            wanted = len(chosen) == 1 and bool(self.sources)
            if wanted:
                self.preview.show_file(chosen[0])
        self.preview.setVisible(wanted)
        self._make_room()

    def _make_room(self) -> None:
        """Three columns need room; where there is none the collections step aside for the details."""
        self.panel.setHidden(self.preview.isVisibleTo(self) and self.width() < _WIDE * theme.scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _on_hit(self, hit: Hit) -> None:
        self.preview.show_hit(hit)
        self.preview.show()
        self._make_room()
        self.backend.run(
            lambda engine, call: engine.surroundings(hit.passage),
            done=lambda around: self.preview.show_around(hit, around),
            failed=lambda error: None,  # the document changed meanwhile: the passage itself stays shown
        )

    def _resize(self) -> None:
        self.panel.setFixedWidth(round(236 * min(theme.scale, 1.5)))
        self.preview.setMinimumWidth(round(300 * min(theme.scale, 1.4)))
        self._make_room()
