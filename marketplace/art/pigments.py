"""The colours of folk prints, each in three strengths."""

from typing import NamedTuple


class Pigment(NamedTuple):
    """One mineral colour: full strength, thinned, and pale."""

    full: str
    mid: str
    pale: str


HOE = Pigment("#e9a820", "#f3c95f", "#f8e2a4")  # pagoda-flower yellow
SON = Pigment("#c23b22", "#dc7156", "#f1bfa9")  # red gravel
LA = Pigment("#4b7f3a", "#8fb56e", "#cfe0b4")  # leaf green
CHAM = Pigment("#2c5878", "#7fa8bd", "#c3d9e0")  # indigo
DIEP = Pigment("#e8d9b8", "#f1e7cf", "#f8f2e2")  # shell white
SEN = Pigment("#d9737a", "#eba9a6", "#f6d5cd")  # lotus
DAT = Pigment("#8a5431", "#b98257", "#e2c3a2")  # laterite

PIGMENTS = {"hoe": HOE, "son": SON, "la": LA, "cham": CHAM, "diep": DIEP, "sen": SEN, "dat": DAT}
INK = "#27231e"
CREAM = "#fbf4e3"
