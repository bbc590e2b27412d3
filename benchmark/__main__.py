"""`python -m benchmark`: how docs/benchmark.md tells to run and read it."""

import json
import platform
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import asdict, replace
from pathlib import Path

from benchmark import report, rounds
from benchmark.rounds import Place, Plan

FULL = Plan(sizes=(17_400, 174_000), rounds=8, seconds=1.5)
QUICK = Plan(sizes=(1_740, 17_400), rounds=2, seconds=0.5, firsts=6, sellers=930, orders=20_000)


def parse() -> Namespace:
    """The options."""
    parser = ArgumentParser(prog="python -m benchmark", description="Measures the shop's pages against the floor.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the goods and two short rounds: for a glance")
    parser.add_argument("--engine", action="append", choices=("sqlite", "postgresql"), help="this one only")
    parser.add_argument("--rounds", type=int, help="how many rounds")
    parser.add_argument("--small", action="store_true", help="leave the catalogue of ten times as many goods out")
    parser.add_argument(
        "--against", type=Path, metavar="CHECKOUT", help="measure the shop of this folder beside this one"
    )
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    return parser.parse_args()


def main() -> None:
    """Measure, print the tables; the exit status is 1 when a limit is exceeded."""
    options = parse()
    plan = QUICK if options.quick else FULL
    plan = replace(plan, sizes=plan.sizes[: 1 if options.small else None], rounds=options.rounds or plan.rounds)
    against = options.against.resolve() if options.against else None
    runs = []
    for name in options.engine or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, rounds.engine(name, Path(folder)) as databases:
            runs.append(rounds.measure(Place(*databases, Path(folder), _say), plan, against=against))
        print(report.table(runs[-1], plan), end="\n\n", flush=True)
    if options.json:
        result = {"python": platform.python_version(), "plan": asdict(plan), "runs": [run.as_json() for run in runs]}
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.exit(any(report.is_exceeded(run, plan) for run in runs))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
