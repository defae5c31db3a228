"""The command line: what it promises to scripts, and what bad input gets."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.api import Engine
from engine.cli import main as command_line
from engine.cli.output import Output
from engine.cli.training_bar import replayed
from engine.paths import Home
from engine.types import Persona
from tests.engine.engine_files import (
    json_lines,
    peft_folder,
    put_persona,
    random_adapter,
    snapshot,
    sums,
    workers_of,
)

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = """
    doctor, models list, models info, models add, models remove, data check, data fix, data split, train,
    runs list, runs show, runs compare, runs resume, personas list, personas show, personas create, personas import,
    personas export, personas remove, convert, chat, library add, library list, library search, library remove,
    library check, ask, serve, app, demo
"""


@dataclasses.dataclass
class Result:
    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return json_lines(self.out)


Macaw = Callable[..., Result]


@pytest.fixture
def macaw(home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Macaw:
    """Runs a command in this process, as `macaw ARGUMENTS` would."""

    def run(*arguments: str | Path) -> Result:
        capsys.readouterr()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["macaw", *map(str, arguments)])
            with pytest.raises(SystemExit) as ended:
                command_line()
        out, err = capsys.readouterr()
        assert "Traceback" not in err and "Macaw made a mistake" not in err, err
        code = ended.value.code
        return Result(code if isinstance(code, int) else 0, out, err)

    return run


def started(*arguments: str | Path, **more: Any) -> subprocess.Popen[str]:
    """The real thing, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "engine", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def finished(*arguments: str | Path, **more: Any) -> Result:
    process = started(*arguments, **more)
    out, err = process.communicate(timeout=120)
    return Result(process.returncode, out, err)


# What scripts rely on


@pytest.mark.parametrize("command", [c.strip() for c in COMMANDS.split(",")])
def test_every_promised_command_exists_and_takes_json(command: str, macaw: Macaw) -> None:
    result = macaw(*command.split(), "--help")
    assert result.code == 0 and "Usage" in result.out
    assert command == "app" or "--json" in result.out


def test_the_module_and_its_exit_codes(home: Home) -> None:
    assert finished("--help").code == 0
    wrong = finished("models", "info", "nothing", "--json")
    assert wrong.code == 1 and "Traceback" not in wrong.err
    (row,) = wrong.rows
    assert row["error"]["type"] == "NotFound" and "nothing" in row["error"]["message"]
    assert "Error:" in wrong.err


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["models"], ["train"], ["chat", "--nonsense"], ["library", "search", "x", "--limit", "0"]],
    ids=" ".join,
)
def test_a_wrong_command_line_is_the_persons_to_mend(arguments: list[str], macaw: Macaw) -> None:
    result = macaw(*arguments, "--json")
    assert result.code == 1 and result.err
    assert all("error" in row for row in result.rows)


def test_output_for_scripts_is_json_lines_and_nothing_else(
    macaw: Macaw, tmp_path: Path, tiny_base: Path
) -> None:
    data = sums(tmp_path / "sums.jsonl")
    steps: list[tuple[list[str | Path], set[str]]] = [
        (["models", "add", tiny_base, "--id", "tiny"], {"id", "sha256", "architecture"}),
        (["models", "list"], {"id", "n_ctx_train"}),
        (["models", "info", "tiny"], {"id", "path"}),
        (["data", "check", data], {"format", "examples", "problems"}),
        (["data", "fix", data, "--fix", "duplicates", "--out", tmp_path / "new.jsonl"], {"file", "fixed"}),
        (["data", "split", data, "--id", "mine"], {"counts", "seed"}),
        (["personas", "create", "cook", "--prompt", "You are a cook."], {"id", "system_prompt"}),
        (["personas", "list"], {"id", "name", "adapter"}),
        (["personas", "show", "cook"], {"id", "card"}),
        (["personas", "export", "cook", tmp_path / "cook.macaw"], {"file"}),
        (["personas", "remove", "cook"], {"removed"}),
        (["personas", "import", tmp_path / "cook.macaw"], {"id", "system_prompt"}),
        (["runs", "list"], set()),
        (["models", "remove", "tiny"], {"removed"}),
    ]
    for arguments, keys in steps:
        result = macaw(*arguments, "--json")
        assert result.code == 0, (arguments, result.err)
        assert all(keys <= set(row) for row in result.rows) and (result.rows or not keys), arguments
        plain = macaw(*arguments) if arguments[1] in ("list", "info", "show", "check") else None
        if plain and plain.code == 0 and keys:
            assert plain.out and not plain.out.startswith("{")


