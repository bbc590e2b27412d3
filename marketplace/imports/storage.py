"""Where the files of a table are kept until nobody needs them."""

from itertools import chain
from typing import Final
from zipfile import ZipFile, ZipInfo

from marketplace.gateways import files
from marketplace.text import clean_line, fold

FOLDER: Final = "imports"
JUNK: Final = ("__MACOSX", ".")
"""What the machine that packed a ZIP has put into it."""


def table_path(ref: str) -> str:
    """The table as it was sent, until its rows are kept."""
    return f"{FOLDER}/{ref}.table"


def photos_path(ref: str) -> str:
    """The pictures that came along."""
    return f"{FOLDER}/{ref}.photos"


def forget_table(ref: str) -> None:
    """The rows are kept; the file is needed no more."""
    files.delete([table_path(ref)])


def forget(*refs: str) -> None:
    """Forget all files of these tables."""
    files.delete(chain.from_iterable((table_path(ref), photos_path(ref)) for ref in refs))


def photos_in(parts: ZipFile) -> dict[str, ZipInfo]:
    """The pictures of a ZIP by the names of their files, whatever folders they lie in."""
    plain = (part for part in parts.infolist() if not part.is_dir())
    named = ((part.filename.replace("\\", "/").split("/"), part) for part in plain)
    return {
        clean_line(path[-1], 120): part for path, part in named if not path[-1].startswith(JUNK) and path[0] != JUNK[0]
    }


def alike(name: str) -> str:
    """What two spellings of a file's name have in common."""
    return fold(name)
