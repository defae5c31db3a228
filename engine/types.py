"""Types that cross a process or a disk. Pydantic checks them wherever they come in."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

Role = Literal["system", "user", "assistant"]

MAX_NAME, MAX_DESCRIPTION = 60, 300
"""Characters in the name of a persona or a collection, and in a persona's description."""
_JOINERS = "\u200c\u200d"  # Persian words and composed emoji need them


def is_one_line(text: str) -> bool:
    """Whether `text` stays in its line anywhere: no line breaks or control characters, nothing that turns
    the direction of what is around it."""
    return all(
        character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        for character in text
    )


def as_one_line(text: str, most: int = MAX_NAME) -> str:
    """`text` made to fit one line of `most` characters, as a name made from a file's or from a prompt."""
    kept = "".join(character for character in " ".join(text.split()) if is_one_line(character))
    return kept[:most].strip()


def _one_line(text: str) -> str:
    if not is_one_line(text):
        raise PydanticCustomError("one_line", "It should be one line without control characters")
    return text


ShownName = Annotated[str, Field(max_length=MAX_NAME), AfterValidator(_one_line)]
Description = Annotated[str, Field(max_length=MAX_DESCRIPTION), AfterValidator(_one_line)]


class _Strict(BaseModel):
    """Base of all: unknown fields are refused, so a typing error in a file is seen."""

    model_config = ConfigDict(extra="forbid")


class Message(_Strict):
    """One turn of a conversation."""

    model_config = ConfigDict(frozen=True)

    role: Role
    content: str


class ModelInfo(_Strict):
    """A base model Macaw can chat with and train on."""

    id: str
    name: str
    path: Path
    architecture: str
    quantization: str
    parameters: int
    bytes: int
    n_ctx_train: int
    sha256: str
    chat_template: bool
    builtin: bool = False


class AdapterRef(_Strict):
    """An adapter GGUF at a strength: 0 is the base model, 1 the adapter as trained."""

    path: Path
    scale: Annotated[float, Field(ge=0, le=2)] = 1.0


class Sampling(_Strict):
    """How the next token is drawn. The defaults suit a small model: lively but not rambling."""

    temperature: Annotated[float, Field(ge=0, le=5)] = 0.6
    top_k: Annotated[int, Field(ge=0)] = 40
    top_p: Annotated[float, Field(gt=0, le=1)] = 0.9
    min_p: Annotated[float, Field(ge=0, le=1)] = 0.05
    repeat_penalty: Annotated[float, Field(ge=0.5, le=2)] = 1.1
    seed: int | None = None
    max_tokens: Annotated[int, Field(ge=1)] = 512
    stop: list[str] = []


class Persona(_Strict):
    """A voice: a system prompt, perhaps an adapter, sampling defaults and attached collections."""

    id: str
    name: ShownName
    description: Description = ""
    system_prompt: str = ""
    color: str = "#5B6470"
    base_model: str = ""
    base_sha256: str = ""
    adapter: bool = False
    sampling: Sampling = Sampling()
    collections: list[ShownName] = []
    builtin: bool = False


class VoicePart(_Strict):
    """One persona's share in a blend, as written `pirate:0.7+bard:0.3`."""

    persona: str
    scale: Annotated[float, Field(ge=0, le=2)] = 1.0


