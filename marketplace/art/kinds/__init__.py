"""What can be drawn: one function per kind of goods."""

from collections.abc import Callable

from marketplace.art.kinds.bamboo import bamboo
from marketplace.art.kinds.banana import banana
from marketplace.art.kinds.chicken import chicken
from marketplace.art.kinds.chili import chili
from marketplace.art.kinds.egg import egg
from marketplace.art.kinds.fruit import custard, orange
from marketplace.art.kinds.gift import gift
from marketplace.art.kinds.gui import gui
from marketplace.art.kinds.honey import honey
from marketplace.art.kinds.noodle import noodle
from marketplace.art.kinds.rice import rice
from marketplace.art.kinds.sausage import sausage
from marketplace.art.kinds.seeds import seeds
from marketplace.art.kinds.tea import tea
from marketplace.art.kinds.turmeric import turmeric

DRAWINGS = (bamboo, banana, chicken, chili, custard, egg, gift, gui, honey, noodle, orange, rice, sausage, seeds, tea,
            turmeric)
KINDS: dict[str, Callable[..., None]] = {drawing.__name__: drawing for drawing in DRAWINGS}
ON_A_TABLE = {"honey", "gift", "tea", "rice", "egg", "seeds"}
