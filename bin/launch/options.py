"""What can be said to bin/run."""

from argparse import ArgumentParser
from pathlib import Path


def port(text: str) -> int:
    """A port number. Raises ValueError, which argparse turns into a sentence."""
    number = int(text)
    if number not in range(65536):
        raise ValueError(text)
    return number


PARSER = ArgumentParser(prog="bin/run", description="Starts the shop, with its demo goods in an empty database.")
PARSER.add_argument("--host", default="127.0.0.1", help="the address to serve on (%(default)s)")
PARSER.add_argument("--port", type=port, default=5000, help="the port to serve on, 0 for any (%(default)s)")
PARSER.add_argument("--data", type=Path, metavar="DIR", help="where database, media and mailbox live (./data)")
PARSER.add_argument("--empty", action="store_true", help="no demo goods; prints a link to create the first operator")
PARSER.add_argument(
    "--with-stripe-double", action="store_true", help="take cards through a double of Stripe on this machine, to try it"
)
PARSER.add_argument("--debug", action="store_true", help="for development: start anew whenever a file changes")
