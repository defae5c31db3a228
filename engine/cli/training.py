"""Commands that look at data, train, and look at runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from engine.cli.output import JsonFlag, Output, session, stop_button
from engine.cli.training_bar import training_bar
from engine.errors import InputError

data = typer.Typer(help="Datasets: check and split files of examples.", no_args_is_help=True)
runs = typer.Typer(help="Training runs: list, look at, compare, resume.", no_args_is_help=True)

_ALL_RUNS = ["id", "state", "step", "total_steps", "loss_last", "best_valid_loss"]


def register(app: typer.Typer) -> None:
    """Add the commands to `macaw`."""
    app.command()(train)
    app.add_typer(data, name="data")
    app.add_typer(runs, name="runs")


_BASE = Annotated[str, typer.Option(help="Base model to count tokens with; the default one by default.")]
_THREADS = Annotated[int, typer.Option(min=0, help="Threads to train with; 0: one for each core.")]
_LIMIT = Annotated[
    int, typer.Option(min=0, help="Longest conversation in tokens; training's default by default.")
]


@data.command("check")
def data_check(
    file: Path,
    base: _BASE = "",
    max_seq_length: _LIMIT = 0,
    as_json: JsonFlag = False,
) -> None:
    """Find what is wrong with a file of examples: bad rows, copies, leaks, personal data, lengths and more."""
    with session(as_json) as (engine, out), stop_button() as cancel:
        report = engine.check_data(file, base=base, max_seq_length=max_seq_length, cancel=cancel)
        facts = report.description.model_dump(exclude_defaults=not as_json)
        if as_json:
            out.emit({"file": str(file), **facts, **report.model_dump(exclude={"description"})})
        else:
            out.emit({"format": report.format, **facts})
            _say_findings(out, file, report)
    if any(finding.level == "stop" for finding in report.findings):
        raise typer.Exit(1)


def _say_findings(out: Output, file: Path, report: Any) -> None:
    if not report.findings:
        out.note("Nothing is wrong with it.")
    for finding in report.findings:
        kinds = ", ".join(f"{name} {count}" for name, count in list(finding.kinds.items())[:8])
        lines = [f"{finding.key}: {finding.title}." + f" ({kinds})" * bool(kinds), f"  {finding.why}"]
        for found in finding.rows[: finding.count if finding.level == "stop" else 3]:
            like = f", as line {found.like}" if found.like else ""
            lines.append(f"    line {found.line}{like}: {found.reason or found.excerpt}")
        if finding.count > len(lines) - 2 and finding.rows:
            lines.append(f"    … {finding.count} in all")
        lines.append(f"  {finding.advice or finding.fix + ': --fix ' + finding.key}")
        out.emit({}, "\n" + "\n".join(lines))
    if keys := [finding.key for finding in report.findings if finding.fix]:
        out.note(f"\nFix: macaw data fix {file} --fix {','.join(keys)} --out NEW.jsonl")


@data.command("fix")
def data_fix(
    file: Path,
    fix: Annotated[str, typer.Option(help="What to put right: keys of `data check`, with commas between.")],
    out_file: Annotated[Path, typer.Option("--out", help="The new file; the old one stays as it is.")],
    base: _BASE = "",
    max_seq_length: _LIMIT = 0,
    as_json: JsonFlag = False,
) -> None:
    """Write a new file of examples without some of what `data check` found."""
    keys = [key.strip() for key in fix.split(",") if key.strip()]
    with session(as_json) as (engine, out), stop_button() as cancel:
        path, report = engine.fix_data(
            file, keys, out=out_file, base=base, max_seq_length=max_seq_length, cancel=cancel
        )
        done = ", ".join(f"{key} {count}" for key, count in report.fixed.items())
        out.emit(
            {"file": str(path), **report.model_dump()}, f"Wrote {path}: {report.examples} examples ({done})."
        )


@data.command("split")
def data_split(
    file: Path,
    id: Annotated[str, typer.Option(help="Name of the dataset; the file's name by default.")] = "",
    seed: Annotated[int, typer.Option(help="Another seed, another split.")] = 0,
    as_json: JsonFlag = False,
) -> None:
    """Split a file into train, validation and test, with no question in two of them, and store it."""
    with session(as_json) as (engine, out):
        info = engine.split_data(file, id, seed)
        counts = ", ".join(f"{count} {part}" for part, count in info.counts.items())
        out.emit(info.model_dump(mode="json"), f"Stored {info.id}: {counts}. {info.note}".strip())


def train(
    file: Annotated[
        Path, typer.Argument(metavar="DATA", help="Examples: chat JSONL, Alpaca, ShareGPT, CSV, text.")
    ],
    persona: Annotated[str, typer.Option(help="Name of the voice to train.")],
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="PERSONA|FOLDER",
            help="Train this voice, or a PEFT adapter's folder, further; 30 % of what is read is then the data it "
            "knew (--set replay=SHARE), as far as that is here.",
        ),
    ] = "",
    base: Annotated[
        str, typer.Option(help="Base model; by default the starter, with --from the one that voice has.")
    ] = "",
    preset: Annotated[
        Literal["quick", "turbo", "balanced", "thorough"],
        typer.Option(
            help="How much to train; turbo trains the upper half of the model only, not with --from."
        ),
    ] = "balanced",
    method: Annotated[
        Literal["sft", "text", "dpo"],
        typer.Option(help="sft: answers; text: plain text; dpo: preferred over rejected answers."),
    ] = "sft",
    prompt: Annotated[str, typer.Option(help="System prompt to train and chat with.")] = "",
    epochs: Annotated[float | None, typer.Option(help="Rounds through all examples.")] = None,
    max_steps: Annotated[
        int | None, typer.Option(help="Stop after so many steps; 0: after the epochs.")
    ] = None,
    learning_rate: Annotated[float | None, typer.Option(help="How far a step goes, at its highest.")] = None,
    r: Annotated[int | None, typer.Option("--r", help="Rank of the adapter: how much it can hold.")] = None,
    lora_alpha: Annotated[float | None, typer.Option(help="The adapter's strength; about twice r.")] = None,
    micro_batch_size: Annotated[
        int | None, typer.Option(help="Examples at once; more need more memory.")
    ] = None,
    gradient_accumulation_steps: Annotated[
        int | None, typer.Option(help="Batches gathered for one step.")
    ] = None,
    max_seq_length: Annotated[
        int | None, typer.Option(help="Tokens of an example; longer ones are cut.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Same seed, same run.")] = None,
    also: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Any other setting, such as lora_dropout=0.05."),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a persona of that name.")] = False,
    device: Annotated[
        Literal["auto", "cpu", "cuda", "mps"],
        typer.Option(help="Where to train; auto is the fastest there is."),
    ] = "auto",
    threads: _THREADS = 0,
    as_json: JsonFlag = False,
) -> None:
    """Train a persona: learn, convert, prove, and put it on the shelf. Ctrl+C saves and stops."""
    from engine.types import Persona, as_one_line

    chosen: dict[str, Any] = {
        "method": method,
        "epochs": epochs,
        "max_steps": max_steps,
        "learning_rate": learning_rate,
        "r": r,
        "lora_alpha": lora_alpha,
        "micro_batch_size": micro_batch_size,
        "gradient_accumulation_steps": gradient_accumulation_steps,
        "max_seq_length": max_seq_length,
        "seed": seed,
    }
    chosen |= _named_settings(also or [])
    voice = Persona(id=persona, name=as_one_line(persona.capitalize()), system_prompt=prompt)
    with session(as_json) as (engine, out), stop_button() as cancel, training_bar(out) as follow:
        engine.train_on(device="" if device == "auto" else device, threads=threads)
        if source and preset == "turbo":
            raise InputError(
                "The preset turbo cannot train a voice further.",
                cause="It decides which layers learn, and those of an adapter are settled.",
                fix="Choose another preset, such as quick.",
            )
        settings = engine.preset(preset, data=file, base=base, continue_from=source, **chosen)
        run, parity = engine.train(
            file,
            voice,
            settings,
            base=base,
            replace=replace,
            continue_from=source,
            on_event=follow,
            cancel=cancel,
        )
    _emit_trained(out, run, parity)


def _named_settings(pairs: list[str]) -> dict[str, Any]:
    """`NAME=VALUE` as settings; values are JSON where they can be, else text, lists also by commas."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise InputError(
                f"“{pair}” is no setting.", fix="Write it as NAME=VALUE, such as lora_dropout=0.05."
            )
        try:
            found[name.strip()] = json.loads(text)
        except ValueError:
            found[name.strip()] = text.split(",") if "," in text else text
    return found


