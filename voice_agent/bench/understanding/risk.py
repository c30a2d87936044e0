"""Where a reader's confidence tells that it errs: what a cascade asks about, and what it lets stand."""

from __future__ import annotations

from collections.abc import Sequence

BANDS = 10


def wrong_by_band(certainty: Sequence[tuple[float, bool]]) -> list[float | None]:
    """Of each tenth of confidence, the share of turns that were read wrong; None where there are none."""
    bands: list[list[bool]] = [[] for _ in range(BANDS)]
    for confidence, right in certainty:
        bands[min(int(confidence * BANDS), BANDS - 1)].append(not right)
    return [sum(band) / len(band) if band else None for band in bands]


def at_gate(certainty: Sequence[tuple[float, bool]], gate: float) -> dict[str, float]:
    """`asked`: share of turns under the gate. `errors_asked`: of all that were read wrong, the share under it.
    `wrong_asked`, `wrong_kept`: of the turns under it, and of the rest, the share that was read wrong."""
    under = [not right for confidence, right in certainty if confidence < gate]
    over = [not right for confidence, right in certainty if confidence >= gate]
    return {
        "asked": len(under) / max(len(certainty), 1),
        "errors_asked": sum(under) / max(sum(under) + sum(over), 1),
        "wrong_asked": sum(under) / max(len(under), 1),
        "wrong_kept": sum(over) / max(len(over), 1),
    }
