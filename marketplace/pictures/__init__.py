"""Pictures that people send: checked at the door, made ready in the background, kept in the store of files."""

from marketplace.pictures.actions import (
    Received,
    Step,
    attach,
    describe,
    discard,
    give,
    receive,
    receiving,
    remove,
    restore,
)
from marketplace.pictures.cleanup import clear_removed, missing_files, sweep
from marketplace.pictures.models import Photo, Picture
from marketplace.pictures.processing import PICTURE, process
from marketplace.pictures.queries import (
    pictures_for_draft,
    pictures_of,
    pictures_of_draft,
    public_path,
    read,
    signed_address,
)
from marketplace.pictures.storage_keys import EXTENSIONS, WIDTHS

__all__ = [
    "EXTENSIONS",
    "PICTURE",
    "WIDTHS",
    "Photo",
    "Picture",
    "Received",
    "Step",
    "attach",
    "clear_removed",
    "describe",
    "discard",
    "give",
    "missing_files",
    "pictures_for_draft",
    "pictures_of",
    "pictures_of_draft",
    "process",
    "public_path",
    "read",
    "receive",
    "receiving",
    "remove",
    "restore",
    "signed_address",
    "sweep",
]
