"""Every setting of a training, by what it is about: its name in the field, its widget (made when it is wanted), and
what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.pages.train.inputs import Choice, Decimal, Input, Layers, Modules, Tick, Whole

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Setting:
    """One setting of `TrainSettings`."""

    name: str
    make: Callable[[], Input]
    hint: str


@dataclass(frozen=True)
class Group:
    """Settings about one thing."""

    key: str
    title: str
    settings: list[Setting]


def groups() -> list[Group]:
    """All settings, in the window's language."""
    return [
        Group("learned", translate("Train", "What is learned"), _learned()),
        Group("adapter", translate("Train", "Adapter"), _adapter()),
        Group("pace", translate("Train", "Pace"), _pace()),
        Group("amount", translate("Train", "Amount"), _amount()),
        Group("checks", translate("Train", "Checks"), _checks()),
        Group("forgetting", translate("Train", "Against forgetting"), _forgetting()),
    ]


def _learned() -> list[Setting]:
    methods = {
        "sft": translate("Train", "sft: learn the answers"),
        "text": translate("Train", "text: learn everything"),
        "dpo": translate("Train", "dpo: prefer one answer over another"),
    }
    return [
        Setting(
            "method",
            lambda: Choice(methods),
            translate("Train", "What of an example is learned. It follows from the data, unless you choose."),
        ),
        Setting(
            "dpo_beta",
            lambda: Decimal(0.001, 10, 0.05),
            translate("Train", "With dpo: how closely it stays with the base model; more is closer."),
        ),
    ]


def _adapter() -> list[Setting]:
    return [
        Setting("r", lambda: Whole(1, 512), translate("Train", "Rank of the adapter: how much it can hold.")),
        Setting(
            "lora_alpha", lambda: Decimal(0.5, 1024, 1), translate("Train", "Its strength; about twice r.")
        ),
        Setting(
            "lora_dropout",
            lambda: Decimal(0, 0.9, 0.05),
            translate(
                "Train",
                "Against learning by heart: this share of the adapter's inputs is left out at random.",
            ),
        ),
        Setting(
            "use_rslora",
            lambda: Tick(translate("Train", "Scale by the root of r")),
            translate("Train", "rsLoRA: keeps a high rank from learning too weakly."),
        ),
        Setting(
            "target_modules",
            lambda: Modules(),
            translate("Train", "Linear layers of a block that get an adapter. All is best as a rule."),
        ),
        Setting(
            "layers_to_transform",
            lambda: Layers(),
            translate(
                "Train",
                "Layers that get an adapter, counted from below. What lies under them stays as it is and is "
                "computed only once: faster, and it forgets less.",
            ),
        ),
    ]


def _pace() -> list[Setting]:
    return [
        Setting(
            "learning_rate",
            lambda: Decimal(1e-7, 1, 1e-4),
            translate("Train", "How far each step goes, at its highest."),
        ),
        Setting(
            "loraplus_lr_ratio",
            lambda: Decimal(0.01, 1000, 1),
            translate(
                "Train", "LoRA+: how much faster the adapter's second half learns; 1 is plain, 16 usual."
            ),
        ),
        Setting(
            "warmup_ratio",
            lambda: Decimal(0, 0.99, 0.01),
            translate("Train", "Share of the steps in which the pace rises from nothing."),
        ),
        Setting(
            "weight_decay",
            lambda: Decimal(0, 10, 0.01),
            translate("Train", "Pulls the adapter's weights towards zero, against learning by heart."),
        ),
        Setting(
            "max_grad_norm",
            lambda: Decimal(0.001, 1000, 0.1),
            translate("Train", "The longest a step's direction may be: clips outliers."),
        ),
        Setting(
            "neftune_noise_alpha",
            lambda: Decimal(0, 100, 1),
            translate(
                "Train", "NEFTune: noise on what is read, against learning by heart; 0 is none, 5 usual."
            ),
        ),
    ]


def _amount() -> list[Setting]:
    return [
        Setting("epochs", lambda: Decimal(0.01, 1000, 1), translate("Train", "Rounds through all examples.")),
        Setting(
            "max_steps",
            lambda: Whole(0, 10_000_000),
            translate("Train", "Stop after so many steps; 0: as many as the epochs take."),
        ),
        Setting(
            "micro_batch_size",
            lambda: Whole(1, 1024),
            translate("Train", "Examples at once. More needs more memory."),
        ),
        Setting(
            "gradient_accumulation_steps",
            lambda: Whole(1, 1024),
            translate("Train", "Batches gathered for one step."),
        ),
        Setting(
            "max_seq_length",
            lambda: Whole(16, 1_000_000, 64),
            translate("Train", "Tokens of an example; longer ones are cut."),
        ),
        Setting("seed", lambda: Whole(0, 2**31 - 1), translate("Train", "Same seed, same run.")),
    ]


def _checks() -> list[Setting]:
    return [
        Setting(
            "eval_every",
            lambda: Whole(0, 1_000_000),
            translate("Train", "Steps between validations; 0: only at the end."),
        ),
        Setting(
            "early_stopping_patience",
            lambda: Whole(0, 1000),
            translate("Train", "Validations without a better loss before it ends; 0: never early."),
        ),
        Setting(
            "save_every",
            lambda: Whole(1, 1_000_000),
            translate("Train", "Steps between checkpoints: a crash costs so many at most."),
        ),
    ]


def _forgetting() -> list[Setting]:
    balances = {
        "none": translate("Train", "none: as often as they are there"),
        "label": translate("Train", "label: every label as often"),
    }
    pools = {
        "auto": translate("Train", "auto: what it knew, or general ones"),
        "general": translate("Train", "general: Macaw's own"),
        "both": translate("Train", "both: of either"),
    }
    return [
        Setting(
            "replay",
            lambda: Decimal(0, 0.9, 0.05),
            translate("Train", "Share of other examples mixed in, against forgetting; 0.2 is usual."),
        ),
        Setting(
            "replay_pool",
            lambda: Choice(pools),
            translate("Train", "Which those are."),
        ),
        Setting(
            "replay_kl",
            lambda: Decimal(0, 100, 0.5),
            translate(
                "Train",
                "How strongly answers to general examples are held at the base model's; 0 learns those examples.",
            ),
        ),
        Setting("balance", lambda: Choice(balances), translate("Train", "How often labels are seen.")),
    ]
