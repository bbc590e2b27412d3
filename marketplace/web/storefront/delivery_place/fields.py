"""Provinces and communes as form fields and as suggestions."""

from functools import partial
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, SelectField

from marketplace import places
from marketplace.places import Commune, Match, Province
from marketplace.web.filters import place
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.locale import current


def province_field() -> SelectField:
    """The list of provinces."""
    return SelectField(_("Tỉnh, thành phố"), [Reads(places.get_province)], validate_choice=False)


def commune_field() -> SelectField:
    """The list of a province's communes. It depends on another field, so the registry checks what was chosen."""
    return SelectField(_("Phường, xã"), validate_choice=False)


class PlaceForm(ShopForm):
    """Where to deliver."""

    province_code = province_field()
    commune_code = commune_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer()

    def offer(self) -> None:
        """Fill both lists; again whenever the province was changed."""
        self.province_code.choices = province_choices()
        self.commune_code.choices = _commune_choices(self.province_code.data or "")

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


def _commune_choices(province_code: str) -> list[SelectChoice]:
    try:
        communes = places.communes_in(province_code)
    except places.UnknownPlace:
        return [SelectChoice("", gettext("Chọn tỉnh, thành phố trước"))]
    names = [SelectChoice(one.code, one.name_in(current())) for one in communes]
    return [SelectChoice("", gettext("Chọn phường, xã")), *names]
