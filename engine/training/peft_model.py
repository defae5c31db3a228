"""The base from its GGUF through transformers, with LoRA by PEFT: works for every architecture both know."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
import torch.nn.functional as F
from peft import LoraConfig, PeftModel, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import load_file, save
from transformers import AutoModelForCausalLM
from transformers.utils import logging as transformers_logging

from engine.conversion.peft_format import CONFIG, WEIGHTS
from engine.errors import BadFile, InputError
from engine.training.device import Device
from engine.training.encode import IGNORE, Encoded
from engine.training.protocol import TrainableModel as TrainableModel
from engine.types import TrainSettings

transformers_logging.set_verbosity_error()
transformers_logging.disable_progress_bar()
logging.getLogger("peft").setLevel(logging.ERROR)


class PeftTrainable:
    """`TrainableModel` over transformers and PEFT."""

    def __init__(self, base: Path, settings: TrainSettings, device: Device, base_id: str) -> None:
        """Dequantize the GGUF at `base` and put fresh LoRA layers on it. Seeds torch with `settings.seed`.

        Raises `BadFile` for a base that transformers cannot load, `InputError` for impossible target_modules.
        """
        self._device = device
        self._base_id = base_id
        torch.manual_seed(settings.seed)
        config = LoraConfig(
            task_type="CAUSAL_LM",
            r=settings.r,
            lora_alpha=settings.lora_alpha,
            lora_dropout=settings.lora_dropout,
            use_rslora=settings.use_rslora,
            target_modules=settings.target_modules,
            layers_to_transform=settings.layers_to_transform,
        )
        model = load_base(base, device)
        try:
            self._model = get_peft_model(model, config)
        except ValueError as error:
            raise InputError(
                "The adapter cannot be put on this base model.",
                cause=f"{str(error).splitlines()[0]}",
                fix="Name linear layers of the base in target_modules, or use all-linear.",
            ) from error

    def named_parameters(self) -> dict[str, torch.nn.Parameter]:
        return {name: p for name, p in self._model.named_parameters() if p.requires_grad}

    def train(self, mode: bool) -> None:
        self._model.train(mode)

    def losses(self, batch: Sequence[Encoded]) -> torch.Tensor:
        logits, wanted = self._predictions(batch)
        return F.cross_entropy(logits.transpose(1, 2), wanted, ignore_index=IGNORE, reduction="none").sum(1)

    def divergences(self, batch: Sequence[Encoded]) -> torch.Tensor:
        training = self._model.training
        self._model.train(False)  # the base itself reads without dropout
        with torch.no_grad(), self.disable_adapter():
            bare = self._predictions(batch)[0].log_softmax(-1)
        self._model.train(training)
        logits, wanted = self._predictions(batch)
        each = F.kl_div(logits.log_softmax(-1), bare, log_target=True, reduction="none").sum(-1)
        return (each * (wanted != IGNORE)).sum(1)

    def _predictions(self, batch: Sequence[Encoded]) -> tuple[torch.Tensor, torch.Tensor]:
        """fp32 logits [sequences, columns, vocabulary] and the tokens wanted there, `IGNORE` where none is."""
        width = max(len(e.ids) for e in batch)
        ids = torch.zeros(len(batch), width, dtype=torch.long)
        mask = torch.zeros_like(ids)
        labels = torch.full_like(ids, IGNORE)
        for row, e in enumerate(batch):
            ids[row, : len(e.ids)] = torch.tensor(e.ids)
            mask[row, : len(e.ids)] = 1
            labels[row, : len(e.labels)] = torch.tensor(e.labels)
        # Position i predicts token i + 1. Logits only where some row learns: the vocabulary is wide.
        shifted = labels[:, 1:]
        columns = (shifted != IGNORE).any(0).nonzero()[:, 0]
        device = self._device.device
        logits = self._model(
            input_ids=ids.to(device), attention_mask=mask.to(device), logits_to_keep=columns.to(device)
        ).logits
        return logits.float(), shifted[:, columns].to(device)

    def sample(self, prompt: Sequence[int], max_tokens: int) -> Iterator[int]:
        """See `audition.Speaks`."""
        ids = torch.tensor([list(prompt)], device=self._device.device)
        past = None
        for _ in range(max_tokens):
            with torch.no_grad():
                out = self._model(input_ids=ids, past_key_values=past, use_cache=True, logits_to_keep=1)
            past, token = out.past_key_values, int(out.logits[0, -1].argmax())
            yield token
            ids = torch.tensor([[token]], device=self._device.device)

    def save_adapter(self, folder: Path) -> None:
        state = {
            name: tensor.detach().to("cpu", torch.float32).contiguous()
            for name, tensor in get_peft_model_state_dict(self._model, save_embedding_layers=False).items()
        }
        # As bytes, not by `save_file`: on a full disk that raises no OSError.
        (folder / WEIGHTS).write_bytes(save(state, metadata={"format": "pt"}))
        config = self._model.peft_config["default"].to_dict()
        config["base_model_name_or_path"] = self._base_id
        config["inference_mode"] = True
        config["target_modules"] = sorted(config["target_modules"])
        (folder / CONFIG).write_text(json.dumps(config, indent=2, default=str) + "\n", encoding="utf-8")

    def load_adapter(self, folder: Path) -> None:
        state = load_file(folder / WEIGHTS)
        for name in get_peft_model_state_dict(self._model, save_embedding_layers=False):
            state[name]  # PEFT itself would pass over what is missing
        set_peft_model_state_dict(self._model, state)

    @contextmanager
    def disable_adapter(self) -> Iterator[None]:
        with self._model.disable_adapter():
            yield


def load_base(base: Path, device: Device) -> Any:
    """The GGUF's weights dequantized into a transformers model. Raises `BadFile`."""
    try:
        with _alone(base) as (folder, name):
            # Exact in fp32; converting from there keeps the weights bit-identical on every path.
            model = AutoModelForCausalLM.from_pretrained(
                folder, gguf_file=name, dtype=torch.float32, local_files_only=True
            )
    except MemoryError:
        raise
    except Exception as error:  # transformers raises whatever its many loaders do
        raise BadFile(
            f"transformers cannot train on {base}.",
            cause=str(error).splitlines()[0] if str(error) else type(error).__name__,
            fix="Choose a base model of a supported architecture.",
        ) from error
    model.config.use_cache = False
    return model.to(device.device, device.dtype)


@contextmanager
def _alone(base: Path) -> Iterator[tuple[str, str]]:
    """The file in a folder that holds nothing else, as (folder, name).

    Beside it may lie a stranger's adapter_config.json: transformers would load that adapter, pickles included.
    """
    with TemporaryDirectory() as folder:
        try:
            Path(folder, "model.gguf").symlink_to(base.absolute())
        except OSError:  # Windows without the right to make links
            Path(folder, "model.gguf").hardlink_to(base.absolute())
        yield folder, "model.gguf"


def load_adapted(base: Path, adapter: Path, device: Device) -> Any:
    """Base plus a saved PEFT adapter, for evaluation."""
    return PeftModel.from_pretrained(load_base(base, device), str(adapter), is_trainable=False).eval()
