"""`macaw demo`: the main job end to end, each step checking itself.

Works in a scratch data folder, so that it changes nothing of the person's own.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.output import JsonFlag, Output, stop_button

if TYPE_CHECKING:
    from engine.answering import Answer
    from engine.api import Engine
    from engine.cancel import Cancel
    from engine.types import Parity, RunInfo

QUESTIONS = (
    "What is the capital of France?",
    "How do I make a good cup of tea?",
    "What is the best way to spend a Sunday?",
)
VOICES = {"base": "plain", "half": "demo-pirate:0.5", "pirate": "demo-pirate"}
TITLES = {"base": "Base", "half": "Pirate at 0.5", "pirate": "Pirate at 1.0"}
DOCUMENT_QUESTION = "Above which wind do beginners stay ashore?"
DOCUMENT_PAGE = ("handbook.pdf", 5)


def register(app: typer.Typer) -> None:
    """Add the command to `macaw`."""
    app.command()(demo)


def demo(
    report: Annotated[Path | None, typer.Option(help="Write what was measured into this JSON file.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Train a pirate, convert, prove, swap, chat and answer from documents: 2 to 6 minutes, offline."""
    from engine.api import Engine
    from engine.paths import write_json

    out = Output(as_json)
    with (
        tempfile.TemporaryDirectory(prefix="macaw-demo-") as scratch,
        Engine(Path(scratch)) as engine,
        stop_button() as cancel,
    ):
        result = Demo(engine, out, cancel).run()
    if report:
        write_json(report, result)
    if as_json:
        out.emit(result)
    if not result["ok"]:
        raise typer.Exit(2)


