"""How many pictures were missed: from a random sample, an exact interval, and no more certainty than it gives.

C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
Biometrika 26 (1934): the limits are the shares at which so few, or so many, would hardly be seen. They hold for
every sample size; drawing without replacement only makes them wider than they need to be.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

DOUBT = 0.05  # how often an interval may miss the truth
_HALVINGS = 60  # of 0..1: closer than a float can tell


@dataclass(frozen=True, slots=True)
class Stratum:
    """Pictures of one sort that were said to show no child, and what a person saw in some of them."""

    pictures: int
    asked: int  # of them, drawn by chance
    found: int  # of those asked, show a child after all


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many of `pictures` show a child after all. low and high are right in 95 of 100 libraries."""

    pictures: int
    asked: int
    found: int
    low: int
    likely: float | None  # None while a sort of pictures was not asked about at all
    high: int


def estimate(strata: Sequence[Stratum], doubt: float = DOUBT) -> Estimate:
    """Put the strata together. The doubt is shared among them, so that all intervals hold at once."""
    each = doubt / max(1, len(strata))
    limits = [_counts_between(stratum, each) for stratum in strata]
    return Estimate(
        pictures=sum(stratum.pictures for stratum in strata),
        asked=sum(stratum.asked for stratum in strata),
        found=sum(stratum.found for stratum in strata),
        low=sum(low for low, _ in limits),
        likely=_likely(strata),
        high=sum(high for _, high in limits),
    )


def share_between(found: int, asked: int, doubt: float = DOUBT) -> tuple[float, float]:
    """The shares, 0 to 1, that `found` of `asked` allow. Nobody asked allows every share. ValueError on nonsense."""
    if not 0 <= found <= asked:
        raise ValueError(f"{found} of {asked}")
    low = 0.0 if found == 0 else _crossing(lambda share: at_most(asked - found, asked, 1 - share) - doubt / 2)
    high = 1.0 if found == asked else _crossing(lambda share: doubt / 2 - at_most(found, asked, share))
    return low, high


def at_most(found: int, asked: int, share: float) -> float:
    """The chance to see `found` or fewer in `asked` draws when `share` of all are so."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return float(found >= asked)
    return min(1.0, math.fsum(_chance(count, asked, share) for count in range(found + 1)))


def _chance(count: int, asked: int, share: float) -> float:
    ways = math.lgamma(asked + 1) - math.lgamma(count + 1) - math.lgamma(asked - count + 1)
    return math.exp(ways + count * math.log(share) + (asked - count) * math.log1p(-share))


def _crossing(rising: Callable[[float], float]) -> float:
    """Where a rising function of 0..1 passes zero."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def _counts_between(stratum: Stratum, doubt: float) -> tuple[int, int]:
    """Whole pictures, rounded outwards, and never less than was seen or more than can be."""
    low, high = share_between(stratum.found, stratum.asked, doubt)
    unseen = stratum.asked - stratum.found
    least = max(stratum.found, math.floor(low * stratum.pictures))
    most = min(stratum.pictures - unseen, math.ceil(high * stratum.pictures))
    return min(least, most), most


def _likely(strata: Sequence[Stratum]) -> float | None:
    if any(stratum.pictures and not stratum.asked for stratum in strata):
        return None
    return math.fsum(stratum.pictures * stratum.found / stratum.asked for stratum in strata if stratum.asked)
