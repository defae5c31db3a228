"""How a training is shown in a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from engine.cli.output import Output


def replayed(event: dict[str, Any]) -> str:
    """What of a `continued` event's run is read again, and why not, if it is not."""
    share, pool = f"{event['replay']:.0%} of what is read is", event["replay_pool"]
    if not event["replay"]:
        return event["note"] or "Nothing of what it knew is read again."
    if event["note"] or pool == "general":
        return f"{event['note']} {share} general examples.".strip()
    both = pool == "both" or event["replay_kl"]
    return f"{share} what it knew{', and general examples' if both else ''}."


@contextmanager
def training_bar(out: Output) -> Iterator[Callable[[dict[str, Any]], None]]:
    """A live bar on stderr for a run's events; with `--json` the events themselves on stderr."""
    from rich.progress import BarColumn, Progress, TextColumn

    if out.as_json:
        yield lambda event: out.notes.print(json.dumps(event, default=str), markup=False, soft_wrap=True)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TextColumn("{task.fields[figures]}"),
    )
    with Progress(*columns, console=out.notes, transient=False) as progress:
        bar = progress.add_task("Starting", total=1, figures="", visible=False)

        def follow(event: dict[str, Any]) -> None:
            kind = event["event"]
            if kind == "run":
                progress.console.print(f"Run {event['run']}", markup=False)
            elif kind == "continued":
                progress.console.print(f"Goes on from {event['name']}. {replayed(event)}", markup=False)
            elif kind == "old_valid":
                loss = "no number" if event["loss"] is None else f"{event['loss']:.3f}"
                text = f"Loss on what it knew, {event['when']}: {loss}"
                progress.console.print(text, markup=False)
            elif kind == "stage":
                total = event.get("total_steps", 1)
                progress.update(
                    bar, description=event["name"], completed=0, total=total, figures="", visible=True
                )
                if event.get("device"):
                    progress.console.print(f"Device: {event['device']}", markup=False)
            elif kind == "step":
                eta = timedelta(seconds=round(event["eta_seconds"]))
                figures = (
                    f"loss {event['loss']:.3f}  lr {event['learning_rate']:.1e}  "
                    f"{event['tokens_per_second']:.0f} tokens/s  {event['memory_bytes'] / 1e9:.1f} GB  {eta} left"
                )
                progress.update(bar, completed=event["step"], total=event["total_steps"], figures=figures)
            elif kind == "valid":
                loss = "no number" if event["loss"] is None else f"{event['loss']:.3f}"
                progress.console.print(f"Step {event['step']}: validation loss {loss}", markup=False)
            elif kind == "restarted":
                text = f"The training worker stopped unexpectedly and goes on from step {event['step']}."
                progress.console.print(text, markup=False)
            elif kind == "proof":
                progress.update(bar, completed=event["done"], total=event["total"])

        yield follow