def _emit_trained(out: Output, run: Any, parity: Any) -> None:
    kept = ""
    if run.old_loss_before is not None and run.old_loss_after is not None:
        kept = f"What it knew before: loss {run.old_loss_before:.2f} to {run.old_loss_after:.2f}, held out.\n"
    out.emit(
        {"run": run.model_dump(mode="json"), "parity": parity.model_dump()},
        f"Trained {run.persona.id}: loss {run.loss_first:.2f} to {run.loss_last:.2f} in {run.seconds:.0f} s; "
        f"proof passed over {parity.positions} positions (KL {parity.mean_kl:.4f}, base {parity.base_mean_kl:.4f}).\n"
        f"{kept}Try: macaw chat --persona {run.persona.id}",
    )


@runs.command("list")
def runs_list(as_json: JsonFlag = False) -> None:
    """List the training runs, oldest first."""
    with session(as_json) as (engine, out):
        rows = [_flat(run.model_dump(mode="json")) for run in engine.runs()]
        out.table(rows, _ALL_RUNS, "No runs yet. Start one: macaw train DATA --persona NAME")


@runs.command("show")
def runs_show(id: str, as_json: JsonFlag = False) -> None:
    """Show a run: settings, state, validation losses."""
    with session(as_json) as (engine, out):
        run, points = engine.run(id), engine.metrics(id)
        facts = _flat(run.model_dump(mode="json"))
        if as_json:
            out.emit({**facts, "metrics": points})
        else:
            out.emit(facts)
            out.table(
                [p for p in points if p["event"] == "valid"], ["step", "loss", "best"], "Not validated yet."
            )