class TrainSettings(_Strict):
    """Everything that decides what a run learns. Names are those of PEFT and transformers."""

    method: Literal["sft", "text", "dpo"] = "sft"
    dpo_beta: Annotated[float, Field(gt=0)] = 0.1
    """With `dpo`: how dearly moving away from the base is paid for."""
    r: Annotated[int, Field(ge=1, le=512)] = 16
    lora_alpha: Annotated[float, Field(gt=0)] = 32
    lora_dropout: Annotated[float, Field(ge=0, lt=1)] = 0.0
    use_rslora: bool = False
    target_modules: list[str] | Literal["all-linear"] = "all-linear"
    layers_to_transform: list[int] | None = None
    """Blocks that get an adapter, None for all. What lies below the lowest of them is computed once."""
    neftune_noise_alpha: Annotated[float, Field(ge=0)] = 0.0
    """Noise on the embeddings in training (NEFTune), 0 for none; 5 is usual."""
    learning_rate: Annotated[float, Field(gt=0, le=1)] = 1e-3
    loraplus_lr_ratio: Annotated[float, Field(gt=0)] = 1.0
    """B's learning rate over A's (LoRA+), 1 for plain LoRA; 16 is usual."""
    weight_decay: Annotated[float, Field(ge=0)] = 0.0
    warmup_ratio: Annotated[float, Field(ge=0, lt=1)] = 0.05
    max_grad_norm: Annotated[float, Field(gt=0)] = 1.0
    epochs: Annotated[float, Field(gt=0)] = 3
    max_steps: Annotated[int, Field(ge=0)] = 0
    """Stop after so many steps, 0 for as many as `epochs` takes."""
    micro_batch_size: Annotated[int, Field(ge=1)] = 8
    gradient_accumulation_steps: Annotated[int, Field(ge=1)] = 1
    max_seq_length: Annotated[int, Field(ge=16)] = 1024
    eval_every: Annotated[int, Field(ge=0)] = 20
    """Steps between validations, 0 for one at the end only."""
    save_every: Annotated[int, Field(ge=1)] = 20
    """Steps between checkpoints: at most so many are lost in a crash."""
    early_stopping_patience: Annotated[int, Field(ge=0)] = 3
    """Validations in a row without a better loss after which a run ends, 0 to go on to the end in any case."""
    balance: Literal["none", "label"] = "none"
    """`label`: every label (or kind) of the rows is seen equally often."""
    replay: Annotated[float, Field(ge=0, le=0.9)] = 0.0
    """Share of what is read that comes from other examples, against forgetting."""
    replay_pool: Literal["auto", "general", "both"] = "auto"
    """Those examples: the data of the voice that is continued, or where that is not here, general ones of ours."""
    replay_kl: Annotated[float, Field(ge=0)] = 0.0
    """How strongly answers to general examples are pulled to the base's, 0 to learn the examples' own answers."""
    seed: int = 0


class Continued(_Strict):
    """The voice a run went on from; its adapter lies in the run's folder."""

    name: str
    adapter_sha256: str
    """Of the copy's weights."""
    system_prompt: str = ""
    """What its own data was learned with."""
    datasets: list[str] = []
    """The data it had learned, as far as it is here."""
    note: str = ""
    """Why its data is not here; empty if it is."""


RunState = Literal["running", "done", "cancelled", "failed", "interrupted"]


class RunInfo(_Strict):
    """A training run: what was asked, where it stands."""

    id: str
    persona: Persona
    dataset: str
    base_model: str
    base_sha256: str
    settings: TrainSettings
    state: RunState = "running"
    pid: int = 0
    created: str
    device: str = ""
    step: int = 0
    total_steps: int = 0
    tokens: int = 0
    seconds: float = 0
    loss_first: float | None = None
    loss_last: float | None = None
    best_step: int = 0
    best_valid_loss: float | None = None
    peak_memory_bytes: int = 0
    stopped_early: bool = False
    """It ended before its last step, for validation got no better."""
    continued: Continued | None = None
    old_loss_before: float | None = None
    """Validation loss on the data of the voice it went on from: of that voice, and of the new one."""
    old_loss_after: float | None = None
    error: str = ""


class DataMeasure(_Strict):
    """How long the examples of a file are, in tokens of one base model with its chat template.

    `lengths[i]` tokens has the example at line `lines[i]`, `answers[i]` of them are learned; texts are
    learned whole. Of very many examples only a share is measured, evenly spaced: `examples` counts all.
    `counts` is how a split will part them.
    """

    examples: int
    counts: dict[str, int]
    lengths: list[int]
    answers: list[int]
    lines: list[int]
    conversations: bool
    rejected: list[int] = []
    """Tokens of each example with its rejected answer in place of its own; empty if there is none to learn from."""


class Outline(_Strict):
    """What of a base model can get an adapter."""

    blocks: int
    modules: list[str]
    """Its linear layers by PEFT's names, in the order they are passed."""


class Compute(_Strict):
    """What of this computer a person lets training have."""

    model_config = ConfigDict(frozen=True)

    device: Literal["", "cpu", "cuda", "mps"] = ""
    """Empty: the fastest there is."""
    threads: Annotated[int, Field(ge=0)] = 0
    """0: one for each core."""


class TrainDevice(_Strict):
    """A device training can run on, and what is known of it."""

    kind: Literal["cpu", "cuda", "mps"]
    reason: str
    """What it is, and which number format is used there and why."""


class TrainSpeed(_Strict):
    """How fast this machine trains on one base model, measured: by a run, or by a short probe."""

    tokens_per_second: float
    """As if all blocks were trained: a run that trains fewer is faster."""
    start_seconds: float
    """From the start of a job to its first step."""
    hearing_seconds: float = 0.0
    """What hearing the model on all prompts took, once; 0: no run has done so yet."""
    proof_seconds: float = 0.0
    """What proving the newest adapter took; 0: none was proved yet."""
    device: str
    dtype: Literal["bf16", "fp32"]
    device_bytes: int = 0
    """Free memory of a device that has its own, when it was measured; 0: it uses the computer's."""
    cores: int = 0
    """Those that passes could go side by side on; 0: not known."""
    reorders: bool = True
    flash: bool = False
    """Whether a processor could take weights in oneDNN's order, and a GPU attend by the flash kernel."""
    memory_bytes: int = 0
    planned_bytes: int = 0
    """The most memory it took, and what had been computed for it."""
    run: str = ""
    """The run it was measured in; empty for a probe."""


