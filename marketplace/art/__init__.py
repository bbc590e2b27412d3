"""Pictures of the goods, drawn by program in the manner of folk woodblock prints.

Flat pigment plates sit slightly out of register on a hand-cut ink line, on brushed paper. No filters, gradients or
text, so a picture weighs a few kilobytes and paints quickly on a slow phone.
`python -m marketplace.art` draws them anew.
"""

from marketplace.art.pictures import PICTURES, all_pictures, draw, write_all
from marketplace.art.scene import scene

__all__ = ["PICTURES", "all_pictures", "draw", "scene", "write_all"]
