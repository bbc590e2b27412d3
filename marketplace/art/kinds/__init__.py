"""What can be drawn: one function per kind of goods."""

from collections.abc import Callable

from marketplace.art.kinds.bamboo import bamboo
from marketplace.art.kinds.banana import banana
from marketplace.art.kinds.bottle import fish_sauce, oil, wine
from marketplace.art.kinds.camellia import camellia
from marketplace.art.kinds.chicken import chicken
from marketplace.art.kinds.chili import chili
from marketplace.art.kinds.cluster import longan, lychee
from marketplace.art.kinds.coffee import coffee
from marketplace.art.kinds.duck import duck
from marketplace.art.kinds.egg import egg
from marketplace.art.kinds.fruit import custard, orange
from marketplace.art.kinds.garden import dragon_fruit, pomelo
from marketplace.art.kinds.gift import gift
from marketplace.art.kinds.goat import goat
from marketplace.art.kinds.gui import gui
from marketplace.art.kinds.honey import honey
from marketplace.art.kinds.jar import citrus_jar, fish_floss, pickle
from marketplace.art.kinds.meat import dried_meat, pork_hock, salted_chicken, smoked_meat
from marketplace.art.kinds.noodle import noodle
from marketplace.art.kinds.rice import rice
from marketplace.art.kinds.rice_noodle import rice_noodle
from marketplace.art.kinds.rice_paper import rice_paper
from marketplace.art.kinds.sausage import sausage
from marketplace.art.kinds.scarf import scarf
from marketplace.art.kinds.seeds import seeds
from marketplace.art.kinds.snail import snail_sausage
from marketplace.art.kinds.tea import tea
from marketplace.art.kinds.turmeric import turmeric

DRAWINGS: tuple[Callable[..., None], ...] = (
    bamboo,
    banana,
    camellia,
    chicken,
    chili,
    citrus_jar,
    coffee,
    custard,
    dragon_fruit,
    dried_meat,
    duck,
    egg,
    fish_floss,
    fish_sauce,
    gift,
    goat,
    gui,
    honey,
    longan,
    lychee,
    noodle,
    oil,
    orange,
    pickle,
    pomelo,
    pork_hock,
    rice,
    rice_noodle,
    rice_paper,
    salted_chicken,
    sausage,
    scarf,
    seeds,
    smoked_meat,
    snail_sausage,
    tea,
    turmeric,
    wine,
)
KINDS = {drawing.__name__: drawing for drawing in DRAWINGS}
ON_A_TABLE = {
    "camellia",
    "citrus_jar",
    "coffee",
    "egg",
    "fish_floss",
    "fish_sauce",
    "gift",
    "honey",
    "oil",
    "pickle",
    "rice",
    "rice_noodle",
    "seeds",
    "tea",
    "wine",
}
