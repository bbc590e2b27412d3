"""How large the tables of the database are, and which of them grow."""

from flask import Blueprint, render_template

from marketplace import table_sizes
from marketplace.accounts import OperatorPermission
from marketplace.table_sizes import Growth
from marketplace.web.filters import file_size
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires

blueprint = Blueprint("operator_tables", __name__, url_prefix="/van-hanh/bang-du-lieu")
blueprint.context_processor(navigation_rail)


@blueprint.get("")
@requires(OperatorPermission.VIEW_SETTINGS)
def show() -> str:
    day, rows = table_sizes.growth()
    months = [row.in_month for row in rows if row.in_month is not None]
    return render_template(
        "operator/tables/show.html",
        day=day,
        rows=rows,
        grown=grown_of,
        total=sum(row.size_bytes for row in rows),
        in_month=sum(months) if months else None,
        fastest=max(rows, key=_growth, default=None),
    )


def _growth(row: Growth) -> int:
    return row.in_month or 0


def grown_of(count: int | None) -> str:
    """The same with its sign; a dash where nobody knows, and for what stayed as it was."""
    if not count:
        return "–"
    return f"{'+' if count > 0 else '−'}{file_size(abs(count))}"
