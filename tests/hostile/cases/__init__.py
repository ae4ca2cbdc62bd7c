"""Every hostile case there is, by family."""

from __future__ import annotations

from tests.hostile.cases import addresses, framing

FAMILIES = [family for module in (addresses, framing) for family in module.FAMILIES]
CASES = [case for family in FAMILIES for case in family.cases]
