#!/usr/bin/env bash
# Under which number a package for VietQR codes sends money to BIDV.
#
# Guess: the six digits of one of the largest banks of Viet Nam are the same wherever they are listed.
# Seen: vietqr-generator has 970488; vietnam-qr-pay and vietqr-emvco have 970418, as do neopay-library (GitHub, by a payment
#   company), npm's vietnam-qr-pay and the lists made from NAPAS's of July 2022. No other list looked at has 970488. The
#   code is well-formed with either: nothing but a bank's app tells that this bank does not exist.
# Versions: vietqr-generator 0.0.5, vietnam-qr-pay 1.0.0, vietqr-emvco 1.0.0.
# Why it matters: a check of the code, a second parser and a scan all pass. A table of banks needs a source and a second
#   one beside it.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet vietqr-generator==0.0.5 vietnam-qr-pay==1.0.0 vietqr-emvco==1.0.0

"$home/venv/bin/python" - <<'PY'
import sys

from vietnam_qr_pay.constants.banks import BanksObject
from vietqr import VietQR
from vietqr_emvco.generator import BANKS_BIN

seen = {
    "vietqr-generator": VietQR.getBincode("BIDV"),
    "vietnam-qr-pay": next(bank.bin for bank in BanksObject.values() if bank.short_name == "BIDV"),
    "vietqr-emvco": BANKS_BIN["BIDV"],
}
known = {bank.bin for bank in BanksObject.values()}
others = sorted(name for name, number in VietQR.bankcode.items() if number not in known)
print("vietqr-generator 0.0.5, vietnam-qr-pay 1.0.0, vietqr-emvco 1.0.0")
print("guess: one number for BIDV")
print("seen: ", seen, "- numbers of the first that the second does not know:", others)
sys.exit(seen != dict(zip(seen, ("970488", "970418", "970418"))))
PY
echo "as described"
