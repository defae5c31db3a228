"""Commands for what lies around: base models, personas, adapters, and the machine itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.output import JsonFlag, Output, session, stop_button
from engine.errors import InputError

models = typer.Typer(help="Base models: list, look at, add, remove.", no_args_is_help=True)
personas = typer.Typer(help="Personas: list, look at, create, share, remove.", no_args_is_help=True)


ReplaceFlag = Annotated[bool, typer.Option("--replace", help="Replace the file if it exists.")]


def _check_free(file: Path, replace: bool) -> None:
    """Raise `InputError` if writing `file` would lose something."""
    if os.path.lexists(file) and not replace:
        raise InputError(f"{file} exists already.", fix="Choose another name, or use --replace.")


def register(app: typer.Typer) -> None:
    """Add the commands to `macaw`."""
    app.add_typer(models, name="models")
    app.add_typer(personas, name="personas")
    app.command()(convert)
    app.command()(doctor)


@models.command("list")
def models_list(as_json: JsonFlag = False) -> None:
    """List the base models."""
    with session(as_json) as (engine, out):
        rows = [model.model_dump(mode="json") for model in engine.models()]
        for row in rows:
            row["size"] = f"{row['bytes'] / 1e6:.0f} MB"
        columns = ["id", "name", "architecture", "quantization", "size", "n_ctx_train"]
        out.table(rows, columns, "No base model yet. Add one: macaw models add FILE.gguf")


@models.command("info")
def models_info(id: str, as_json: JsonFlag = False) -> None:
    """Show one base model."""
    with session(as_json) as (engine, out):
        out.emit(engine.model(id).model_dump(mode="json"))


@models.command("add")
def models_add(
    file: Path,
    id: Annotated[str, typer.Option(help="Name for the model; the file's name by default.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Use a GGUF model; the file stays where it lies."""
    with session(as_json) as (engine, out):
        model = engine.add_model(file, id)
        out.emit(model.model_dump(mode="json"), f"Added {model.id} ({model.name}, {model.quantization}).")


@models.command("remove")
def models_remove(id: str, as_json: JsonFlag = False) -> None:
    """Forget a base model; its file stays."""
    with session(as_json) as (engine, out):
        engine.remove_model(id)
        out.emit({"removed": id}, f"Removed {id}.")


@personas.command("list")
def personas_list(as_json: JsonFlag = False) -> None:
    """List the personas."""
    with session(as_json) as (engine, out):
        rows = [persona.model_dump(mode="json") for persona in engine.personas()]
        out.table(rows, ["id", "name", "description", "base_model"], "No personas.")


@personas.command("show")
def personas_show(id: str, as_json: JsonFlag = False) -> None:
    """Show one persona and its card."""
    with session(as_json) as (engine, out):
        persona = engine.persona(id)
        card = engine.persona_card(id)
        out.emit(
            {**persona.model_dump(mode="json"), "card": card},
            card or f"{persona.name}: {persona.description}",
        )


@personas.command("create")
def personas_create(
    id: str,
    prompt: Annotated[str, typer.Option(help="The system prompt that makes the voice.")],
    name: Annotated[str, typer.Option(help="Shown name.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Create a persona from a system prompt alone, without training."""
    from engine.types import Persona, as_one_line
    from engine.validation import checked

    with session(as_json) as (engine, out):
        shown, about = name or as_one_line(id.capitalize()), as_one_line(prompt, 80)
        values = {"id": id, "name": shown, "system_prompt": prompt, "description": about}
        persona = checked(Persona, values)
        engine.create_persona(persona)
        out.emit(persona.model_dump(mode="json"), f"Created {id}. Try: macaw chat --persona {id}")


@personas.command("export")
def personas_export(id: str, file: Path, replace: ReplaceFlag = False, as_json: JsonFlag = False) -> None:
    """Write a persona into one .macaw file."""
    _check_free(file, replace)
    with session(as_json) as (engine, out):
        engine.export_persona(id, file)
        out.emit({"persona": id, "file": str(file)}, f"Wrote {file}.")


@personas.command("import")
def personas_import(
    file: Path,
    id: Annotated[str, typer.Option(help="Name for the persona; the file's own by default.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Take a persona from a .macaw file."""
    with session(as_json) as (engine, out):
        persona = engine.import_persona(file, id)
        out.emit(
            persona.model_dump(mode="json"), f"Imported {persona.id}. Try: macaw chat --persona {persona.id}"
        )


@personas.command("remove")
def personas_remove(id: str, as_json: JsonFlag = False) -> None:
    """Delete a persona."""
    with session(as_json) as (engine, out):
        engine.remove_persona(id)
        out.emit({"removed": id}, f"Removed {id}.")


def convert(
    adapter_dir: Annotated[Path, typer.Argument(help="A PEFT folder.")],
    out_file: Annotated[Path, typer.Option("--out", help="The adapter GGUF to write.")],
    base: Annotated[str, typer.Option(help="The base model it was trained on.")] = "",
    replace: ReplaceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Convert a PEFT adapter into a GGUF adapter, and prove that both behave alike."""
    _check_free(out_file, replace)
    with session(as_json) as (engine, out), stop_button() as cancel:
        made, parity = engine.convert(adapter_dir, base, out_file, cancel=cancel)
        facts = {"file": str(out_file), "tensors": made.n_tensors, "r": made.r, "alpha": made.alpha}
        out.emit(
            {**facts, "parity": parity.model_dump()},
            f"Wrote {out_file}: {made.n_tensors} tensors, r {made.r}, alpha {made.alpha:g}; proof passed "
            f"(KL {parity.mean_kl:.4f}, bare base {parity.base_mean_kl:.4f}).",
        )


def doctor(as_json: JsonFlag = False) -> None:
    """Check this machine and the data folder; say what is missing and how to fix it."""
    from engine.doctor import examine

    findings = examine()
    out = Output(as_json)
    for finding in findings:
        mark = "ok  " if finding.ok else "FIX "
        text = f"{mark} {finding.what}: {finding.found}" + ("" if finding.ok else f"\n     {finding.fix}")
        out.emit(vars(finding), text)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)
