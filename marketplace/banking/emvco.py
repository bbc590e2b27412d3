"""Writing fields as EMVCo's codes for payments have them: two digits say which, two how long, then comes the value."""

from binascii import crc_hqx
from typing import Final

LONGEST: Final = 99


class FieldTooLong(ValueError):
    """Two digits cannot tell how long this value is."""


def field(id: str, value: str) -> str:
    """One field with its value, which may be made of fields itself. Raises FieldTooLong."""
    if len(value) > LONGEST:
        raise FieldTooLong(f"field {id} has {len(value)} characters, {LONGEST} fit")
    return f"{id}{len(value):02}{value}"


def closed(fields: str) -> str:
    """The fields with the last one, 63: a CRC-16/CCITT-FALSE over all before its own value."""
    open_end = f"{fields}6304"
    return f"{open_end}{crc_hqx(open_end.encode('ascii'), 0xFFFF):04X}"