class Estimate(_Strict):
    """What a run will take. `seconds` is None as long as this machine's speed is not known."""

    steps: int
    tokens: int
    """Tokens read in training, over all epochs."""
    seconds: float | None
    memory_bytes: int
    memory_parts: dict[str, int]
    """What the memory goes to: `program`, `weights`, `adapter`, `activations`, `logits`."""
    free_bytes: int
    packed: bool = False
    """The base stays as it lies in its file: unpacked it would not fit."""
    checkpointing: bool = False
    """Parts of the forward pass are computed twice, for keeping them would not fit."""
    speed: TrainSpeed | None
    would_fit: dict[str, int] = {}
    """Where the memory is not enough: settings that would do, empty if none would."""

    @property
    def fits(self) -> bool:
        """Whether it can be started with the memory that is free."""
        return self.memory_bytes <= self.free_bytes


class Parity(_Strict):
    """How alike two runtimes answer, over every position of held-out answers.

    KL divergences in nats; agreement is the share of positions with the same most likely token.
    """

    positions: int
    mean_kl: float
    top1_agreement: float
    base_mean_kl: float
    base_top1_agreement: float
    effect_kl: float
    """KL between adapter on and off, both in llama.cpp: that the adapter does anything at all."""
    passed: bool
    reason: str = ""


class Reply(_Strict):
    """A finished answer with its figures. Rates in tokens per second, times in milliseconds."""

    text: str
    finish: Literal["stop", "length", "cancelled"]
    prompt_tokens: int
    reused_tokens: int
    completion_tokens: int
    switch_ms: float
    first_token_ms: float
    decode_tokens_per_second: float
    left_out: int = 0
    """The oldest messages that did not fit the context and were not read."""


class Citation(_Strict):
    """Where an answer's `[number]` points."""

    number: int
    file: str
    page: int | None
    quote: str
    added: bool = False
    """True if the model did not write the mark itself: Macaw put it after the sentence it supports."""


class Fit(_Strict):
    """Whether a base model fits into this computer's free memory at `n_ctx` tokens. All sizes in bytes."""

    verdict: Literal["fits", "tight", "too_big"]
    n_ctx: int
    weights: int
    kv_cache: int
    """Keys and values of one open persona; each further one takes as much again."""
    buffers: int
    needed: int
    available: int
    limit: int = 0
    """The most a person lets a model have, 0 for all that is free."""


class ModelEntry(_Strict):
    """A base model as the catalogue shows it. One whose file is gone or damaged has a `problem` and no info."""

    id: str
    info: ModelInfo | None = None
    fit: Fit | None = None
    default: bool = False
    personas: list[str] = []
    """Names of the personas whose adapters need it."""
    problem: dict[str, str] = {}
    """An error as `EngineError.to_wire` writes it."""


class PersonaDetails(_Strict):
    """A persona with what its adapter and its report say. What was not measured is None."""

    persona: Persona
    base_name: str = ""
    """The name of the base model it speaks on; empty if that is not here."""
    r: int = 0
    adapter_bytes: int = 0
    weights_bytes: int = 0
    """Of the same adapter as PEFT saved it, which an exported persona holds too."""
    trained_on: str = ""
    steps: int = 0
    best_valid_loss: float | None = None
    parity: Parity | None = None
    hides_starter: bool = False
    """An edited copy of a starter: removing it brings the starter back."""
    problem: dict[str, str] = {}
    """Why its files cannot be used, as `EngineError.to_wire` writes it."""


class PersonaFile(_Strict):
    """What a `.macaw` file holds, checked but not imported."""

    path: Path
    id: str
    details: PersonaDetails
    card: str
    files: dict[str, int]
    """Sizes in bytes."""
    taken: bool
    """A persona of that id is here already."""
    problem: dict[str, str] = {}
    """Why it cannot be used here (its base model is missing, say), as `EngineError.to_wire` writes it."""


class LogFile(_Strict):
    """A worker's or a run's log."""

    name: str
    path: Path
    bytes: int


class Machine(_Strict):
    """The computer Macaw runs on. Memory in bytes."""

    system: str
    cores: int
    memory: int
    memory_available: int
