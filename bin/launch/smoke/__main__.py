"""bin/smoke: walks through an open shop and prints a line for each step; exit status 1 when one of them failed."""

import os
import sys
from argparse import ArgumentParser, Namespace
from time import monotonic

from visitor import Failed, Unreachable, Visitor
from walk import STEPS, LeftOut, Step, Walk


def address(text: str) -> str:
    """An address of the web, without a slash at its end. Raises ValueError, which argparse turns into a sentence."""
    if not text.startswith(("http://", "https://")):
        raise ValueError(text)
    return text.rstrip("/")


def parse() -> Namespace:
    """The options."""
    parser = ArgumentParser(
        prog="bin/smoke",
        description="Walks through a shop that is open: public pages, a picture, headers, and a purchase of which "
        "nothing stays. Exit status 0 when all is well, 1 when a step failed.",
        epilog="The purchase needs SMOKE_TOKEN in the environment, the same as in the shop's settings; a shop on "
        "this machine that is not in production does without.",
    )
    parser.add_argument("url", type=address, help="the shop's public address, such as https://shop.example")
    parser.add_argument("--health", type=address, metavar="URL", help="where the process itself is asked")
    return parser.parse_args()


def main() -> int:
    """Walk, and say how it went."""
    options = parse()
    walk = Walk(Visitor(options.url), options.health or options.url, os.environ.get("SMOKE_TOKEN", ""))
    began_at, failed = monotonic(), list[str]()
    for name, step in STEPS:
        verdict, told, ms = attempt(step, walk)
        print(f"{verdict:8}{name:16}{ms:6} ms  {told}", flush=True)
        failed += [name] * (verdict != "ok" and verdict != "-")
        if verdict == "DOWN":
            break
    seconds = monotonic() - began_at
    print(f"{len(failed)} failed: {', '.join(failed)}" if failed else f"All is well, {seconds:.1f} s.")
    return 1 if failed else 0


def attempt(step: Step, walk: Walk) -> tuple[str, str, int]:
    """The verdict of one step, what there is to say about it, and how long it took."""
    began_at = monotonic()
    try:
        verdict, told = "ok", step(walk)
    except LeftOut as why:
        verdict, told = "-", f"left out: {why}"
    except Unreachable as error:
        verdict, told = "DOWN", str(error)
    except Failed as error:
        verdict, told = "FAILED", str(error)
    return verdict, told, round((monotonic() - began_at) * 1000)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
