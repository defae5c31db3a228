"""The data doctor: what is wrong with a dataset, why it matters, and how to put it right.

`findings` are the types; `examine` runs the checks (imported by the worker alone, for it needs numpy and ftfy).
"""

from engine.datasets.doctor.findings import DataReport, Finding, FixReport, FoundRow

__all__ = ["DataReport", "Finding", "FixReport", "FoundRow"]
