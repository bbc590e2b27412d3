"""Provinces and communes as form fields and as suggestions."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _
from markupsafe import escape
from wtforms import Field, SelectField
from wtforms.fields.choices import Choice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.widgets import Select

from marketplace import places
from marketplace.places import Commune, Match, Province
from marketplace.web.filters import place
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.locale import current, gettext

END: Final = "</select>"
draw: Final[Any] = Select.render_option  # whose stub is that of an older version


class Options(NamedTuple):
    """What a list offers: the choices by their value, and all of them drawn, with none selected."""

    choices: dict[str, Choice]
    drawn: Any


class _List(Select):
    """Draws a list whose options are drawn already."""

    def __call__(self, field: "PlaceField", **kwargs: object) -> Any:  # type: ignore[override]  # of no other field
        """The list, with the option selected that was chosen."""
        empty, options = super().__call__(field, **kwargs), field.options.drawn
        if chosen := field.options.choices.get(field.data):
            selected = chosen._replace(selected=True)
            options = options.replace(draw(chosen), draw(selected), 1)
        return empty.removesuffix(END) + options + empty[-len(END) :]


class PlaceField(SelectField):
    """A list of places. They are hundreds, so their options are not drawn anew for each page."""

    widget = _List()
    options = Options({}, "")


def province_field() -> PlaceField:
    """The list of provinces."""
    return PlaceField(_("Tỉnh, thành phố"), [Reads(places.get_province)], choices=[], validate_choice=False)


def commune_field() -> PlaceField:
    """The list of a province's communes. It depends on another field, so the registry checks what was chosen."""
    return PlaceField(_("Phường, xã"), choices=[], validate_choice=False)


class PlaceForm(ShopForm):
    """Where to deliver."""

    province_code = province_field()
    commune_code = commune_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer()

    def offer(self) -> None:
        """Fill both lists; again whenever the province was changed."""
        self.province_code.options = _province_options(current())
        self.commune_code.options = _commune_options(self.province_code.data or "")

    def choose(self, commune: Commune) -> None:
        """Take over a place that was found by its name."""
        self.province_code.data, self.commune_code.data = commune.province.code, commune.code
        self.offer()

    def validate_commune_code(self, field: Field) -> None:
        """Say when no commune of the province is chosen; when the province is missing, that was said already."""
        if not self.province_code.errors:
            Reads(partial(places.get_commune, province_code=self.province_code.data or ""))(self, field)


def suggestion(match: Match) -> dict[str, str]:
    """A place that was found, for a list: its code, its name, and the old name by which it was found."""
    formerly = gettext("trước là %(name)s", name=match.formerly) if match.formerly else ""
    return {"code": match.commune.code, "name": place(match.commune), "detail": formerly}


def province_name(province: Province) -> str:
    """A province as a list names it: "Phú Thọ", "Hà Nội"."""
    return province.english_name if current() == "en" else province.short_name


def province_choices() -> tuple[SelectChoice, ...]:
    """All provinces, and none yet."""
    return _province_choices(current())


@cache
def _province_choices(_language: str) -> tuple[SelectChoice, ...]:
    names = (SelectChoice(one.code, province_name(one)) for one in places.provinces())
    return SelectChoice("", gettext("Chọn tỉnh")), *names


@cache
def _province_options(_locale: str) -> Options:
    return _options(province_choices())


def _commune_options(province_code: str) -> Options:
    try:
        province = places.get_province(province_code)
    except places.UnknownPlace:
        return _options([SelectChoice("", gettext("Chọn tỉnh, thành phố trước"))])
    return _known_commune_options(province.code, current())


@cache
def _known_commune_options(province_code: str, locale: str) -> Options:
    names = [SelectChoice(one.code, one.name_in(locale)) for one in places.communes_in(province_code)]
    return _options([SelectChoice("", gettext("Chọn phường, xã")), *names])


def _options(offered: Iterable[SelectChoice]) -> Options:
    choices = {each.value: Choice(each.value, each.label, selected=False, render_kw={}) for each in offered}
    return Options(choices, escape("").join(map(draw, choices.values())))
