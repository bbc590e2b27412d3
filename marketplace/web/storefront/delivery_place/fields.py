"""Provinces and communes as form fields and as suggestions."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import Field, SelectField
from wtforms.widgets import Select

from marketplace import places
from marketplace.places import Commune, Match, Province
from marketplace.web.filters import place
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.locale import current


class _Options(Select):
    """Renders a list whose many options are written already."""

    def __call__(self, field: "PlaceField", **kwargs: object) -> Markup:  # type: ignore[override]  # of no other
        """The list, with the option selected that was chosen."""
        empty, options = super().__call__(field, **kwargs), field.options
        if field.data is not None:
            option = Markup('<option value="{}">').format(field.data)
            options = options.replace(option, Markup('<option selected value="{}">').format(field.data), 1)
        return Markup(empty.removesuffix("</select>") + options + "</select>")  # noqa: S704 - made of markup alone


class PlaceField(SelectField):
    """A list of places. They are hundreds, so their options are not written anew for each page."""

    widget = _Options()

    options = Markup("")


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


def province_choices() -> list[SelectChoice]:
    """All provinces, and none yet."""
    names = [SelectChoice(one.code, province_name(one)) for one in places.provinces()]
    return [SelectChoice("", gettext("Chọn tỉnh")), *names]


@cache
def _province_options(_locale: str) -> Markup:
    return _options((each.value, each.label) for each in province_choices())


def _commune_options(province_code: str) -> Markup:
    try:
        province = places.get_province(province_code)
    except places.UnknownPlace:
        return _options([("", gettext("Chọn tỉnh, thành phố trước"))])
    return _known_commune_options(province.code, current())


@cache
def _known_commune_options(province_code: str, locale: str) -> Markup:
    names = [(one.code, one.name_in(locale)) for one in places.communes_in(province_code)]
    return _options([("", gettext("Chọn phường, xã")), *names])


def _options(choices: Iterable[tuple[str, str]]) -> Markup:
    return Markup("").join(Markup('<option value="{}">{}</option>').format(*choice) for choice in choices)
