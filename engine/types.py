"""Types that cross a process or a disk. Pydantic checks them wherever they come in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Role = Literal["system", "user", "assistant"]


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
    name: str
    description: str = ""
    system_prompt: str = ""
    color: str = "#5B6470"
    base_model: str = ""
    base_sha256: str = ""
    adapter: bool = False
    sampling: Sampling = Sampling()
    collections: list[str] = []
    builtin: bool = False


class VoicePart(_Strict):
    """One persona's share in a blend, as written `pirate:0.7+bard:0.3`."""

    persona: str
    scale: Annotated[float, Field(ge=0, le=2)] = 1.0


class TrainSettings(_Strict):
    """Everything that decides what a run learns. Names are those of PEFT and transformers."""

    method: Literal["sft", "text"] = "sft"
    r: Annotated[int, Field(ge=1, le=512)] = 16
    lora_alpha: Annotated[float, Field(gt=0)] = 32
    lora_dropout: Annotated[float, Field(ge=0, lt=1)] = 0.0
    use_rslora: bool = False
    target_modules: list[str] | Literal["all-linear"] = "all-linear"
    learning_rate: Annotated[float, Field(gt=0, le=1)] = 1e-3
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
    seed: int = 0


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
    error: str = ""


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


class Citation(_Strict):
    """Where an answer's `[number]` points."""

    number: int
    file: str
    page: int | None
    quote: str
    added: bool = False
    """True if the model did not write the mark itself: Macaw put it after the sentence it supports."""
