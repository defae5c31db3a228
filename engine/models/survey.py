"""The catalogue with what a person wants to know of each model: does it fit, and who needs it?"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from engine.errors import EngineError
from engine.models.catalogue import Catalogue
from engine.models.fit import estimate
from engine.types import ModelEntry, Persona


def survey(catalogue: Catalogue, personas: Sequence[Persona], n_ctx: int, limit: int) -> Sequence[ModelEntry]:
    """Every model with its `fit` at `n_ctx` tokens and the personas that speak on it and on no other."""
    entries = catalogue.entries()
    for entry in entries:
        entry.personas = [persona.name for persona in personas if _needs(persona, entry)]
        if entry.info:
            with contextlib.suppress(EngineError):  # a header without the numbers it takes
                entry.fit = estimate(entry.info, n_ctx, limit)
    return entries


def _needs(persona: Persona, entry: ModelEntry) -> bool:
    if persona.base_sha256 and entry.info:
        return persona.base_sha256 == entry.info.sha256
    return bool(persona.base_model) and persona.base_model == entry.id
