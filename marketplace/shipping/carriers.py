"""Who takes parcels. The names are proper names and read the same in every language."""

from typing import Final

CARRIERS: Final = ("Vietnam Post", "Viettel Post", "GHN", "GHTK", "J&T Express", "Nhà xe")
