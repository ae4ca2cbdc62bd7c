"""Which poisons are there? All of them, each with its own name."""

from __future__ import annotations

from tests.hostile.poisons import bait, counts, data, dates, encodings, markup, names

POISONS = (
    *dates.POISONS,
    *counts.POISONS,
    *names.POISONS,
    *encodings.POISONS,
    *markup.POISONS,
    *data.POISONS,
    *bait.POISONS,
)
