"""The single keys of a run's page; what stands on it has them as aria-keyshortcuts."""

from collections.abc import Collection, Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from marketplace.payouts import PayoutState
from marketplace.web.permissions import may_open

Keys = tuple[tuple[str, LazyString], ...]
REOPEN: Final = ("M", _("mở lại, tính lại"))
FILE: Final = ("F", _("tải tệp ngân hàng"))
OF_STEPS: Final[Mapping[str, Keys]] = {
    "draft": (("S", _("gõ số tiền")), ("T", _("tính lại"))),
    "closed": (REOPEN,),
    "approve": (("A", _("duyệt")), REOPEN),
    "approved": (FILE, ("G", _("đã gửi ngân hàng"))),
    "sent": (FILE,),
}
OF_ROWS: Final[Keys] = (("V", _("dòng đang đứng đã về")), ("L", _("dòng đang đứng không về")))


def keys_of(shown: Collection[PayoutState], step: str) -> Keys:
    """The keys of what comes next, with transfers in these states on the page; whoever may only look has none."""
    if not may_open("operator_payouts.close"):
        return ()
    of_rows = OF_ROWS if PayoutState.SENT in shown else OF_ROWS[1:] if PayoutState.PAID in shown else ()
    return (*OF_STEPS.get(step, ()), *of_rows)
