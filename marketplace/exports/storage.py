"""Where the files are kept until they expire."""

from typing import Final

from marketplace.gateways import files

FOLDER: Final = "exports"


def path_of(ref: str) -> str:
    """The file with this reference."""
    return f"{FOLDER}/{ref}.zip"


def forget(*refs: str) -> None:
    """Forget these files."""
    files.delete(map(path_of, refs))