@runs.command("compare")
def runs_compare(ids: list[str], as_json: JsonFlag = False) -> None:
    """Put runs side by side: what differs in their settings, and what came out."""
    with session(as_json) as (engine, out):
        facts = [_flat(engine.run(id).model_dump(mode="json")) for id in ids]
        always = ("id", "state", "loss_last", "best_valid_loss", "seconds")
        differing = [
            key for key in facts[0] if len({str(f.get(key)) for f in facts}) > 1 and key not in always
        ]
        hidden = {"created", "pid", "error"}
        columns = [*always, *(key for key in differing if key not in hidden)]
        out.table([{key: f.get(key) for key in columns} for f in facts], columns, "")


def _flat(run: dict[str, Any]) -> dict[str, Any]:
    """One level: the settings beside the state, the persona by its id."""
    own = {key: value for key, value in run.items() if key != "settings"}
    name = (run["continued"] or {}).get("name", "")
    return {**own, "persona": run["persona"]["id"], "continued": name, **run["settings"]}


@runs.command("resume")
def runs_resume(id: str, threads: _THREADS = 0, as_json: JsonFlag = False) -> None:
    """Go on with a run that was stopped or cut off, from its newest checkpoint, on the device it began on."""
    with session(as_json) as (engine, out), stop_button() as cancel, training_bar(out) as follow:
        engine.train_on(threads=threads)
        run, parity = engine.resume(id, on_event=follow, cancel=cancel)
    _emit_trained(out, run, parity)
