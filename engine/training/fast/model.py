"""The fast `TrainableModel`: blocks built from the geometry, LoRA on their linear layers."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save
from torch import Tensor

from engine.models.gguf_file import read_header
from engine.training.device import Device
from engine.training.encode import IGNORE, Encoded
from engine.training.fast.geometry import read_geometry
from engine.training.fast.ops import attention, gated, lora_linear, rms_norm, rope, token_loss
from engine.training.fast.recall import Recall
from engine.training.fast.weights import Weights
from engine.training.peft_format import CONFIG, WEIGHTS, adapter_config
from engine.types import TrainSettings

# block, q, k, v -> what attention makes of them
_Attend = Callable[[int, Tensor, Tensor, Tensor], Tensor]


@dataclass
class _Linear:
    """One frozen product, perhaps of several layers side by side, and the adapters on its row slices."""

    weight: Tensor
    bias: Tensor | None
    rows: tuple[int, ...]
    pairs: list[Tensor]
    scale: float
    adapted: bool = True

    def __call__(self, x: Tensor) -> Tensor:
        if not self.adapted:
            return F.linear(x, self.weight, self.bias)
        return lora_linear(x, self.weight, self.bias, self.rows, self.scale, self.pairs)


@dataclass
class _Block:
    attn_norm: Tensor
    qkv: _Linear
    out: _Linear
    ffn_norm: Tensor
    gate_up: _Linear
    down: _Linear
    q_norm: Tensor | None
    k_norm: Tensor | None
    post_attn_norm: Tensor | None
    post_ffn_norm: Tensor | None


class FastTrainable:
    """`TrainableModel` for the architectures in `geometry.ARCHITECTURES`."""

    def __init__(self, base: Path, settings: TrainSettings, device: Device, base_id: str) -> None:
        """Unpack the GGUF at `base` and put fresh LoRA pairs on it. Seeds torch with `settings.seed`."""
        header = read_header(base)
        self.geometry = read_geometry(header)
        self._settings, self._device, self._base_id = settings, device, base_id
        self._weights = Weights(header, device)
        self._adapter: dict[str, torch.nn.Parameter] = {}
        torch.manual_seed(settings.seed)
        self._embedding = self._weights.matrix("token_embd.weight")
        tied = not self._weights.has("output.weight")
        self._head = self._embedding if tied else self._weights.matrix("output.weight")
        self._norm = self._weights.vector("output_norm.weight")
        self._blocks = [self._block(i) for i in range(self.geometry.blocks)]

    # What the loop asks for

    def parameters(self) -> list[torch.nn.Parameter]:
        return list(self._adapter.values())

    def named_parameters(self) -> dict[str, torch.nn.Parameter]:
        """The adapter's weights under PEFT's names."""
        return dict(self._adapter)

    def train(self, mode: bool) -> None:
        """Nothing here behaves differently in training: runs with dropout use PEFT's model."""

    def loss_sum(self, batch: Sequence[Encoded]) -> Tensor:
        lengths = tuple(len(example.ids) for example in batch)
        ids = torch.tensor([id for example in batch for id in example.ids])
        # Position i predicts token i + 1 of the same sequence; a sequence's last predicts nothing.
        labels = torch.tensor([label for example in batch for label in [*example.labels[1:], IGNORE]])
        learned = (labels != IGNORE).nonzero()[:, 0].to(self._device.device)
        x = self.hidden(ids.to(self._device.device), lengths)
        x = rms_norm(x[learned], self._norm, self.geometry.eps)
        targets = labels.to(self._device.device)[learned]
        return token_loss(x, self._head, targets, self.geometry.logit_softcap)

    def save_adapter(self, folder: Path) -> None:
        state = {name: tensor.detach().cpu().contiguous() for name, tensor in self._adapter.items()}
        # As bytes, not by `save_file`: on a full disk that raises no OSError.
        (folder / WEIGHTS).write_bytes(save(state, metadata={"format": "pt"}))
        modules = sorted({name.split(".")[-3] for name in self._adapter})
        config = adapter_config(self._settings, self._base_id, modules)
        (folder / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")

    def load_adapter(self, folder: Path) -> None:
        state = load_file(folder / WEIGHTS)
        with torch.no_grad():
            for name, parameter in self._adapter.items():
                parameter.copy_(state[name])

    def sample(self, prompt: Sequence[int], max_tokens: int) -> Iterator[int]:
        """See `audition.Speaks`."""
        new, read, recall = list(prompt), 0, Recall(self.geometry)
        for _ in range(max_tokens):
            with torch.no_grad():
                positions = torch.arange(read, read + len(new), device=self._device.device)
                ids = torch.tensor(new, device=self._device.device)
                x = self._read(ids, positions, recall.attend)[-1:]
                logits = rms_norm(x, self._norm, self.geometry.eps) @ self._head.t()
            read, new = read + len(new), [int(logits.argmax())]
            yield new[0]

    def logits(self, ids: Sequence[int], positions: Sequence[int]) -> Tensor:
        """Scores over the vocabulary after some positions of one sequence: [positions, vocabulary]."""
        with torch.no_grad():
            x = self.hidden(torch.tensor(ids, device=self._device.device), (len(ids),))[list(positions)]
            scores = (rms_norm(x, self._norm, self.geometry.eps) @ self._head.t()).float()
        cap = self.geometry.logit_softcap
        return torch.tanh(scores / cap) * cap if cap else scores

    @contextmanager
    def disable_adapter(self) -> Iterator[None]:
        """The bare base inside."""
        linears = [linear for b in self._blocks for linear in (b.qkv, b.out, b.gate_up, b.down)]
        for linear in linears:
            linear.adapted = False
        try:
            yield
        finally:
            for linear in linears:
                linear.adapted = True

    # The model

    def hidden(self, ids: Tensor, lengths: tuple[int, ...]) -> Tensor:
        """Features of packed tokens before the last norm: ids [tokens] to [tokens, width]."""
        g = self.geometry

        def attend(i: int, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
            window = g.window if g.is_local(i) else 0
            return attention(q, k, v, lengths, g.attention_scale, g.attention_softcap, window)

        positions = torch.cat([torch.arange(n) for n in lengths]).to(ids.device)
        return self._read(ids, positions, attend)

    def _read(self, ids: Tensor, positions: Tensor, attend: _Attend) -> Tensor:
        x = F.embedding(ids, self._embedding)
        if self.geometry.embedding_scale != 1:
            x = x * torch.tensor(self.geometry.embedding_scale, dtype=x.dtype)
        for i, block in enumerate(self._blocks):
            x = self._run(i, block, x, positions, attend)
        return x

    def _run(self, i: int, block: _Block, x: Tensor, positions: Tensor, attend: _Attend) -> Tensor:
        g, tokens = self.geometry, len(x)
        qkv = block.qkv(rms_norm(x, block.attn_norm, g.eps))
        q, k, v = torch.split(qkv, [g.q_rows, g.kv_rows, g.kv_rows], -1)
        q, k, v = (t.view(tokens, -1, g.head_dim) for t in (q, k, v))
        if block.q_norm is not None and block.k_norm is not None:
            q, k = rms_norm(q, block.q_norm, g.eps), rms_norm(k, block.k_norm, g.eps)
        if g.has_rope(i):
            cos, sin = self._rotation(g.is_local(i), positions)
            q, k = rope(q, cos, sin), rope(k, cos, sin)
        y = block.out(attend(i, q, k, v))
        x = x + (y if block.post_attn_norm is None else rms_norm(y, block.post_attn_norm, g.eps))
        y = block.gate_up(rms_norm(x, block.ffn_norm, g.eps))
        y = block.down(gated(y, g.activation == "gelu"))
        return x + (y if block.post_ffn_norm is None else rms_norm(y, block.post_ffn_norm, g.eps))

    def _rotation(self, local: bool, positions: Tensor) -> tuple[Tensor, Tensor]:
        """cos and sin [tokens, 1, rope_dim / 2] for the tokens' positions."""
        g = self.geometry
        base, scale = (g.rope_base_local, 1.0) if local else (g.rope_base, g.rope_scale)
        half = g.rope_dim // 2
        rates = base ** (-torch.arange(half, device=positions.device, dtype=torch.float32) / half)
        angles = positions[:, None, None].float() * scale * rates
        return angles.cos().to(self._device.dtype), angles.sin().to(self._device.dtype)

    # Building it

    def _block(self, i: int) -> _Block:
        g, prefix = self.geometry, f"blk.{i}."
        fused = self._weights.has(f"{prefix}attn_qkv.weight")

        def norm(name: str) -> Tensor | None:
            return self._weights.vector(prefix + name) if self._weights.has(prefix + name) else None

        if fused:
            qkv = self._linear(i, {"self_attn.qkv_proj": ("attn_qkv", g.q_rows + 2 * g.kv_rows)}, g.width)
        else:
            layers = {
                "self_attn.q_proj": ("attn_q", g.q_rows),
                "self_attn.k_proj": ("attn_k", g.kv_rows),
                "self_attn.v_proj": ("attn_v", g.kv_rows),
            }
            qkv = self._linear(i, layers, g.width)
        if self._weights.has(f"{prefix}ffn_gate.weight"):
            ffn = {"mlp.gate_proj": ("ffn_gate", g.ffn), "mlp.up_proj": ("ffn_up", g.ffn)}
        else:
            ffn = {"mlp.gate_up_proj": ("ffn_up", 2 * g.ffn)}
        attn_norm, ffn_norm = norm("attn_norm.weight"), norm("ffn_norm.weight")
        assert attn_norm is not None and ffn_norm is not None
        return _Block(
            attn_norm=attn_norm,
            qkv=qkv,
            out=self._linear(i, {"self_attn.o_proj": ("attn_output", g.width)}, g.q_rows),
            ffn_norm=ffn_norm,
            gate_up=self._linear(i, ffn, g.width),
            down=self._linear(i, {"mlp.down_proj": ("ffn_down", g.width)}, g.ffn),
            q_norm=norm("attn_q_norm.weight"),
            k_norm=norm("attn_k_norm.weight"),
            post_attn_norm=norm("post_attention_norm.weight"),
            post_ffn_norm=norm("post_ffw_norm.weight"),
        )

    def _linear(self, block: int, layers: dict[str, tuple[str, int]], n_in: int) -> _Linear:
        """One product for `layers` (PEFT's module name to the GGUF's tensor and its rows) side by side."""
        g = self.geometry
        heads = {"attn_q": g.heads, "attn_k": g.kv_heads} if g.permuted else {}
        weights, biases, pairs = [], [], []
        for module, (name, n_out) in layers.items():
            full = f"blk.{block}.{name}"
            weights.append(self._weights.matrix(f"{full}.weight", heads=heads.get(name, 0)))
            if self._weights.has(f"{full}.bias"):
                biases.append(self._weights.vector(f"{full}.bias", heads=heads.get(name, 0)))
            pairs += self._pair(f"base_model.model.model.layers.{block}.{module}", n_in, n_out)
        s = self._settings
        return _Linear(
            weight=torch.cat(weights) if len(weights) > 1 else weights[0],
            bias=torch.cat(biases) if biases else None,
            rows=tuple(n for module, (_, n) in layers.items()),
            pairs=pairs,
            scale=s.lora_alpha / (math.sqrt(s.r) if s.use_rslora else s.r),
        )

    def _pair(self, module: str, n_in: int, n_out: int) -> list[Tensor]:
        """Fresh A (uniform, as PEFT starts it) and B (zero): the adapter begins as nothing."""
        a = torch.empty(self._settings.r, n_in)
        torch.nn.init.kaiming_uniform_(a, a=math.sqrt(5))
        b = torch.zeros(n_out, self._settings.r)
        made: list[Tensor] = []
        for half, value in (("A", a), ("B", b)):
            parameter = torch.nn.Parameter(value.to(self._device.device))
            self._adapter[f"{module}.lora_{half}.weight"] = parameter
            made.append(parameter)
        return made


def refusal(settings: TrainSettings) -> str:
    """Why these settings need PEFT's model, or nothing."""
    if settings.target_modules != "all-linear":
        return "target_modules are chosen one by one"
    return "lora_dropout is used" if settings.lora_dropout else ""
