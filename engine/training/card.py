"""A persona's card: what it is, how it was made, what was measured. Markdown, for people."""

from __future__ import annotations

from engine.datasets import DatasetInfo
from engine.types import ModelInfo, Parity, Persona, RunInfo


def write_card(persona: Persona, run: RunInfo, model: ModelInfo, data: DatasetInfo, parity: Parity) -> str:
    """The card's text."""
    s = run.settings
    modules = s.target_modules if isinstance(s.target_modules, str) else ", ".join(s.target_modules)
    valid = (
        "no validation data"
        if run.best_valid_loss is None
        else f"{run.best_valid_loss:.3f} at step {run.best_step}"
    )
    before = begun = ""
    if run.continued:
        began = run.continued.name + (f" ({run.continued.note})" if run.continued.note else "")
        begun = f"\n| Continued from | {began} |"
    if run.old_loss_before is not None:
        before = f"\n| Validation loss on what it knew before | {_number(run.old_loss_before)} to {_number(run.old_loss_after)} |"
    return f"""# {persona.name}

{persona.description}

## Made from
| | |
|---|---|
| Base model | {model.name}, {model.quantization}, {model.parameters / 1e6:.0f} M parameters (SHA-256 `{model.sha256[:16]}…`) |
| Data | {data.source}: {data.counts["train"]} to learn, {data.counts["valid"]} to validate, {data.counts["test"]} held out (SHA-256 `{data.sha256[:16]}…`) |
| Adapter | LoRA, r {s.r}, lora_alpha {s.lora_alpha:g}, {modules} |
| Training | {run.step} steps, {run.tokens:,} tokens in {run.seconds:.0f} s, learning_rate {s.learning_rate:g}, batch {s.micro_batch_size} x {s.gradient_accumulation_steps}, seed {s.seed} |{begun}
| Device | {run.device} |

## Measured
| | |
|---|---|
| Training loss | {_number(run.loss_first)} to {_number(run.loss_last)} |
| Best validation loss | {valid} |{before}
| Proof of parity | mean KL {parity.mean_kl:.4f} (bare base {parity.base_mean_kl:.4f}), top-1 agreement {parity.top1_agreement:.3f} (bare base {parity.base_top1_agreement:.3f}), over {parity.positions} held-out positions |
| Effect | mean KL {parity.effect_kl:.3f} between adapter on and off |
"""


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
