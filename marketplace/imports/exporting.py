"""The goods of a shop as a table in the layout that is read back, and the template with its examples."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from marketplace.catalogue.categories import CATEGORIES, get_category
from marketplace.catalogue.ocop_sets import OCOP_SETS, find_ocop_set
from marketplace.catalogue.seasons import months_in
from marketplace.imports import goods
from marketplace.imports.columns import COLUMNS, name_of
from marketplace.imports.goods import Known
from marketplace.imports.models import Values
from marketplace.money import format_vnd
from marketplace.spreadsheets import Digits, Told, write_csv, write_xlsx
from marketplace.text import N_

HEADING: Final = tuple(column.title for column in COLUMNS)
NAMES_OF_UNITS: Final = {"g": "g", "ml": "ml", "piece": "cái"}
Line = Sequence[Told]


def goods_as_csv(seller_id: int) -> bytes:
    """All goods of the shop, drafts of new ones included, a row for each pack size."""
    return write_csv(HEADING, lines_of(goods.all_of(seller_id)))


def goods_as_xlsx(seller_id: int) -> bytes:
    """The same as a workbook."""
    return write_xlsx([(N_("Món hàng"), HEADING, lines_of(goods.all_of(seller_id)))])


def template_as_csv() -> bytes:
    """The headings with examples below them."""
    return write_csv(HEADING, _examples())


def template_as_xlsx() -> bytes:
    """Headings to fill in; beside them what each column holds, examples, and the names of categories and sets."""
    sets = {category.slug: [each for each in OCOP_SETS if category.slug in each.categories] for category in CATEGORIES}
    named = [(each.name_vi, one.name_vi) for each in CATEGORIES for one in sets[each.slug]]
    told = [(column.title, "x" if column.required else "", column.help, *column.examples) for column in COLUMNS]
    return write_xlsx(
        [
            ("Món hàng", HEADING, ()),
            ("Hướng dẫn", ("Cột", "Cần điền", "Ghi gì", "Ví dụ 1", "Ví dụ 2"), told),
            ("Nhóm hàng", ("Nhóm hàng", "Bộ sản phẩm OCOP"), named),
        ]
    )


def _examples() -> Iterator[Line]:
    for at in range(max(len(column.examples) for column in COLUMNS)):
        yield [column.examples[at] for column in COLUMNS]


def lines_of(several: Iterable[Known]) -> Iterator[Line]:
    """A line for each pack size; goods without any have one that says what is known of them."""
    for known in several:
        for pack in known.packs or [{}]:
            yield [_cell(column.field, known, pack) for column in COLUMNS]


def _cell(name: str, known: Known, pack: Values) -> Told:
    match name:
        case "product":
            return Digits(known.code)
        case "pack":
            return Digits(pack.get("ref", ""))
        case "left":
            return known.left.get(pack.get("ref", ""))
        case "content":
            return _content(pack)
        case "price_breaks":
            return "; ".join(f"{start}: {_grouped(lower)}" for start, lower in pack.get("price_breaks", ()))
        case "photos":
            return ""
    return _told(name, pack[name] if name in pack else known.content.get(name))


def _content(pack: Values) -> str:
    amount = pack.get("content_amount")
    return f"{amount} {NAMES_OF_UNITS[pack['content_unit']]}" if amount else ""


def _told(name: str, value: Any) -> Told:
    match name:
        case "category":
            return get_category(value).name_vi if value else ""
        case "ocop_set":
            found = find_ocop_set(value)
            return found.name_vi if found else ""
        case "season_months":
            return ", ".join(map(str, months_in(value))) or "cả năm"
        case "storage_class" | "ship_scope":
            return name_of(name, value)
        case "is_fragile" | "is_ocop_applicant":
            return name_of("yes", "yes" if value else "no")
    told: Told = value
    return told


def _grouped(amount_vnd: int) -> str:
    return format_vnd(amount_vnd).split("\u00a0")[0]
