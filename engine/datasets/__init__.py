"""Datasets: read any common format, refuse bad rows by line, split without leakage, store."""

from engine.datasets.describe import describe
from engine.datasets.doctor import DataReport, Finding, FixReport, FoundRow
from engine.datasets.drafts import merge, write_draft, write_examples, write_pairs
from engine.datasets.reading import read_dataset
from engine.datasets.split import prompt_key, split
from engine.datasets.storage import dataset_info, import_dataset, list_datasets, load_part
from engine.datasets.types import (
    FORMATS,
    PARTS,
    Dataset,
    DatasetInfo,
    Description,
    Example,
    Format,
    Part,
    Problem,
    Split,
)

__all__ = [
    "FORMATS",
    "PARTS",
    "DataReport",
    "Dataset",
    "DatasetInfo",
    "Description",
    "Example",
    "Finding",
    "FixReport",
    "Format",
    "FoundRow",
    "Part",
    "Problem",
    "Split",
    "dataset_info",
    "describe",
    "import_dataset",
    "list_datasets",
    "load_part",
    "merge",
    "prompt_key",
    "read_dataset",
    "split",
    "write_draft",
    "write_examples",
    "write_pairs",
]