def test_doctor_looks_at_everything(macaw: Macaw) -> None:
    result = macaw("doctor", "--json")
    found = {row["what"]: row for row in result.rows}
    assert {
        "Memory",
        "Data folder",
        "torch",
        "llama-cpp-python",
        "Starter chat model",
        "Starter embedder",
    } <= set(found)
    assert result.code == (0 if all(row["ok"] for row in found.values()) else 1)
    assert all(row["ok"] or row["fix"] for row in found.values())


def test_doctor_says_what_is_wrong_with_the_data_folder(
    macaw: Macaw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("MACAW_HOME", str(tmp_path / "file" / "home"))
    result = macaw("doctor", "--json")
    (row,) = [row for row in result.rows if row["what"] == "Data folder"]
    assert result.code == 1 and not row["ok"] and row["fix"]


def test_personas_travel_between_data_folders(
    macaw: Macaw, home: Home, starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Engine() as engine:
        base = engine.model()
    adapter = random_adapter(tmp_path / "a.gguf", starter, seed=0, sha256=base.sha256)
    put_persona(home, Persona(id="mine", name="Mine", base_model=base.id, base_sha256=base.sha256), adapter)
    assert macaw("personas", "export", "mine", tmp_path / "mine.macaw").code == 0
    monkeypatch.setenv("MACAW_HOME", str(tmp_path / "other"))
    assert macaw("personas", "import", tmp_path / "mine.macaw", "--id", "yours").code == 0
    copied = tmp_path / "other" / "personas" / "yours" / "adapter.gguf"
    assert copied.read_bytes() == adapter.read_bytes()
    taken = macaw("personas", "import", tmp_path / "mine.macaw", "--id", "yours", "--json")
    assert taken.code == 1 and "yours" in taken.rows[0]["error"]["message"]


@pytest.mark.slow
def test_convert_writes_an_adapter(macaw: Macaw, tiny_base: Path, tmp_path: Path) -> None:
    macaw("models", "add", tiny_base, "--id", "tiny")
    folder = peft_folder(tmp_path / "peft", tiny_base, seed=0, size=0.1)
    result = macaw("convert", folder, "--base", "tiny", "--out", tmp_path / "out.gguf", "--json")
    assert result.code == 0 and result.rows[0]["r"] == 4 and result.rows[0]["tensors"] == 28
    assert (tmp_path / "out.gguf").is_file()


def test_what_others_wrote_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither rich's markup and emoji codes nor a terminal's control codes work in it."""
    hostile = "[bold]a[/bold] [/x] :warning: \x1b[31mred\x1b[0m\x07 tab\there"
    shown = "[bold]a[/bold] [/x] :warning: [31mred[0m tab"
    out = Output(as_json=False)
    out.emit({}, hostile)
    out.emit({"key": hostile})
    out.stream(hostile + "\n")
    out.table([{"name": hostile}], ["name"], "none")
    out.note(hostile)
    captured = capsys.readouterr()
    assert captured.out.count(shown) == 4 and captured.err.count(shown) == 1
    assert "\x1b[31m" not in captured.out + captured.err


# Chat


@pytest.mark.slow
def test_a_single_message(macaw: Macaw) -> None:
    asked = ["chat", "--message", "What colour is the sky?", "--temperature", "0", "--max-tokens", "12"]
    plain = macaw(*asked)
    assert plain.code == 0 and "blue" in plain.out
    result = macaw(*asked, "--json")
    (row,) = result.rows
    assert result.code == 0 and row["text"] == plain.out.strip()
    assert row["persona"] == "plain" and row["citations"] == [] and row["completion_tokens"] <= 12
    assert {"switch_ms", "first_token_ms", "decode_tokens_per_second", "finish"} <= set(row)


def test_a_conversation_from_a_pipe_is_kept(home: Home) -> None:
    lines = "What colour is the sky?\n\n/persona nobody\n/persona plain\nAnd the sea?\n/quit\nnever asked\n"
    process = started("chat", "--temperature", "0", "--max-tokens", "16", stdin=subprocess.PIPE)
    out, err = process.communicate(lines, timeout=120)
    assert process.returncode == 0, err
    assert "blue" in out and "nobody" in err and "Traceback" not in err
    with Engine() as engine:
        (chat,) = engine.store.chats()
        messages = engine.store.messages(chat.id)
    assert [m.role for m in messages] == ["user", "assistant", "user", "assistant"]
    assert messages[0].content == "What colour is the sky?"


def test_ctrl_c_stops_an_answer(home: Home) -> None:
    process = started(
        "chat", "--message", "Tell me a very long story.", "--max-tokens", "3000", "--temperature", "0.9"
    )
    assert process.stdout
    first = process.stdout.read(5)  # it has begun to speak
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and time.monotonic() - began < 20
    assert first and "Traceback" not in err and "Stopped" in err


def test_a_reader_who_has_seen_enough(home: Home) -> None:
    process = started("personas", "list", "--json", env={**os.environ})
    assert process.stdout and process.stderr
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (0, "")


# Bad input


class Files:
    """Makes the malformed files of the table below."""

    def __init__(self, folder: Path, tiny_base: Path, starter: Path) -> None:
        self._folder, self._tiny, self._starter = folder, tiny_base, starter

    def __getitem__(self, name: str) -> Path:
        path = self._folder / name
        getattr(self, name.partition(".")[0])(path)
        return path

    def absent(self, path: Path) -> None:
        pass

    def empty(self, path: Path) -> None:
        path.write_bytes(b"")

    def folder(self, path: Path) -> None:
        path.mkdir()

    def text(self, path: Path) -> None:
        path.write_text("Once upon a time.\n")

    def absurd(self, path: Path) -> None:
        path.write_bytes(b"GGUF" + (3).to_bytes(4, "little") + b"\xff" * 43)

    def truncated(self, path: Path) -> None:
        path.write_bytes(self._tiny.read_bytes()[:300_000])

    def pickled(self, path: Path) -> None:
        evidence = self._folder / "executed"
        path.write_bytes(b"cos\nsystem\n(S'touch " + str(evidence).encode() + b"'\ntR.")

    def adapter(self, path: Path) -> None:
        random_adapter(path, self._starter, seed=0)

    def rows(self, path: Path) -> None:
        path.write_text('{"prompt": "a", "completion": "b"}\n{"prompt": "c"}\nnot json\n')

    def binary(self, path: Path) -> None:
        path.write_bytes(bytes(range(256)) * 64)

    def peft_pickled(self, path: Path) -> None:
        peft_folder(path, self._tiny, seed=0)
        (path / "adapter_model.safetensors").unlink()
        self.pickled(path / "adapter_model.bin")

    def peft_truncated(self, path: Path) -> None:
        weights = peft_folder(path, self._tiny, seed=0) / "adapter_model.safetensors"
        weights.write_bytes(weights.read_bytes()[:-99])

    def peft_starter(self, path: Path) -> None:
        peft_folder(path, self._starter, seed=0)

    def peft_nan(self, path: Path) -> None:
        weights = peft_folder(path, self._tiny, seed=0) / "adapter_model.safetensors"
        data = bytearray(weights.read_bytes())
        data[-4:] = b"\x00\x00\xc0\x7f"
        weights.write_bytes(data)

    def peft_unconfigured(self, path: Path) -> None:
        (peft_folder(path, self._tiny, seed=0) / "adapter_config.json").unlink()


TRAIN = ["--persona", "new", "--base", "tiny", "--max-steps", "1"]
CONVERT = ["--base", "tiny", "--out", "{out}"]
LONG = "word " * 5000
# (arguments; {file: x} stands for that malformed file; words that the error must hold)
BAD: list[tuple[list[str], list[str]]] = [
    (["models", "add", "{absent.gguf}"], ["absent.gguf"]),
    (["models", "add", "{empty.gguf}"], ["empty.gguf"]),
    (["models", "add", "{folder.gguf}"], ["folder.gguf"]),
    (["models", "add", "{text.gguf}"], ["text.gguf"]),
    (["models", "add", "{absurd.gguf}"], ["absurd.gguf"]),
    (["models", "add", "{truncated.gguf}"], ["truncated.gguf"]),
    (["models", "add", "{pickled.bin}"], ["pickled.bin"]),
    (["models", "add", "{pickled.pt}"], ["pickled.pt"]),
    (["models", "add", "{adapter.gguf}"], ["adapter.gguf", "chat model"]),
    (["models", "info", "nothing"], ["nothing", "models list"]),
    (["models", "remove", "nothing"], ["nothing"]),
    (["models", "remove", "smollm2-135m"], ["cannot be removed"]),
    (["data", "check", "{absent.jsonl}"], ["absent.jsonl"]),
    (["data", "check", "{empty.jsonl}"], ["empty.jsonl"]),
    (["data", "check", "{binary.jsonl}"], ["binary.jsonl"]),
    (["data", "check", "{text.txt}", "--base", "nothing"], ["nothing"]),
    (["data", "fix", "{rows.jsonl}", "--fix", "duplicates", "--out", "new"], ["rows.jsonl", "line 2"]),
    (["data", "fix", "{text.txt}", "--fix", "everything", "--out", "new"], ["everything", "near_duplicates"]),
    (["data", "fix", "{text.txt}", "--fix", "duplicates", "--out", "{text.txt}"], ["text.txt", "already"]),
    (["data", "split", "{rows.jsonl}"], ["rows.jsonl", "line 2"]),
    (["data", "split", "{folder.jsonl}"], ["folder.jsonl"]),
    (["data", "split", "{text.txt}", "--id", "Not An Id"], ["Not An Id"]),
    (["train", "{absent.jsonl}", *TRAIN], ["absent.jsonl"]),
    (["train", "{empty.jsonl}", *TRAIN], ["empty.jsonl"]),
    (["train", "{rows.jsonl}", *TRAIN], ["rows.jsonl", "line 2"]),
    (["train", "{text.txt}", "--persona", "new", "--base", "nothing"], ["nothing"]),
    (["train", "{text.txt}", "--persona", "plain"], ["plain"]),
    (["train", "{text.txt}", "--persona", "taken"], ["taken", "--replace"]),
    (["train", "{text.txt}", *TRAIN, "--epochs", "-1"], ["epochs"]),
    (["train", "{text.txt}", *TRAIN, "--learning-rate", "50"], ["learning_rate"]),
    (["train", "{text.txt}", *TRAIN, "--r", "0"], ["r cannot be"]),
    (["runs", "show", "nothing"], ["nothing"]),
    (["runs", "resume", "nothing"], ["nothing", "runs list"]),
    (["runs", "compare", "nothing", "more"], ["nothing"]),
    (["convert", "{absent}", *CONVERT], ["absent"]),
    (["convert", "{folder}", *CONVERT], ["adapter_config.json"]),
    (["convert", "{peft_pickled}", *CONVERT], ["adapter_model.bin", "safetensors"]),
    (["convert", "{peft_truncated}", *CONVERT], ["adapter_model.safetensors"]),
    (["convert", "{peft_unconfigured}", *CONVERT], ["adapter_config.json"]),
    (["convert", "{peft_nan}", *CONVERT], ["NaN"]),
    (["convert", "{peft_starter}", *CONVERT], ["does not fit"]),
    (["convert", "{peft_starter}", "--base", "nothing", "--out", "{out}"], ["nothing"]),
    (["personas", "show", "nobody"], ["nobody", "personas list"]),
    (["personas", "remove", "nobody"], ["nobody"]),
    (["personas", "remove", "pirate"], ["cannot be removed"]),
    (["personas", "export", "nobody", "{out}"], ["nobody"]),
    (["personas", "create", "taken", "--prompt", "x"], ["taken"]),
    (["personas", "create", "Not An Id", "--prompt", "x"], ["Not An Id"]),
    (["personas", "import", "{absent.macaw}"], ["absent.macaw"]),
    (["personas", "import", "{text.macaw}"], ["text.macaw"]),
    (["personas", "import", "{pickled.macaw}"], ["pickled.macaw"]),
    (["chat", "--persona", "nobody", "--message", "Hi"], ["nobody"]),
    (["chat", "--persona", "pirate:9", "--message", "Hi"], ["pirate:9"]),
    (["chat", "--base", "nothing", "--message", "Hi"], ["nothing"]),
    (["chat", "--message", ""], ["empty"]),
    (["chat", "--message", "Hi", "--temperature", "99"], ["temperature"]),
    (["chat", "--message", "Hi", "--max-tokens", "0"], ["max_tokens"]),
    (["chat", "--message", os.fsdecode(b"caf\xe9")], ["not valid text"]),
    (["chat", "--message", LONG], ["tokens", "context holds"]),
    (["chat", "--persona", "broken", "--message", "Hi"], ["broken", "adapter.gguf"]),
    (["chat", "--persona", "foreign", "--message", "Hi"], ["foreign"]),
]


@pytest.fixture
def furnished(home: Home, tiny_base: Path, starter: Path, tmp_path: Path) -> Home:
    """A data folder with a model, and personas of which two are broken."""
    with Engine() as engine:
        engine.add_model(tiny_base, "tiny")
        base = engine.model()
        engine.personas(), engine.models()
    put_persona(home, Persona(id="taken", name="Taken"))
    broken = Persona(id="broken", name="Broken", base_model=base.id, base_sha256=base.sha256)
    adapter = tmp_path / "cut.gguf"
    adapter.write_bytes(b"GGUF" + bytes(60))
    put_persona(home, broken, adapter)
    put_persona(home, broken.model_copy(update={"id": "foreign", "base_sha256": "ab" * 32}), adapter)
    return home


def shown(arguments: list[str]) -> str:
    return " ".join(argument if argument.isascii() and len(argument) < 40 else "…" for argument in arguments)


@pytest.mark.parametrize(
    ("arguments", "words"), BAD, ids=lambda x: shown(x) if len(x) and x[0] in COMMANDS else ""
)
def test_bad_input_is_named_and_changes_nothing(
    arguments: list[str],
    words: list[str],
    macaw: Macaw,
    furnished: Home,
    tiny_base: Path,
    starter: Path,
    tmp_path: Path,
) -> None:
    place = tmp_path / "given"
    place.mkdir()
    files, out = Files(place, tiny_base, starter), tmp_path / "out"

    def filled(argument: str) -> str | Path:
        if argument == "{out}":
            return out
        return files[argument[1:-1]] if argument.startswith("{") else argument

    given = [filled(argument) for argument in arguments]
    before, around = snapshot(furnished.root), snapshot(place)
    result = macaw(*given)
    assert result.code == 1, result.err
    for word in words:
        assert word in result.err, result.err
    assert not result.out
    assert snapshot(furnished.root) == before and snapshot(place) == around
    assert not out.exists() and not (place / "executed").exists()


def test_bad_input_reaches_scripts_as_json(macaw: Macaw, furnished: Home, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"prompt": "c"}\n')
    for arguments in (
        ["data", "split", str(tmp_path / "rows.jsonl")],
        ["chat", "--persona", "x", "--message", "y"],
    ):
        result = macaw(*arguments, "--json")
        (row,) = result.rows
        assert result.code == 1 and set(row["error"]) == {"type", "message", "cause", "fix"}
        assert row["error"]["message"] and (row["error"]["fix"] or row["error"]["cause"])


def test_checking_data_lists_each_bad_row(macaw: Macaw, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"prompt": "a", "completion": "b"}\n{"prompt": "c"}\nnot json\n')
    result = macaw("data", "check", tmp_path / "rows.jsonl", "--json")
    assert result.code == 1
    assert [problem["line"] for problem in result.rows[0]["problems"]] == [2, 3]
    assert "completion" in result.rows[0]["problems"][0]["reason"]


def test_truncated_models_are_refused_wherever_they_end(
    macaw: Macaw, home: Home, tiny_base: Path, tmp_path: Path
) -> None:
    import random

    whole, dice, before = tiny_base.read_bytes(), random.Random(5), None
    path = tmp_path / "cut.gguf"
    for _ in range(12):
        path.write_bytes(whole[: dice.randrange(len(whole))])
        result = macaw("models", "add", path)
        assert result.code == 1 and "cut.gguf" in result.err
        before = before or snapshot(home.root)
        assert snapshot(home.root) == before


# Disks that are full or read-only


def small_disk(kind: str, source: Path, *arguments: str | Path) -> dict[str, Any]:
    script = Path(__file__).with_name("small_disk.py")
    done = subprocess.run(
        ["unshare", "-rm", sys.executable, script, kind, source, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    if not done.stdout and ("unshare" in done.stderr or "mount" in done.stderr):
        pytest.skip(f"no mounting here: {done.stderr[-200:]}")
    result: dict[str, Any] = json.loads(done.stdout)
    assert "Traceback" not in result["err"] and "Macaw made a mistake" not in result["err"], result["err"]
    return result


ON_DISKS: list[list[str]] = [
    ["models", "add", "{base}", "--id", "another"],
    ["data", "split", "{data}", "--id", "mine"],
    ["personas", "create", "cook", "--prompt", "You are a cook."],
    ["personas", "import", "{persona}", "--id", "two"],
    ["convert", "{peft}", "--base", "tiny", "--out", "{disk}/home/out.gguf"],
    ["train", "{data}", "--persona", "new", "--base", "tiny"],
]


@pytest.fixture(scope="module")
def to_give(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    folder = tmp_path_factory.mktemp("to-give")
    with Engine(folder / "home") as engine:
        engine.add_model(tiny_base, "tiny")
        engine.models()
        put_persona(engine.home, Persona(id="one", name="One"))
        engine.export_persona("one", folder / "one.macaw")
    yield {
        "home": folder / "home",
        "base": tiny_base,
        "data": sums(folder / "data.jsonl"),
        "persona": folder / "one.macaw",
        "peft": peft_folder(folder / "peft", tiny_base, seed=0),
    }


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs Linux's unshare")
@pytest.mark.parametrize("kind", ["full", "read-only"])
@pytest.mark.parametrize("arguments", ON_DISKS, ids=lambda a: " ".join(a[:2]) if a[1][0] != "{" else a[0])
def test_a_disk_that_cannot_be_written(kind: str, arguments: list[str], to_give: dict[str, Path]) -> None:
    given = [str(to_give.get(argument[1:-1], argument)) for argument in arguments]
    result = small_disk(kind, to_give["home"], *given)
    assert result["code"] == 1, result
    assert {"full": "The disk is full.", "read-only": "The disk is read-only."}[kind] in result["err"]
    assert "MACAW_HOME" in result["err"] and result["same"]


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs Linux's unshare")
@pytest.mark.parametrize(
    "arguments", [["models", "list"], ["personas", "list"], ["runs", "list"]], ids=" ".join
)
def test_a_read_only_data_folder_can_be_looked_at(arguments: list[str], to_give: dict[str, Path]) -> None:
    result = small_disk("read-only", to_give["home"], *arguments, "--json")
    assert (result["code"], result["same"]) == (0, True), result["err"]
    assert json_lines(result["out"]) or arguments[0] == "runs"


# Training, stopped and cut off


TINY = [
    "--persona",
    "new",
    "--base",
    "tiny",
    "--max-steps=200",
    "--micro-batch-size=2",
    "--epochs=50",
    "--json",
]


def wait_for_step(process: subprocess.Popen[str], step: int) -> str:
    """Reads the events on stderr up to that step; returns the run's id."""
    run = ""
    assert process.stderr
    for line in process.stderr:
        event = json.loads(line)
        run = event.get("run", run)
        if event["event"] == "step" and event["step"] >= step:
            return run
    pytest.fail("it ended before")


@pytest.mark.slow
def test_training_stopped_by_ctrl_c_and_cut_off_by_a_kill(
    home: Home, tiny_base: Path, tmp_path: Path
) -> None:
    data = sums(tmp_path / "sums.jsonl")
    with Engine() as engine:
        engine.add_model(tiny_base, "tiny")

    process = started("train", data, *TINY)
    run = wait_for_step(process, 5)
    busy = finished("personas", "create", "cook", "--prompt", "x", "--json")
    assert busy.code == 1 and busy.rows[0]["error"]["type"] == "InUse"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    (row,) = json_lines(out)
    assert row["error"]["type"] == "Cancelled" and "runs resume" in row["error"]["fix"]
    (shown,) = finished("runs", "list", "--json").rows
    assert (shown["id"], shown["state"]) == (run, "cancelled") and shown["step"] >= 5

    process = started("runs", "resume", run, "--json")
    wait_for_step(process, shown["step"] + 1)
    jobs = workers_of("job", process.pid)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 10
    while any(job.is_running() for job in jobs) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert jobs and not any(job.is_running() for job in jobs)  # they stop with their parent
    (shown,) = finished("runs", "list", "--json").rows
    assert shown["state"] == "interrupted"

    with Engine() as engine:  # the rest would take long
        info = engine.run(run)
        info.settings.max_steps = shown["step"] + 2
        engine._runs.save(info)
    done = finished("runs", "resume", run, "--json")
    assert done.code == 0, done.err
    (row,) = done.rows
    assert row["run"]["state"] == "done" and row["parity"]["passed"]
    assert {p["id"] for p in finished("personas", "list", "--json").rows} >= {"new"}
    assert finished("runs", "show", run, "--json").rows[0]["metrics"]
    assert finished("runs", "compare", run, run, "--json").code == 0
    again = finished("runs", "resume", run, "--json")
    assert again.code == 1 and "is done" in again.rows[0]["error"]["message"]


def test_turbo_is_refused_where_an_adapter_settles_the_layers(macaw: Macaw, tmp_path: Path) -> None:
    result = macaw("train", tmp_path, "--persona", "x", "--from", "pirate", "--preset", "turbo")
    assert result.code == 1 and "The preset turbo cannot train a voice further." in result.err


@pytest.mark.parametrize(
    ("replay", "pool", "note", "said"),
    [
        (0.3, "auto", "", "30% of what is read is what it knew."),
        (0.3, "both", "", "30% of what is read is what it knew, and general examples."),
        (0.2, "auto", "It is not here.", "It is not here. 20% of what is read is general examples."),
        (0.0, "auto", "It is not here.", "It is not here."),
    ],
)
def test_what_is_read_again_is_said(replay: float, pool: str, note: str, said: str) -> None:
    assert replayed({"replay": replay, "replay_pool": pool, "replay_kl": 0, "note": note}) == said


def test_a_folder_with_nothing_to_read_says_so(macaw: Macaw, tmp_path: Path) -> None:
    empty, pictures = tmp_path / "empty", tmp_path / "pictures"
    empty.mkdir()
    pictures.mkdir()
    (pictures / "a.png").write_bytes(b"\x89PNG")
    said = macaw("library", "add", empty)
    assert said.code == 0 and "nothing to read" in said.err and "Macaw reads text" in said.err
    assert "passed over" not in said.err
    assert "1 files of other kinds were passed over" in macaw("library", "add", pictures).err
    assert macaw("library", "list", "--json").rows == []


def test_a_prompt_of_many_lines_makes_a_description_of_one(macaw: Macaw) -> None:
    made = macaw("personas", "create", "poet", "--prompt", "You rhyme.\nAlways.\x07", "--json")
    assert made.code == 0 and made.rows[0]["description"] == "You rhyme. Always."
    refused = macaw("personas", "create", "liar", "--prompt", "x", "--name", "Good\nname", "--json")
    assert refused.code == 1 and "one line" in refused.rows[0]["error"]["cause"]
    long = macaw("personas", "create", "long", "--prompt", "x", "--name", "n" * 61, "--json")
    assert long.code == 1 and "60 characters" in long.rows[0]["error"]["cause"]


@pytest.mark.slow
def test_the_library_from_the_command_line(macaw: Macaw, home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "tea.md").write_text("# Tea\n\nThe harbour tea room opens at seven o'clock on weekdays.\n")
    (folder / "wind.txt").write_text("Beginners stay ashore above force five.\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    added = macaw("library", "add", folder, "--collection", "sea", "--json")
    assert added.code == 1 and added.rows[0]["indexed"] == 2
    assert "broken.pdf" in added.err
    (listed,) = macaw("library", "list", "--json").rows
    assert (listed["name"], listed["files"], listed["failed"]) == ("sea", 2, 1)
    found = macaw("library", "search", "When does the tea room open?", "--collection", "sea", "--json")
    assert found.rows[0]["file"] == "tea.md"
    macaw("models", "list")  # remembers what the starter model is
    before = snapshot(home.root)
    for arguments, word in (
        (["library", "search", "x", "--collection", "nothing"], "nothing"),
        (["library", "remove", "--collection", "nothing"], "nothing"),
        (["ask", "x", "--collection", "nothing"], "nothing"),
        (["ask", "", "--collection", "sea"], "empty"),
        (["ask", "x", "--collection", "sea", "--persona", "nobody"], "nobody"),
    ):
        result = macaw(*arguments, "--json")
        assert result.code == 1 and word in result.rows[0]["error"]["message"], arguments
    changed = {name for name, digest in snapshot(home.root).items() if before.get(name) != digest}
    assert not {name for name in changed if not name.startswith("library/")}
    answer = macaw("ask", "When does the harbour tea room open?", "--collection", "sea", "--json")
    (row,) = answer.rows
    assert answer.code == 0 and row["text"] and isinstance(row["supported"], bool)
    assert all(citation["file"] == "tea.md" for citation in row["citations"])
    assert macaw("library", "check", "--json").rows[0]["name"] == "sea"
    assert macaw("library", "remove", "--collection", "sea").code == 0
    assert macaw("library", "list", "--json").rows == []
