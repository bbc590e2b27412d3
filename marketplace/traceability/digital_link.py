"""The address in the square of a stamp whose goods have a trade item number: GS1 Digital Link, never compressed.

The order of the parts is that of the standard (GS1 Digital Link 1.6, 4.4): goods 01, lot 10, serial 21. A lot whose
name is longer or has other signs than the standard allows for it is left out; the serial alone leads to the stamp.
"""

import re
from typing import Final
from urllib.parse import quote

# The characters of GS1 General Specifications, figure 7.11-1, at most twenty of them.
_LOT: Final = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}")


def stamp_path(code: str, *, gtin: str, lot: str) -> str:
    """The path of the address: /01/08930000000002/10/GL-1125/21/0447K7F2QPZ51XW."""
    return f"{lot_path(gtin, lot) or f'/01/{gtin}'}/21/{code}"


def lot_path(gtin: str, lot: str) -> str:
    """The path of a lot's address, "" where the standard has none: /01/08930000000002/10/GL-1125."""
    has_one = _LOT.fullmatch(lot) and lot not in {".", ".."}
    return f"/01/{gtin}/10/{quote(lot, safe='')}" if has_one else ""
