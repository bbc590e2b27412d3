"""What a promotion is and how it stands, in words: shops and operators read the same."""

from datetime import timedelta

from marketplace.clock import today
from marketplace.prices import Promotion, limits_on
from marketplace.promotions import Within
from marketplace.web.filters import full_date, vnd
from marketplace.web.locale import gettext


def state(promotion: Promotion) -> tuple[str, str]:
    """How it stands today, with the tone of its pill."""
    if promotion.stopped_at is not None:
        return gettext("Đã dừng"), "n"
    if promotion.last_on < today():
        return gettext("Đã hết"), "n"
    return (gettext("Sắp tới"), "b") if promotion.first_on > today() else (gettext("Đang chạy"), "g")


def can_be_stopped(promotion: Promotion) -> bool:
    """Whether it runs or is still to come."""
    return promotion.stopped_at is None and promotion.last_on >= today()


def cut(promotion: Promotion) -> str:
    """How much it takes off."""
    if promotion.basis_points:
        return gettext("giảm %(rate)s %%", rate=promotion.basis_points // 100)
    return gettext("giá mới")


def span(promotion: Promotion) -> str:
    """Its first and its last day: "01/12/2026 – 31/12/2026"."""
    return f"{full_date(promotion.first_on)} – {full_date(promotion.last_on)}"


def title(promotion: Promotion) -> str:
    """Its name, or what it is."""
    told = cut(promotion)
    return promotion.name or f"{told[0].upper()}{told[1:]}, {span(promotion)}"


def example_days() -> tuple[str, str]:
    """Two days that somebody may write into a form, as forms read them: in a week, and a week later."""
    return f"{today() + timedelta(7):%d/%m/%Y}", f"{today() + timedelta(14):%d/%m/%Y}"


def hindrance(within: Within) -> str:
    """Why the price of a promotion does not hold although its days have come or will; empty where nothing is wrong."""
    pack, usual_vnd, limits = within.pack, within.variant.price_vnd, limits_on(max(today(), within.pack.first_on))
    if pack.last_on < today() or pack.starts_at >= pack.ends_at:
        return ""
    if pack.price_vnd < limits.least_vnd(usual_vnd):
        return gettext(
            "Không chạy: giá thường đã lên %(usual)s, giảm quá %(most)s %%. Hạ giá thường, hoặc dừng rồi lên lịch lại.",
            usual=vnd(usual_vnd),
            most=limits.most_percent,
        )
    if pack.price_vnd >= usual_vnd:
        return gettext("Không chạy: giá thường nay là %(usual)s, không cao hơn.", usual=vnd(usual_vnd))
    return ""
