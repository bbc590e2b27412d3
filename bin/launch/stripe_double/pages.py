"""The page on which a card's number is typed, plain enough to be read in any browser and by any test."""

from html import escape
from typing import Any

from books import CARDS

STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "input,button{font:inherit;padding:.7rem;width:100%;box-sizing:border-box;margin:.3rem 0}"
    "button{background:#355;color:#fff;border:0;border-radius:6px;min-height:48px}.no{background:#777}"
    ".bad{background:#fde8e4;padding:.8rem;border-radius:6px}code{white-space:nowrap}"
)
SAID = {
    "insufficient_funds": "Thẻ không đủ tiền. (Insufficient funds.)",
    "expired_card": "Thẻ đã hết hạn. (Expired card.)",
    "incorrect_cvc": "Mã bảo mật chưa đúng. (Incorrect security code.)",
    "incorrect_number": "Số thẻ chưa đúng. (Incorrect number.)",
}
OUTCOMES = {"": "trả được (succeeds)", "authenticate": "hỏi xác nhận 3-D Secure (asks for 3-D Secure)"}


def card_page(session: dict[str, Any], problem: str = "") -> str:
    """Where the number is typed; `problem` is why the last card was not charged."""
    amount = f"{session['amount_total']:,}".replace(",", ".")
    numbers = "".join(
        f"<li><code>{number}</code> {escape(OUTCOMES.get(fate, fate))}</li>" for number, fate in CARDS.items()
    )
    told = (
        f'<p class="bad" role="alert">{escape(SAID.get(problem, "Thẻ bị từ chối. (Declined.)"))}</p>' if problem else ""
    )
    return _page(
        "Trang thẻ mẫu",
        f"""<p>{escape(session["title"])}: <b>{amount} ₫</b></p>{told}
        <form method="post"><label for="number">Số thẻ (card number)</label>
        <input id="number" name="number" inputmode="numeric" value="4242424242424242" required>
        <button>Trả {amount} ₫</button></form>
        <p><a href="{escape(session["cancel_url"])}">Quay lại chợ (back to the shop)</a></p>
        <p>Không có thẻ thật nào ở đây. Những số để thử (numbers to try):</p><ul>{numbers}</ul>""",
    )


def proof_page(session: dict[str, Any], number: str) -> str:
    """Where the card's bank asks whether it is really its owner (3-D Secure)."""
    kept = f'<input type="hidden" name="number" value="{escape(number)}">'
    return _page(
        "Ngân hàng mẫu hỏi (3-D Secure)",
        f"""<p>{escape(session["title"])}: bạn đang trả bằng thẻ này phải không?</p>
        <form method="post">{kept}<button name="proof" value="yes">Đúng, là tôi (it is me)</button>
        <button class="no" name="proof" value="no">Không phải tôi (it is not me)</button></form>""",
    )


def over_page(session: dict[str, Any]) -> str:
    """A page on which nobody can pay any more."""
    return _page("Trang này đã đóng", f'<p><a href="{escape(session["cancel_url"])}">Quay lại chợ</a></p>')


def _page(title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    shown = f"<body><h1>{title}</h1>{body}</body>"
    return f'<!doctype html><html lang="vi"><head>{head}<style>{STYLE}</style></head>{shown}</html>'
