"""The fast `TrainableModel`: blocks built from the geometry, LoRA on their linear layers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import torch
from safetensors.torch import load_file, save
from torch import Tensor
from torch.utils.checkpoint import checkpoint

from engine.conversion.peft_format import CONFIG, WEIGHTS, adapter_config
from engine.models.gguf_file import read_header
from engine.training.device import Device
from engine.training.encode import IGNORE, Encoded
from engine.training.fast.attention import Heads, Layout, attention
from engine.training.fast.flash import flash_attention, has_flash
from engine.training.fast.frozen import FrozenFeatures
from engine.training.fast.geometry import read_geometry
from engine.training.fast.layers import BlockBuilder, Linear
from engine.training.fast.losses import scores, token_divergences, token_losses
from engine.training.fast.norms import Norm, rms_norm
from engine.training.fast.projections import feed_forward, project
from engine.training.fast.recall import Recall
from engine.training.fast.weights import Weights
from engine.types import TrainSettings

_Rotation = tuple[Tensor, Tensor]
# block, queries, keys and values side by side, cos and sin -> what attention makes of them
_Attend = Callable[[int, Tensor, _Rotation | None], Tensor]


class FastTrainable:
    """`TrainableModel` for the architectures in `geometry.ARCHITECTURES`."""

    def __init__(
        self,
        base: Path,
        settings: TrainSettings,
        device: Device,
        base_id: str,
        *,
        packed: bool = False,
        reordered: bool = False,
        checkpointing: bool = False,
    ) -> None:
        """Put fresh LoRA pairs on the GGUF at `base`. Seeds torch with `settings.seed`.

        `packed` leaves the base's matrices as they lie in the file, `checkpointing` keeps only each block's
        input for the backward pass and computes the rest again (Chen et al. 2016, arXiv:1604.06174): both give
        the same numbers in less memory and more time. `reordered` takes twice the memory for weights and less
        time (`weights.ReorderedMatrix`); in fp32 sums then end in other last bits. Raises `BadFile`, `InputError`.
        """
        header = read_header(base)
        self.geometry = read_geometry(header)
        self._settings, self._device, self._base_id = settings, device, base_id
        self._checkpointing = checkpointing
        self._flash = self.geometry.suits_flash and has_flash(device.device, device.dtype)
        weights = Weights(header, device, packed=packed, reordered=reordered)
        self._training = True
        torch.manual_seed(settings.seed)
        self._embedding = weights.matrix("token_embd.weight")
        tied = not weights.has("output.weight")
        self._head = self._embedding if tied else weights.matrix("output.weight")
        self._norm = Norm(weights.vector("output_norm.weight"), self.geometry.eps)
        builder = BlockBuilder(self.geometry, weights, settings, device.device)
        self._blocks = builder.blocks()
        self._adapter, self._switch = builder.adapter, builder.switch
        self._lowest = next(i for i, block in enumerate(self._blocks) if block.adapted)
        self._frozen = (
            FrozenFeatures(device.device) if self._lowest and not settings.neftune_noise_alpha else None
        )
        self._bare = FrozenFeatures(device.device)

    # What the loop asks for

    def named_parameters(self) -> dict[str, torch.nn.Parameter]:
        return dict(self._adapter)

    def train(self, mode: bool) -> None:
        self._training = mode
        for linear in self._linears():
            linear.training = mode

    def losses(self, batch: Sequence[Encoded]) -> Tensor:
        at, wanted, owner = _targets(batch, self._device.device)
        x = rms_norm(self._features(batch)[at], self._norm)
        each = token_losses(x, self._head, wanted, self.geometry.logit_softcap)
        return each.new_zeros(len(batch)).index_add(0, owner, each)

    def divergences(self, batch: Sequence[Encoded]) -> Tensor:
        at, _, owner = _targets(batch, self._device.device)
        x, bare = (
            rms_norm(features[at], self._norm)
            for features in (self._features(batch), self._bare_features(batch))
        )
        each = token_divergences(x, bare, self._head, self.geometry.logit_softcap)
        return each.new_zeros(len(batch)).index_add(0, owner, each)

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
        new, read, recall = list(prompt), 0, Recall()

        def attend(i: int, qkv: Tensor, rotation: _Rotation | None) -> Tensor:
            return recall.attend(i, qkv, rotation, self._heads(i))

        for _ in range(max_tokens):
            with torch.no_grad():
                rotations = self._rotations(torch.arange(read, read + len(new), device=self._device.device))
                x = self._embedded(torch.tensor(new, device=self._device.device), [len(new)])
                for i in range(self.geometry.blocks):
                    x = self._run(i, x, rotations, attend)
                logits = scores(rms_norm(x[-1:], self._norm), self._head)
            read, new = read + len(new), [int(logits.argmax())]
            yield new[0]

    def logits(self, ids: Sequence[int], positions: Sequence[int]) -> Tensor:
        """Scores over the vocabulary after some positions of one sequence: [positions, vocabulary]."""
        with torch.no_grad():
            x = self.hidden(torch.tensor(ids, device=self._device.device), (len(ids),))[list(positions)]
            logits = scores(rms_norm(x, self._norm), self._head)
        cap = self.geometry.logit_softcap
        return torch.tanh(logits / cap) * cap if cap else logits

    @contextmanager
    def disable_adapter(self) -> Iterator[None]:
        self._switch.on = False
        try:
            yield
        finally:
            self._switch.on = True

    def _linears(self) -> Iterator[Linear]:
        for block in self._blocks:
            yield from block.linears

    # The model

    def hidden(self, ids: Tensor, lengths: tuple[int, ...]) -> Tensor:
        """Features of packed tokens before the last norm: ids [tokens] to [tokens, width]."""
        return self._upper(self._lower(ids, lengths), lengths)

    def _features(self, batch: Sequence[Encoded]) -> Tensor:
        """`hidden` of a batch; what the blocks below the adapters make of an example is computed once."""
        lengths = tuple(len(example.ids) for example in batch)

        def lower(examples: Sequence[Encoded]) -> Tensor:
            ids = torch.tensor([id for example in examples for id in example.ids], device=self._device.device)
            return self._lower(ids, tuple(len(example.ids) for example in examples))

        x = self._frozen.get(batch, lower) if self._frozen else lower(batch)
        return self._upper(x, lengths)

    def _bare_features(self, batch: Sequence[Encoded]) -> Tensor:
        """`hidden` of a batch on the bare base, which never changes: kept as far as there is room."""
        with torch.no_grad(), self.disable_adapter():
            return self._bare.get(batch, self._features)

    def _lower(self, ids: Tensor, lengths: tuple[int, ...]) -> Tensor:
        """The embedding and the blocks that carry no adapter, below all that do."""
        x = self._embedded(ids, lengths)
        with torch.no_grad():
            return self._blocks_on(x, lengths, range(self._lowest))

    def _upper(self, x: Tensor, lengths: tuple[int, ...]) -> Tensor:
        return self._blocks_on(x, lengths, range(self._lowest, self.geometry.blocks))

    def _blocks_on(self, x: Tensor, lengths: tuple[int, ...], blocks: Sequence[int]) -> Tensor:
        layout = Layout(lengths, x.device)

        def attend(i: int, qkv: Tensor, rotation: _Rotation | None) -> Tensor:
            heads = self._heads(i)
            by = flash_attention if self._flash else attention
            return by(qkv, rotation, layout, heads)

        rotations = self._rotations(layout.positions)
        for i in blocks:
            if self._checkpointing and torch.is_grad_enabled():
                x = checkpoint(self._run, i, x, rotations, attend, use_reentrant=False)
            else:
                x = self._run(i, x, rotations, attend)
        return x

    def _embedded(self, ids: Tensor, lengths: Sequence[int]) -> Tensor:
        x = self._embedding.rows_at(ids)
        if self.geometry.embedding_scale != 1:
            x = x * torch.tensor(self.geometry.embedding_scale, dtype=x.dtype)
        # the base itself reads without noise
        alpha = self._settings.neftune_noise_alpha if self._training and self._switch.on else 0.0
        if alpha:  # Jain et al. 2023, arXiv:2310.05914: uniform noise of alpha / sqrt(tokens x width)
            counts = torch.tensor(lengths, dtype=torch.float32, device=x.device)
            size = alpha / torch.sqrt(torch.repeat_interleave(counts, counts.long()) * x.shape[1])
            x = x + (torch.empty_like(x).uniform_(-1, 1) * size[:, None]).to(x.dtype)
        return x

    def _run(self, i: int, x: Tensor, rotations: dict[bool, _Rotation], attend: _Attend) -> Tensor:
        g, block = self.geometry, self._blocks[i]
        qkv = project(x, block.qkv.now, block.attn_norm)
        if block.q_norm is not None and block.k_norm is not None:
            qkv = self._normed_heads(qkv, block.q_norm, block.k_norm)
        y = project(attend(i, qkv, rotations[g.is_local(i)] if g.has_rope(i) else None), block.out.now)
        x = x + (y if block.post_attn_norm is None else rms_norm(y, block.post_attn_norm))
        y = feed_forward(x, block.ffn_norm, block.gate_up.now, block.down.now, g.activation == "gelu")
        return x + (y if block.post_ffn_norm is None else rms_norm(y, block.post_ffn_norm))

    def _normed_heads(self, qkv: Tensor, q_norm: Norm, k_norm: Norm) -> Tensor:
        """Every query's and key's head normed by itself."""
        g = self.geometry
        q, k, v = torch.split(qkv.view(len(qkv), -1, g.head_dim), [g.heads, g.kv_heads, g.kv_heads], 1)
        return torch.cat((rms_norm(q, q_norm), rms_norm(k, k_norm), v), 1).flatten(1)

    def _heads(self, block: int) -> Heads:
        g = self.geometry
        window = g.window if g.is_local(block) else 0
        return Heads(g.heads, g.kv_heads, g.head_dim, g.attention_scale, g.attention_softcap, window)

    def _rotations(self, positions: Tensor) -> dict[bool, _Rotation]:
        """cos and sin [tokens, 1, rope_dim / 2] for the tokens' positions, by `Geometry.is_local`."""
        g = self.geometry
        half = g.rope_dim // 2
        made = {}
        for local, base, scale in ((False, g.rope_base, g.rope_scale), (True, g.rope_base_local, 1.0)):
            rates = base ** (-torch.arange(half, device=positions.device, dtype=torch.float32) / half)
            angles = positions[:, None, None].float() * scale * rates
            made[local] = angles.cos().to(self._device.dtype), angles.sin().to(self._device.dtype)
        return made


def _targets(batch: Sequence[Encoded], device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """Where in the packed batch something is learned, the tokens to be predicted there, and whose they are."""
    # Position i predicts token i + 1 of the same sequence; a sequence's last predicts nothing.
    labels = torch.tensor([label for example in batch for label in [*example.labels[1:], IGNORE]])
    lengths = torch.tensor([len(example.ids) for example in batch])
    owner = torch.repeat_interleave(torch.arange(len(batch)), lengths)
    learned = (labels != IGNORE).nonzero()[:, 0]
    return learned.to(device), labels[learned].to(device), owner[learned].to(device)