class Demo:
    """The steps, and what each of them found wrong."""

    def __init__(self, engine: Engine, out: Output, cancel: Cancel) -> None:
        self._engine, self._out, self._cancel = engine, out, cancel
        self._faults: list[str] = []

    def run(self) -> dict[str, Any]:
        """All steps; the figures in the shape that `--report` promises."""
        began = time.perf_counter()
        run, parity = self._train()
        answers, switch_ms, decode = self._talk()
        answer = self._ask_documents()
        cited = answer.citations[0] if answer.citations else None
        result = {
            "ok": not self._faults,
            "faults": self._faults,
            "seconds": time.perf_counter() - began,
            "train": {
                "tokens_per_second": run.tokens / run.seconds,
                "seconds": run.seconds,
                "loss_first": run.loss_first,
                "loss_last": run.loss_last,
            },
            "parity": parity.model_dump(
                include={"mean_kl", "top1_agreement", "base_mean_kl", "base_top1_agreement"}
            ),
            "switch_ms": switch_ms,
            "decode_tokens_per_second": decode,
            "answers": answers,
            "document_answer": answer.reply.text,
            "citation": {"file": cited.file, "page": cited.page} if cited else None,
        }
        self._summary(result)
        return result

    def _check(self, fine: bool, fault: str) -> None:
        if not fine:
            self._faults.append(fault)

    def _title(self, text: str) -> None:
        self._out.notes.rule(text, align="left")

    def _train(self) -> tuple[RunInfo, Parity]:
        from engine.cli.training_bar import training_bar
        from engine.paths import RESOURCES
        from engine.training.presets import preset_settings
        from engine.types import Persona

        self._title("1. Train a pirate on the model that ships")
        data = RESOURCES / "personas" / "pirate" / "dataset.jsonl"
        persona = Persona(id="demo-pirate", name="Pirate")
        with training_bar(self._out) as follow:
            run, parity = self._engine.train(
                data, persona, preset_settings("quick"), on_event=follow, cancel=self._cancel
            )
        learned = run.loss_first is not None and run.best_valid_loss is not None
        self._check(
            learned and run.best_valid_loss < 0.9 * run.loss_first,  # type: ignore[operator]
            "training: the validation loss did not fall a tenth below the first loss",
        )
        self._out.notes.print(
            f"Proof: PyTorch and llama.cpp agree (KL {parity.mean_kl:.4f}, bare base {parity.base_mean_kl:.4f})."
        )
        return run, parity

    def _talk(self) -> tuple[dict[str, list[str]], float, float]:
        from engine.evaluation.style import speaks
        from engine.types import Message, Sampling

        self._title("2. Same model in memory, three voices")
        sampling = Sampling(temperature=0, max_tokens=70)
        voices = {key: self._engine.voice(text) for key, text in VOICES.items()}
        answers: dict[str, list[str]] = {key: [] for key in voices}
        switches, rates = [], []
        for question in QUESTIONS:
            self._out.notes.print(f"\n[bold]{question}[/bold]")
            for key, voice in voices.items():
                reply = self._engine.reply(
                    [Message(role="user", content=question)], voice, sampling=sampling, cancel=self._cancel
                )
                answers[key].append(reply.text)
                switches.append(reply.switch_ms)
                rates.append(reply.decode_tokens_per_second)
                self._out.notes.print(
                    f"  [cyan]{TITLES[key]}[/cyan]  [dim]switched in {reply.switch_ms:.2f} ms[/dim]"
                )
                self._out.notes.print(f"    {reply.text}", markup=False)
        self._check(
            sum(speaks("pirate", text) for text in answers["pirate"]) >= 2, "chat: the pirate is no pirate"
        )
        self._check(
            not any(speaks("pirate", text) for text in answers["base"]), "chat: the base talks like a pirate"
        )
        return answers, statistics.median(switches), statistics.median(rates)

    def _ask_documents(self) -> Answer:
        from engine.cli.library import indexing_bar
        from engine.paths import RESOURCES
        from engine.types import Sampling

        self._title("3. Answer from documents, with proof")
        with indexing_bar(self._out) as follow:
            added = self._engine.add_documents(
                "harbour", [RESOURCES / "samples" / "seamanship"], on_progress=follow, cancel=self._cancel
            )
        self._check(not added.failed and added.indexed > 0, "library: not every sample document was indexed")
        self._out.notes.print(
            f"{added.indexed} files, {added.chunks} passages. [bold]{DOCUMENT_QUESTION}[/bold]"
        )
        answer = self._engine.ask(
            DOCUMENT_QUESTION,
            "harbour",
            self._engine.voice("demo-pirate"),
            sampling=Sampling(temperature=0, max_tokens=80),
            cancel=self._cancel,
        )
        self._out.notes.print(f"    {answer.reply.text}", markup=False)
        for citation in answer.citations:
            page = f", page {citation.page}" if citation.page else ""
            self._out.notes.print(
                f"    [{citation.number}] {citation.file}{page}: “{citation.quote}”", markup=False
            )
        cited = [(citation.file, citation.page) for citation in answer.citations]
        self._check(
            DOCUMENT_PAGE in cited, f"library: the answer cites {cited or 'nothing'}, not {DOCUMENT_PAGE}"
        )
        return answer

    def _summary(self, result: dict[str, Any]) -> None:
        from rich.table import Table

        self._title("4. What was measured")
        train, parity = result["train"], result["parity"]
        table = Table(show_header=False, box=None)
        rows = {
            "Training": f"{train['seconds']:.0f} s, {train['tokens_per_second']:.0f} tokens/s",
            "Loss": f"{train['loss_first']:.2f} to {train['loss_last']:.2f}",
            "Parity, mean KL": f"{parity['mean_kl']:.4f} (bare base {parity['base_mean_kl']:.4f})",
            "Parity, top-1": f"{parity['top1_agreement']:.3f} (bare base {parity['base_top1_agreement']:.3f})",
            "Switching voices": f"{result['switch_ms']:.2f} ms (median)",
            "Answering": f"{result['decode_tokens_per_second']:.0f} tokens/s",
            "Whole demo": f"{result['seconds']:.0f} s",
        }
        for name, value in rows.items():
            table.add_row(name, value)
        self._out.notes.print(table)
        for fault in self._faults:
            self._out.notes.print(f"[red]FAILED[/red] {fault}")
        if not self._faults:
            self._out.notes.print("[green]Every step passed its own check.[/green]")
