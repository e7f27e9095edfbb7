"""What a measurement gives: five rounds of it, five of a peer in the same minutes, and the limit that decides."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Literal

ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """One line of the table. `limit` is of the median, or of the ratio to the peer; without one nothing is decided."""

    name: str
    unit: str
    rounds: tuple[float, ...]
    peer: str = ""
    peer_rounds: tuple[float, ...] = ()
    limit: float | None = None
    limit_of: Literal["median", "ratio"] = "median"

    @property
    def median(self) -> float:
        return median(self.rounds)

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios: a round measures both, so that noise hits both."""
        if not self.peer_rounds:
            return None
        return median(own / other for own, other in zip(self.rounds, self.peer_rounds, strict=True))

    @property
    def is_over(self) -> bool:
        decides = self.ratio if self.limit_of == "ratio" else self.median
        return self.limit is not None and decides is not None and decides > self.limit

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        return "over" if self.is_over else "within"


def in_rounds(own: Callable[[], float], peer: Callable[[], float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Both in turn; neither has to clear up after the other."""
    pairs = [(_cleared(own), _cleared(peer)) for _ in range(ROUNDS)]
    return tuple(one for one, _ in pairs), tuple(other for _, other in pairs)


def seconds(act: Callable[[], object], times: int = 1) -> float:
    """Wall seconds of one act, over so many of them."""
    begin = perf_counter()
    for _ in range(times):
        act()
    return (perf_counter() - begin) / times


def _cleared(measure: Callable[[], float]) -> float:
    gc.collect()
    return measure()
