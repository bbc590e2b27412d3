"""The figures as a table, and which of them exceed what is allowed."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from benchmark.limits import (
    MOST_GROWTH,
    MOST_IMPORT_MIB,
    MOST_IMPORTING,
    MOST_INDEXING,
    MOST_LISTING_BYTES,
    MOST_WAITING,
    ROWS,
    Row,
)
from benchmark.rounds import Costs, Measured, Plan


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


Line = dict[str, Figure]
"""Figures by the heading of their column; a column may be empty."""


def rows(measured: Measured) -> Iterator[tuple[str, Line]]:
    """A line of figures for every row."""
    for name, row in ROWS.items():
        yield name, _ratios(measured, name, row) | _statements(measured, name, row)


def _ratios(measured: Measured, name: str, row: Row) -> Line:
    floor, shop = measured.floor[name], measured.shops[0]
    line = {"floor ms": _milliseconds(floor), "shop ms": _milliseconds(shop[name])}
    line["× floor"] = Figure(shop[name].times(floor), row.most)
    if row.plain:
        line["× without"] = Figure(shop[name].times(shop[row.plain]), row.to_plain)
    if measured.old and measured.old[name].web_ms:
        line |= {"other ms": _milliseconds(measured.old[name])}
        line["÷ other"] = Figure(shop[name].times(measured.old[name]), row.to_old)
    for large in measured.shops[1:]:
        line["large ms"], line["× small"] = (
            _milliseconds(large[name]),
            Figure(large[name].times(shop[name]), MOST_GROWTH),
        )
    return line


def _statements(measured: Measured, name: str, row: Row) -> Line:
    small, *larger = (filling["statements"][name] for filling in measured.fillings)
    line = {"statements": Figure(small, row.statements)}
    if larger:
        line["of large"] = Figure(larger[0], small)
    is_listing = name.startswith("listing")
    return line | {"bytes": Figure(measured.shops[0][name].bytes, MOST_LISTING_BYTES if is_listing else None)}


def _milliseconds(costs: Costs) -> Figure:
    return Figure(median(costs.total_ms))


def fillings(measured: Measured, plan: Plan) -> Iterator[tuple[str, Line]]:
    """For each size: seconds of loading and of indexing, their ratio, and the most memory in MiB."""
    for size, filling in zip(plan.sizes, measured.fillings, strict=True):
        load, index = filling["load_seconds"], filling["index_seconds"]
        line = {"load s": Figure(load), "index s": Figure(index), "index ÷ load": Figure(index / load, MOST_INDEXING)}
        yield f"{size:,} goods", line | {"most MiB": Figure(filling["memory_mib"])}


def imports(measured: Measured, plan: Plan) -> Iterator[tuple[str, Line]]:
    """What an import of as many goods took beside loading them, and how others fared meanwhile."""
    found, filling = measured.imported, measured.fillings[0]
    if found:
        seeding = filling["load_seconds"] + filling["index_seconds"]
        yield (
            f"import, {plan.sizes[0]:,} goods",
            {
                "import s": Figure(found["seconds"]),
                "÷ load+index": Figure(found["seconds"] / seeding, MOST_IMPORTING),
                "MiB above": Figure(found["mib"], MOST_IMPORT_MIB),
                "order p95 ms": Figure(found["order_quiet_ms"]),
                "× quiet": Figure(found["order_ms"] / found["order_quiet_ms"], MOST_WAITING),
                "page p95 ms": Figure(found["page_quiet_ms"]),
                "page × quiet": Figure(found["page_ms"] / found["page_quiet_ms"]),
            },
        )


def memory(measured: Measured) -> Iterator[tuple[str, Line]]:
    """For each shop what its processes hold after all the rounds, in MiB: resident, and by its share of the shared."""
    for name, processes in measured.memory.items():
        for number, (resident, share) in enumerate(processes, 1):
            yield f"{name}, process {number}", {"RSS MiB": Figure(resident), "PSS MiB": Figure(share)}


def table(measured: Measured, plan: Plan) -> str:
    """What one engine's run found."""
    sizes = ", large is ".join(f"{size:,}" for size in plan.sizes)
    parts = [rows(measured), fillings(measured, plan), imports(measured, plan), memory(measured)]
    lines = [line for part in parts for line in _part(dict(part))]
    return "\n".join([f"{measured.engine}: {sizes} goods; median of {plan.rounds} rounds", *lines])


def _part(lines: dict[str, Line]) -> Iterator[str]:
    headings = list(dict.fromkeys(heading for line in lines.values() for heading in line))
    yield _line("", headings)
    for name, line in lines.items():
        yield _line(name, [str(line.get(heading, "")) for heading in headings])


def _line(name: str, cells: list[str]) -> str:
    return f"{name:26}" + "".join(f" {cell:>15}" for cell in cells)


def is_exceeded(measured: Measured, plan: Plan) -> bool:
    """Whether any figure is over its limit."""
    lines = [line for _, line in (*rows(measured), *fillings(measured, plan), *imports(measured, plan))]
    return any(figure.is_exceeded for line in lines for figure in line.values())
