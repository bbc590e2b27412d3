"""Reading a VietQR code. It shares nothing with what writes them, so that both cannot have the same fault."""

from typing import NamedTuple


class WrongCode(ValueError):
    """This text is no VietQR code, or was changed on the way."""


class CodeContent(NamedTuple):
    """What a bank app reads: `amount_vnd` is None where the payer types it, `service` says account or card."""

    bank: str
    account: str
    service: str
    amount_vnd: int | None
    memo: str


def read(text: str) -> CodeContent:
    """What the code asks for. Raises WrongCode."""
    if not text.isascii() or text[-8:-4] != "6304" or text[-4:] != f"{_remainder(text[:-4]):04X}":
        raise WrongCode("the check at the end does not fit")
    fields = _fields(text)
    if (fields.get("00"), fields.get("53"), fields.get("58")) != ("01", "704", "VN"):
        raise WrongCode("no payment in dong in Viet Nam")
    scheme = _fields(fields.get("38", ""))
    to = _fields(scheme.get("01", ""))
    if scheme.get("00") != "A000000727" or not to.get("00") or not to.get("01"):
        raise WrongCode("no account of a bank")
    amount = fields.get("54")
    if (fields.get("01") == "12") != (amount is not None) or not (amount or "1").isdigit():
        raise WrongCode("the amount does not fit the kind of code")
    memo = _fields(fields.get("62", "")).get("08", "")
    return CodeContent(to["00"], to["01"], scheme.get("02", ""), int(amount) if amount else None, memo)


def _fields(text: str) -> dict[str, str]:
    """The fields in this order, none twice."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        id, length, value = text[at : at + 2], text[at + 2 : at + 4], text[at + 4 :]
        if not (id + length).isdigit() or len(id + length) < 4 or len(value) < int(length) or id in found:
            raise WrongCode("a field is cut or there twice")
        found[id] = value[: int(length)]
        at += 4 + int(length)
    return found


def _remainder(text: str) -> int:
    """CRC-16/CCITT-FALSE bit by bit: polynomial 0x1021, begun with 0xFFFF, nothing reflected."""
    remainder = 0xFFFF
    for byte in text.encode("ascii"):
        remainder ^= byte << 8
        for _ in range(8):
            remainder = (remainder << 1) ^ (0x11021 if remainder & 0x8000 else 0)
    return remainder
