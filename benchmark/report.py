"""The figures as a table, and which of them exceed what is allowed."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from benchmark.pages import LIMITS, MOST_GROWTH, MOST_INDEXING, MOST_LISTING_BYTES
from benchmark.rounds import Measured, Plan


@dataclass(frozen=True)
class Figure:
    """A measured figure and the most that it may be, if there is such a limit."""

    value: float
    most: float | None = None

    @property
    def is_exceeded(self) -> bool:
        """Whether it is over its limit."""
        return self.most is not None and self.value > self.most

    def __str__(self) -> str:
        """The figure as the table shows it, with its limit and a mark when it is exceeded."""
        text = f"{self.value:,}" if isinstance(self.value, int) else f"{self.value:,.2f}"
        return f"{text} ≤ {self.most:g}{' !' * self.is_exceeded}" if self.most is not None else text


HEADINGS = ("floor ms", "shop ms", "× floor", "large ms", "× small", "statements", "statements large", "bytes")


def rows(measured: Measured) -> Iterator[tuple[str, list[Figure]]]:
    """A line of figures for every page, in the order of HEADINGS."""
    small, large = measured.shops
    statements = [filling["statements"] for filling in measured.fillings]
    for name, limit in LIMITS.items():
        is_listing = name.startswith("listing")
        yield (
            name,
            [
                Figure(median(measured.floor[name].total_ms)),
                Figure(median(small[name].total_ms)),
                Figure(small[name].times(measured.floor[name]), limit.ratio),
                Figure(median(large[name].total_ms)),
                Figure(large[name].times(small[name]), MOST_GROWTH),
                Figure(statements[0][name], limit.statements),
                Figure(statements[1][name], statements[0][name]),
                Figure(small[name].bytes, MOST_LISTING_BYTES if is_listing else None),
            ],
        )


def fillings(measured: Measured, plan: Plan) -> Iterator[tuple[int, list[Figure]]]:
    """For each size: seconds of loading and of indexing, their ratio, and the most memory in MiB."""
    for size, filling in zip(plan.sizes, measured.fillings, strict=True):
        load, index = filling["load_seconds"], filling["index_seconds"]
        yield size, [Figure(load), Figure(index), Figure(index / load, MOST_INDEXING), Figure(filling["memory_mib"])]


def table(measured: Measured, plan: Plan) -> str:
    """What one engine's run found."""
    lines = [f"{measured.engine}: {plan.sizes[0]:,} goods, large is {plan.sizes[1]:,}; median of {plan.rounds} rounds"]
    lines.append(_line("", HEADINGS))
    lines += [_line(name, map(str, figures)) for name, figures in rows(measured)]
    lines.append(_line("filling", ("load s", "index s", "index ÷ load", "most MiB")))
    lines += [_line(f"{size:,} goods", map(str, figures)) for size, figures in fillings(measured, plan)]
    return "\n".join(lines)


def _line(name: str, cells: object) -> str:
    return f"{name:28}" + "".join(f"{cell:>18}" for cell in cells)  # type: ignore[attr-defined]


def is_exceeded(measured: Measured, plan: Plan) -> bool:
    """Whether any figure is over its limit."""
    lines = [figures for _, figures in rows(measured)] + [figures for _, figures in fillings(measured, plan)]
    return any(figure.is_exceeded for figures in lines for figure in figures)
