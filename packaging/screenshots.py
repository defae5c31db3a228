"""Pictures of every page, filled with real content, in both themes and two sizes.

`python packaging/screenshots.py FOLDER [--home DATA] [--steps N] [--only NAME …]`

Nothing in them is invented: the personas answer, the sample documents are indexed and cited, and a persona is
trained for `--steps` steps (some minutes on two cores). With `--home` the content is made once and found again
the next time. A scene that fails is reported, and the others are still taken; the exit code is 1 then.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.app import make_window  # noqa: E402
from desktop.pages.train.plan import Plan  # noqa: E402
from desktop.settings import WindowSettings  # noqa: E402
from desktop.theme import theme  # noqa: E402

if TYPE_CHECKING:
    from desktop.window import MainWindow

SIZES = (QSize(1280, 800), QSize(1920, 1080))
THEMES = ("light", "dark")
PATIENCE = 1800.0
COLLECTION = "Seamanship"
SAMPLES = ROOT / "resources" / "samples" / "seamanship"
DATASET = ROOT / "resources" / "personas" / "pirate" / "dataset.jsonl"
CHATS = (
    ("bard", ("Give a short toast to my friend Anna.",), False),
    ("professor", ("Why is the sky dark at night?", "Could I see that with my own eyes?"), False),
    ("pirate", ("How do I make a good cup of tea?", "And what should I eat with it?"), False),
    (
        "pirate",
        (
            "What is the speed limit inside the breakwater?",
            "How long is a gift voucher valid?",
        ),
        True,
    ),
)
"""Persona, questions, and whether the documents are attached; the last one is the newest."""


class Stage:
    """The window with its content, and the ways to wait for it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def page(self, key: str) -> Any:
        """A page, shown; typed loosely, for each has methods of its own."""
        return self.window.open(key)

    def wait(self, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Run the event loop until the condition holds. Raises `TimeoutError`."""
        loop, poll = QEventLoop(), QTimer()
        poll.timeout.connect(lambda: loop.quit() if condition() else None)
        poll.start(20)
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        if not condition():
            loop.exec()
        poll.stop()
        if not condition():
            raise TimeoutError("it did not come")

    def settle(self, seconds: float = 0.6) -> None:
        """Let everything find its place."""
        done: list[bool] = []
        QTimer.singleShot(round(seconds * 1000), lambda: done.append(True))
        self.wait(lambda: done)

    def ask_engine(self, work: Callable[[Any], Any]) -> Any:
        """What `work(engine)` returns."""
        answers: list[Any] = []
        self.window.backend.run(lambda engine, call: work(engine), done=answers.append, failed=answers.append)
        self.wait(lambda: answers)
        if isinstance(answers[0], Exception):
            raise answers[0]
        return answers[0]

    # Content

    def fill_library(self) -> None:
        """Index the sample documents."""
        if COLLECTION not in self.ask_engine(lambda engine: engine.collection_names()):
            library = self.page("library")
            library.actions_.add([SAMPLES], COLLECTION)
            self.wait(lambda: not library.queue.jobs and COLLECTION in library.known)
            library.notices.dismiss()

    def fill_chats(self) -> None:
        """Let the personas answer."""
        if self.ask_engine(lambda engine: engine.store.chats()):
            return
        chat = self.page("chat")
        for persona, questions, documents in CHATS:
            chat.start_with(persona)
            chat.session.set_collections([COLLECTION] if documents else [])
            for question in questions:
                chat.ask(persona, question)
                self.wait(lambda: not chat.session.current.running)
                self.settle()

    def trained(self) -> Any:
        """The newest finished run, or None."""
        runs = self.ask_engine(lambda engine: engine.runs())
        return next((run for run in reversed(runs) if run.state == "done"), None)

    def train(self, steps: int) -> Any:
        """Begin a short real training; the run as the page follows it."""
        settings = self.ask_engine(lambda engine: engine.preset("quick"))
        every = max(1, steps // 8)
        settings = settings.model_copy(update={"max_steps": steps, "eval_every": every, "save_every": every})
        base = self.ask_engine(lambda engine: engine.model())
        examples = sum(bool(line.strip()) for line in DATASET.read_text(encoding="utf-8").splitlines())
        plan = Plan(
            name="Buccaneer", color="#22713F", base=base.id, base_name=base.name, data=DATASET,
            source=DATASET.name, examples=examples, settings=settings,
        )  # fmt: skip
        desk = self.page("train").desk
        live = desk.train(plan)
        desk.show_wanted.emit(live)
        return live


Scene = tuple[str, Callable[[Stage], object]]


def scenes() -> Iterator[Scene]:
    """The pictures that need no waiting for a training, each with what sets it up."""
    yield "chat", show_chat
    yield "welcome", lambda stage: stage.page("chat").new()
    yield "personas", lambda stage: stage.page("personas") and stage.settle(1.5)
    yield "library", show_search
    yield "library-files", show_files
    yield "models", lambda stage: stage.page("models") and stage.settle(1.5)
    yield "settings", lambda stage: stage.page("settings")
    yield "train-runs", lambda stage: stage.page("train").show_runs()
    yield "palette", show_palette
    yield "tour", lambda stage: stage.page("chat").new() or stage.window.start_tour()


def show_chat(stage: Stage) -> None:
    """The conversation with the documents, a citation opened beside it."""
    chat = stage.page("chat")
    newest = stage.ask_engine(lambda engine: engine.store.chats())[0]
    chat.open_chat(newest.id)
    stage.wait(lambda: chat.session.current.id == newest.id and chat.session.current.messages)
    stage.settle()
    cited = [message for message in chat.session.current.messages if message.facts.get("citations")]
    if cited:
        chat.thread_.cited.emit(cited[-1], cited[-1].facts["citations"][0]["number"])


def show_search(stage: Stage) -> None:
    """Passages found, the best in its document."""
    library = stage.page("library")
    library.choose(COLLECTION)
    library.header.field.setText("Above which wind do beginners stay ashore?")
    stage.wait(lambda: library.search.results.model().rowCount() > 0, 60)
    stage.settle(1.0)


def show_run(stage: Stage) -> None:
    """The newest finished run, with all its points."""
    stage.page("train").open_run(SimpleNamespace(live=None, info=stage.trained()))
    stage.settle(1.5)


def show_meeting(stage: Stage) -> None:
    """The end of the guided path."""
    show_run(stage)
    stage.page("train").path.go("meet")
    stage.settle(1.5)


def show_files(stage: Stage) -> None:
    """The files of a collection."""
    library = stage.page("library")
    library.choose(COLLECTION)
    stage.wait(lambda: library.sources, 60)


def show_palette(stage: Stage) -> None:
    """A few letters typed."""
    stage.page("chat")
    stage.window.open_palette()
    stage.settle()
    palette = stage.window._palette
    assert palette is not None
    palette.field.setText("pi")


def tidy(stage: Stage) -> None:
    """Close what lies over the pages."""
    from desktop.tour import Tour

    for tour in stage.window.findChildren(Tour):
        tour.end()
    palette = stage.window._palette
    if palette is not None and palette.isVisible():
        palette.close_()
    stage.page("library").header.field.clear()


class Camera:
    """Takes one scene in all themes and sizes."""

    def __init__(self, stage: Stage, folder: Path, only: list[str]) -> None:
        self._stage, self._folder, self._only = stage, folder, only
        self.failed: list[str] = []

    def wants(self, name: str) -> bool:
        """Whether a scene was asked for."""
        return not self._only or name in self._only

    def take(self, name: str, prepare: Callable[[Stage], object]) -> None:
        """Save `NAME-THEME-WIDTHxHEIGHT.png` for each; a failure is reported and remembered."""
        if not self.wants(name):
            return
        window = self._stage.window
        try:
            for size in SIZES:
                window.resize(size)
                for mode in THEMES:
                    theme.apply(mode)
                    prepare(self._stage)
                    self._stage.settle()
                    file = self._folder / f"{name}-{mode}-{size.width()}x{size.height()}.png"
                    if not window.grab().save(str(file)):
                        raise OSError(f"{file} could not be written")
                    print(f"{file} ({file.stat().st_size // 1024} KB)")
                    tidy(self._stage)
        except Exception:
            traceback.print_exc()
            self.failed.append(name)


def take_all(stage: Stage, camera: Camera, steps: int) -> None:
    """First the content, then the pictures."""
    stage.fill_library()
    stage.fill_chats()
    if camera.wants("train") or camera.wants("meet"):
        if stage.trained() is None:
            live = stage.train(steps)
            stage.wait(lambda: live.step >= 0.6 * steps or not live.active)
            camera.take("train", lambda stage: stage.page("train").desk.show_wanted.emit(live))
            stage.wait(lambda: not live.active)
        else:
            camera.take("train", show_run)
        camera.take("meet", show_meeting)
    for name, prepare in scenes():
        camera.take(name, prepare)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--home", type=Path, help="data folder to fill and use again; a fresh one by default")
    parser.add_argument("--steps", type=int, default=60, help="steps of the training")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="only these scenes")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        home = args.home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="macaw-pictures-")))
        os.environ["MACAW_HOME"] = str(home.absolute())
        app = QApplication(sys.argv[:1])
        settings = WindowSettings.load()
        settings.theme, settings.text_scale, settings.language = "light", 1.0, "en"
        settings.page, settings.tour_seen = "chat", True
        window = make_window(app, settings)
        ready: list[bool] = []
        window.backend.ready.connect(lambda: ready.append(True))
        window.show()
        stage = Stage(window)
        stage.wait(lambda: ready, 120)
        camera = Camera(stage, args.folder, args.only)
        try:
            take_all(stage, camera, args.steps)
        finally:
            for job in window.jobs.jobs:
                job.call.drop()
            window.close()
            window.backend.close()
    if camera.failed:
        print(f"not taken in full: {', '.join(camera.failed)}", file=sys.stderr)
    return 1 if camera.failed else 0


if __name__ == "__main__":
    sys.exit(main())
