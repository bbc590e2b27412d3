"""What a backup says of itself: of when and which version it is, and what has to be found in it."""

import json
from dataclasses import asdict, dataclass
from typing import Final

from marketplace.backups.errors import BackupError

FORMAT: Final = 1
NAME: Final = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """Counts are rows by table; digests are SHA-256, that of the pictures over names, sizes and contents in turn."""

    made_at: str
    version: str
    database: str
    counts: dict[str, int]
    chain_position: int
    chain_hash: str
    database_bytes: int
    database_digest: str
    pictures: int
    pictures_bytes: int
    pictures_digest: str
    format: int = FORMAT

    def written(self) -> bytes:
        """As it stands in the backup."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read(content: bytes) -> Manifest:
    """Raises BackupError for what no version of this program has written."""
    try:
        said = json.loads(content)
        is_known = said["format"] == FORMAT
        if is_known:
            return Manifest(**said)
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError("The backup tells nothing of itself that can be read, so it is not used.") from error
    raise BackupError(f"The backup is of format {said['format']}; this version of the shop reads format {FORMAT}.")
