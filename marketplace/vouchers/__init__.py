"""Vouchers of the market and of shops: what they give, who bears it, and how often they are used."""

from marketplace.vouchers.actions import NewVoucher, end, make, pause, resume
from marketplace.vouchers.counting import Counted, Cut, Goods, count
from marketplace.vouchers.models import Bearer, Voucher, VoucherKind, VoucherState, VoucherStep, VoucherUse
from marketplace.vouchers.queries import Found, all_vouchers, clean_code, find, get, given_by, proposable
from marketplace.vouchers.uses import give_back, take, take_again, uses_of

__all__ = [
    "Bearer",
    "Counted",
    "Cut",
    "Found",
    "Goods",
    "NewVoucher",
    "Voucher",
    "VoucherKind",
    "VoucherState",
    "VoucherStep",
    "VoucherUse",
    "all_vouchers",
    "clean_code",
    "count",
    "end",
    "find",
    "get",
    "give_back",
    "given_by",
    "make",
    "pause",
    "proposable",
    "resume",
    "take",
    "take_again",
    "uses_of",
]
