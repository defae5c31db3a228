"""Transformer blocks built from the geometry and the GGUF's tensors, with LoRA pairs on the layers chosen for it."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from engine.errors import InputError
from engine.training.fast.geometry import Geometry
from engine.training.fast.norms import Norm
from engine.training.fast.projections import Lora, Projection
from engine.training.fast.weights import Weights
from engine.training.schedule import lowest_adapted
from engine.types import TrainSettings


class Switch(threading.local):
    """Whether the adapters are on, for each thread by itself: another may be learning meanwhile."""

    on = True


@dataclass
class Linear:
    """A projection that can be switched: without its adapters, without their dropout."""

    projection: Projection
    switch: Switch
    training: bool = True

    @property
    def now(self) -> Projection:
        lora = self.projection.lora
        if not self.switch.on:
            return replace(self.projection, lora=replace(lora, pairs=(), spans=()))
        if not self.training and lora.dropout:
            return replace(self.projection, lora=replace(lora, dropout=0.0))
        return self.projection


@dataclass
class Block:
    attn_norm: Norm
    qkv: Linear
    out: Linear
    ffn_norm: Norm
    gate_up: Linear
    down: Linear
    q_norm: Norm | None
    k_norm: Norm | None
    post_attn_norm: Norm | None
    post_ffn_norm: Norm | None

    @property
    def linears(self) -> tuple[Linear, ...]:
        return self.qkv, self.out, self.gate_up, self.down

    @property
    def adapted(self) -> bool:
        return any(linear.projection.lora.pairs for linear in self.linears)


class BlockBuilder:
    """Makes the blocks of one model; `adapter` collects the trainable weights under PEFT's names, `switch` is all
    blocks'."""

    def __init__(
        self, geometry: Geometry, weights: Weights, settings: TrainSettings, device: torch.device
    ) -> None:
        self.geometry, self._weights, self._settings, self._device = geometry, weights, settings, device
        self.adapter: dict[str, torch.nn.Parameter] = {}
        self.switch = Switch()
        self._modules: set[str] = set()

    def blocks(self) -> list[Block]:
        """All blocks, lowest first. Raises `BadFile`; `InputError` for target modules or layers there are not."""
        made = [self._block(i) for i in range(self.geometry.blocks)]
        self._check_targets()
        return made

    def _block(self, i: int) -> Block:
        g, prefix = self.geometry, f"blk.{i}."
        fused = self._weights.has(f"{prefix}attn_qkv.weight")

        def norm(name: str) -> Norm | None:
            name = prefix + name
            return Norm(self._weights.vector(name), g.eps) if self._weights.has(name) else None

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
        return Block(
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

    def _linear(self, block: int, layers: dict[str, tuple[str, int]], n_in: int) -> Linear:
        """One product for `layers` (PEFT's module name to the GGUF's tensor and its rows) side by side."""
        g, s = self.geometry, self._settings
        permuted = {"attn_q": g.heads, "attn_k": g.kv_heads} if g.permuted else {}
        names = [f"blk.{block}.{name}" for name, _ in layers.values()]
        heads = [permuted.get(name, 0) for name, _ in layers.values()]
        biases = [f"{name}.bias" for name in names]
        pairs: list[Tensor] = []
        spans: list[tuple[int, int]] = []
        start = 0
        for module, (_, n_out) in layers.items():
            self._modules.add(module.rpartition(".")[2])
            if self._is_target(block, module):
                pairs += self._pair(f"base_model.model.model.layers.{block}.{module}", n_in, n_out)
                spans.append((start, start + n_out))
            start += n_out
        # Through the blocks below the adapters nothing goes back: one copy will do.
        make = self._weights.layer if block >= lowest_adapted(s) else self._weights.matrix
        scale = s.lora_alpha / (math.sqrt(s.r) if s.use_rslora else s.r)
        return Linear(
            Projection(
                weight=make(*(f"{name}.weight" for name in names), heads=heads),
                bias=self._weights.vector(*biases, heads=heads) if self._weights.has(biases[0]) else None,
                lora=Lora(pairs, spans, scale, s.lora_dropout),
            ),
            self.switch,
        )

    def _is_target(self, block: int, module: str) -> bool:
        targets, layers = self._settings.target_modules, self._settings.layers_to_transform
        chosen = targets == "all-linear" or module.rpartition(".")[2] in targets
        return chosen and (layers is None or block in layers)

    def _check_targets(self) -> None:
        """Raises `InputError` for target modules or layers this model has not."""
        known = sorted(self._modules)
        targets = self._settings.target_modules
        if targets != "all-linear" and (unknown := sorted(set(targets) - set(known))):
            raise InputError(
                f"This base model has no linear layer called {unknown[0]}.",
                fix=f"target_modules may be all-linear, or some of: {', '.join(known)}.",
            )
        if not self.adapter:
            raise InputError(
                "No adapter would be trained.",
                cause=f"The base model has the layers 0 to {self.geometry.blocks - 1}.",
                fix="Choose other target_modules or layers_to_transform.",
            )

    def _pair(self, module: str, n_in: int, n_out: int) -> list[Tensor]:
        """Fresh A (uniform, as PEFT starts it) and B (zero): the adapter begins as nothing."""
        a = torch.empty(self._settings.r, n_in)
        torch.nn.init.kaiming_uniform_(a, a=math.sqrt(5))
        b = torch.zeros(n_out, self._settings.r)
        made: list[Tensor] = []
        for half, value in (("A", a), ("B", b)):
            parameter = torch.nn.Parameter(value.to(self._device))
            self.adapter[f"{module}.lora_{half}.weight"] = parameter
            made.append(parameter)
        return made
