"""Our unpackers give what gguf's own give, bit for bit."""

from __future__ import annotations

import gguf
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.training.device import Device
from engine.training.fast.blocks import can_unpack, unpack
from engine.training.fast.weights import PackedMatrix, Part, Scratch

TYPES = (
    *("F32", "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"),
    *("Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL", "IQ4_XS", "MXFP4"),
)
BY_GGUF = ("IQ2_XXS", "IQ3_S", "TQ1_0")  # no function of ours


def random_rows(name: str, seed: int, rows: int, blocks: int) -> np.ndarray:
    """Any bytes at all are blocks: infinite and NaN scales are among them."""
    size = gguf.GGML_QUANT_SIZES[gguf.GGMLQuantizationType[name]][1]
    return np.random.default_rng(seed).integers(0, 256, (rows, blocks * size), dtype=np.uint8)


def expected(name: str, packed: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        values = gguf.dequantize(packed, gguf.GGMLQuantizationType[name])
    return np.asarray(values, np.float32).reshape(len(packed), -1)


def equal_bits(ours: np.ndarray, theirs: np.ndarray) -> bool:
    return bool(
        ((ours.view(np.uint32) == theirs.view(np.uint32)) | (np.isnan(ours) & np.isnan(theirs))).all()
    )


@pytest.mark.parametrize("name", (*TYPES, *BY_GGUF))
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), rows=st.integers(1, 9), blocks=st.integers(1, 5))
def test_equals_gguf_bit_for_bit(name: str, seed: int, rows: int, blocks: int) -> None:
    packed = random_rows(name, seed, rows, blocks)
    theirs = expected(name, packed)
    ours = unpack(torch.from_numpy(packed), name, torch.empty(theirs.shape)).numpy()
    assert equal_bits(ours, theirs)


@pytest.mark.parametrize("name", TYPES)
def test_many_blocks_are_unpacked_piece_by_piece(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.training.fast.blocks._AT_ONCE", 512)
    packed = random_rows(name, 7, 33, 8)
    theirs = expected(name, packed)
    assert equal_bits(unpack(torch.from_numpy(packed), name, torch.empty(theirs.shape)).numpy(), theirs)


def test_values_are_rounded_to_the_format_asked_for() -> None:
    packed = random_rows("Q8_0", 1, 4, 3)
    theirs = torch.from_numpy(expected("Q8_0", packed)).bfloat16()
    ours = unpack(torch.from_numpy(packed), "Q8_0", torch.empty(theirs.shape, dtype=torch.bfloat16))
    assert torch.equal(ours.view(torch.int16), theirs.view(torch.int16))


def test_types_nobody_knows_are_said_to_be_so() -> None:
    assert all(map(can_unpack, (*TYPES, *BY_GGUF)))
    assert not can_unpack("Q8_K") and not can_unpack("Q99")


def test_a_packed_matrix_of_several_tensors() -> None:
    """As q, k and v of a Q4_K_M file: of different types, below each other; whole, by rows, in slices."""
    parts = [(name, random_rows(name, 3, rows, 1)) for name, rows in (("Q4_K", 5), ("Q6_K", 3))]
    device = Device(torch.device("cpu"), torch.float32, "test")
    matrix = PackedMatrix([Part(name, torch.from_numpy(p)) for name, p in parts], 256, Scratch(device))
    theirs = np.concatenate([expected(name, packed) for name, packed in parts])
    assert (matrix.rows, matrix.columns) == (8, 256)
    assert equal_bits(matrix.dense().numpy(), theirs)

    one = PackedMatrix([Part("Q4_K", torch.from_numpy(parts[0][1]))], 256, Scratch(device))
    assert equal_bits(one.rows_at(torch.tensor([4, 0, 4])).numpy(), theirs[[4, 0, 4]])
    pieces = [(rows, piece.clone()) for rows, piece in one.slices()]
    assert equal_bits(torch.cat([piece for _, piece in pieces]).numpy(), theirs[:5])
