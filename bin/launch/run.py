"""The first half of bin/run: whatever must be there before the shop's own code can run."""

import os
import sys

from environment import ROOT, prepare
from options import PARSER


def main() -> None:
    """Install what is missing, then become the shop."""
    PARSER.parse_args()
    python = prepare(".venv", "requirements.txt")
    os.environ.setdefault("PYTHONUTF8", "1")
    os.execv(python, [python, str(ROOT / "bin" / "launch" / "start.py"), *sys.argv[1:]])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
