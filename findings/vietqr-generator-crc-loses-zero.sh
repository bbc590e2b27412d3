#!/usr/bin/env bash
# The check at the end of a VietQR code when its first digit is a zero.
#
# Guess: CRC-16 as four capital hexadecimal digits, as EMVCo has it.
# Seen: one code in sixteen ends in "X" and three digits: vietqr-generator takes the last four characters of hex(), which
#   are "xabc" for 0xabc. (One in 256 even ends in "0X" and two.) Its amounts, banks and memos are right, so samples pass, and most tests do.
# Versions: vietqr-generator 0.0.5; the other parser is vietqr-emvco 1.0.0.
# Why it matters: bank apps refuse the code, and only for some orders. A payload that a second parser has not read back is
#   not to be shown.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet vietqr-generator==0.0.5 vietqr-emvco==1.0.0

"$home/venv/bin/python" - <<'PY'
import contextlib
import io
import sys

from vietqr import VietQR
from vietqr_emvco import VietQRParser

bad = []
for amount in range(1000, 2600):
    with contextlib.redirect_stdout(io.StringIO()):
        text = VietQR.genQRString(is_dynamic_qr=True, amount=str(amount), acq="970415", service_code="QRIBFTTA")
    if not VietQRParser.verify_checksum(text):
        bad.append(text[-4:])
print("vietqr-generator 0.0.5, vietqr-emvco 1.0.0")
print("guess: 0 of 1600 codes have a check that does not fit")
print(f"seen:  {len(bad)} of 1600, such as", *sorted(bad)[:4])
sys.exit(not 60 < len(bad) < 140 or any("X" not in check for check in bad))
PY
echo "as described"
