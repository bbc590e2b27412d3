"""ISO 20022 pain.001.001.09, the customer's order to the bank to transfer money: one batch, booked as one sum.

Banks are named by their NAPAS number as clearing system member, since a BIC does not tell who takes part in the fast
transfers of the country. VND has no minor unit, so amounts are written without decimals (ISO 4217).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from marketplace.payouts.bank_files.transfers import Debtor, Transfer

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
LONGEST_ID: Final = 35
LONGEST_NAME: Final = 140


def write_pain001(
    message: str, debtor: Debtor, transfers: Sequence[Transfer], *, made_at: datetime, due_on: date
) -> bytes:
    """The order as a file; `message` is its id, of at most 35 characters. Raises ValueError for a longer one."""
    if not 0 < len(message) <= LONGEST_ID:
        raise ValueError(f"the id of a message has 1 to {LONGEST_ID} characters")
    document = Element("Document", xmlns=NAMESPACE)
    order = SubElement(document, "CstmrCdtTrfInitn")
    _head(order, message, debtor, transfers, made_at)
    _batch(order, message, debtor, transfers, due_on)
    indent(document)
    written: bytes = tostring(document, encoding="utf-8", xml_declaration=True)
    return written


def _head(order: Element, message: str, debtor: Debtor, transfers: Sequence[Transfer], made_at: datetime) -> None:
    head = SubElement(order, "GrpHdr")
    _say(head, "MsgId", message)
    _say(head, "CreDtTm", made_at.isoformat(timespec="seconds"))
    _count(head, transfers)
    _say(SubElement(head, "InitgPty"), "Nm", debtor.name[:LONGEST_NAME])


def _batch(order: Element, message: str, debtor: Debtor, transfers: Sequence[Transfer], due_on: date) -> None:
    batch = SubElement(order, "PmtInf")
    _say(batch, "PmtInfId", message)
    _say(batch, "PmtMtd", "TRF")
    _say(batch, "BtchBookg", "true")
    _count(batch, transfers)
    _say(SubElement(batch, "ReqdExctnDt"), "Dt", due_on.isoformat())
    _say(SubElement(batch, "Dbtr"), "Nm", debtor.name[:LONGEST_NAME])
    _account(batch, "DbtrAcct", debtor.account)
    _bank(batch, "DbtrAgt", debtor.bank)
    for transfer in transfers:
        _transfer(batch, transfer)


def _transfer(batch: Element, transfer: Transfer) -> None:
    one = SubElement(batch, "CdtTrfTxInf")
    _say(SubElement(one, "PmtId"), "EndToEndId", transfer.ref)
    amount = _say(SubElement(one, "Amt"), "InstdAmt", str(transfer.amount_vnd))
    amount.set("Ccy", "VND")
    _bank(one, "CdtrAgt", transfer.bank)
    _say(SubElement(one, "Cdtr"), "Nm", transfer.holder[:LONGEST_NAME])
    _account(one, "CdtrAcct", transfer.account)
    _say(SubElement(one, "RmtInf"), "Ustrd", transfer.plain_memo)


def _count(parent: Element, transfers: Sequence[Transfer]) -> None:
    _say(parent, "NbOfTxs", str(len(transfers)))
    _say(parent, "CtrlSum", str(sum(transfer.amount_vnd for transfer in transfers)))


def _account(parent: Element, tag: str, number: str) -> None:
    _say(SubElement(SubElement(SubElement(parent, tag), "Id"), "Othr"), "Id", number)


def _bank(parent: Element, tag: str, number: str) -> None:
    member = SubElement(SubElement(SubElement(parent, tag), "FinInstnId"), "ClrSysMmbId")
    _say(member, "MmbId", number)


def _say(parent: Element, tag: str, words: str) -> Element:
    element = SubElement(parent, tag)
    element.text = words
    return element
