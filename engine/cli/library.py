"""Commands for documents: add, list, search, remove, check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.output import CONTROL, JsonFlag, Output, session, stop_button

if TYPE_CHECKING:
    from engine.library.types import FileProgress

library = typer.Typer(help="Documents: add, list, search, remove, check.", no_args_is_help=True)
Collection = Annotated[str, typer.Option(help="Name of the collection.")]


def register(app: typer.Typer) -> None:
    """Add the commands to `macaw`."""
    app.add_typer(library, name="library")


@library.command("add")
def add(paths: list[Path], collection: Collection = "documents", as_json: JsonFlag = False) -> None:
    """Index files and folders; what has not changed is skipped. Ctrl+C keeps what is done."""
    with session(as_json) as (engine, out), stop_button() as cancel, indexing_bar(out) as follow:
        result = engine.add_documents(
            collection,
            paths,
            on_progress=follow,
            on_restart=lambda: out.note("The library's worker crashed and was started again; it goes on."),
            cancel=cancel,
        )
    summary = (
        f"{result.indexed} indexed, {result.unchanged} unchanged, {result.moved} moved, "
        f"{result.removed} removed, {len(result.failed)} failed; {result.chunks} passages added."
    )
    out.emit(result.model_dump(), summary)
    if not (result.indexed or result.unchanged or result.moved or result.failed):
        passed = f" {result.ignored} files of other kinds were passed over." if result.ignored else ""
        out.note(
            f"There was nothing to read.{passed} Macaw reads text, Markdown, HTML, PDF and Word (.docx)."
        )
    for failure in result.failed:
        out.note(f"{failure.file}: {failure.message} {failure.cause} {failure.fix}".strip())
    if result.failed:
        raise typer.Exit(1)


@library.command("list")
def list_(collection: Annotated[str, typer.Option()] = "", as_json: JsonFlag = False) -> None:
    """List the collections, or the files of one."""
    with session(as_json) as (engine, out):
        if collection:
            rows = [source.model_dump() for source in engine.collection(collection).sources]
            out.table(rows, ["name", "kind", "chunks", "state", "error"], "The collection is empty.")
        else:
            rows = [
                {**c.model_dump(exclude={"sources"}), "files": len(c.sources) - c.failed, "failed": c.failed}
                for c in engine.collections()
            ]
            columns = ["name", "files", "failed", "chunks"]
            out.table(rows, columns, "No documents yet. Add some: macaw library add FOLDER")


@library.command("search")
def search(
    text: str,
    collection: Collection = "documents",
    limit: Annotated[int, typer.Option(min=1, max=100)] = 5,
    as_json: JsonFlag = False,
) -> None:
    """Find passages by meaning and by words."""
    with session(as_json) as (engine, out):
        for passage in engine.search(collection, text, limit):
            page = f", page {passage.page}" if passage.page else ""
            out.emit(passage.model_dump(), f"[{passage.number}] {passage.file}{page}\n{passage.text}\n")


@library.command("remove")
def remove(
    collection: Collection,
    file: Annotated[str, typer.Option(help="Only this file of the collection.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Remove a collection, or one file of it. Your own files stay."""
    with session(as_json) as (engine, out):
        engine.remove_documents(collection, file)
        out.emit({"removed": file or collection}, f"Removed {file or collection}.")


@library.command("check")
def check(as_json: JsonFlag = False) -> None:
    """Check that text, words, vectors and index agree; repair the index if not."""
    with session(as_json) as (engine, out):
        rows = [collection.model_dump() for collection in engine.check_library()]
        out.table(rows, ["name", "chunks", "words", "vectors", "index", "repaired"], "The library is empty.")


@contextmanager
def indexing_bar(out: Output) -> Iterator[Callable[[FileProgress], None]]:
    """A live bar on stderr: one step a file."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    name = TextColumn("{task.description}", markup=False)  # a file may be called anything
    with Progress(
        BarColumn(), MofNCompleteColumn(), name, console=out.notes, disable=out.as_json
    ) as progress:
        bar = progress.add_task("Indexing", total=None)

        def follow(file: FileProgress) -> None:
            progress.update(
                bar, completed=file.done, total=file.total, description=file.name.translate(CONTROL)
            )

        yield follow
