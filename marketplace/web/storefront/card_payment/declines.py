"""Why a card was not charged, said to the person who holds it. The codes are Stripe's (docs.stripe.com/declines/codes).

What the bank must not give away, such as that a card was reported stolen, reads like any other refusal.
"""

from typing import Final

from marketplace.text import N_

NO_REASON: Final = N_("Ngân hàng từ chối thẻ mà không nói lý do. Gọi số in trên thẻ, hoặc dùng thẻ khác.")
SENTENCES: Final = {
    "insufficient_funds": N_("Thẻ không đủ tiền. Dùng thẻ khác, hoặc nạp thêm rồi trả lại."),
    "expired_card": N_("Thẻ đã hết hạn. Dùng thẻ khác."),
    "incorrect_cvc": N_("Mã bảo mật sau thẻ chưa đúng. Gõ lại ba số ở mặt sau thẻ."),
    "invalid_cvc": N_("Mã bảo mật sau thẻ chưa đúng. Gõ lại ba số ở mặt sau thẻ."),
    "incorrect_number": N_("Số thẻ chưa đúng. Gõ lại số thẻ."),
    "invalid_number": N_("Số thẻ chưa đúng. Gõ lại số thẻ."),
    "invalid_expiry_month": N_("Ngày hết hạn chưa đúng. Gõ lại như in trên thẻ."),
    "invalid_expiry_year": N_("Ngày hết hạn chưa đúng. Gõ lại như in trên thẻ."),
    "payment_intent_authentication_failure": N_(
        "Ngân hàng chưa xác nhận được là bạn. Trả lại và làm theo tin ngân hàng."
    ),
    "authentication_required": N_("Ngân hàng cần bạn xác nhận. Trả lại và làm theo tin ngân hàng gửi."),
    "card_not_supported": N_("Thẻ này không trả qua mạng được. Dùng thẻ khác, hoặc gọi ngân hàng mở chức năng đó."),
    "currency_not_supported": N_("Thẻ này không trả bằng tiền Việt được. Dùng thẻ khác."),
    "card_velocity_exceeded": N_("Thẻ đã dùng quá hạn mức trong ngày. Đợi sang ngày mai, hoặc dùng thẻ khác."),
    "withdrawal_count_limit_exceeded": N_("Thẻ đã dùng quá hạn mức trong ngày. Đợi sang ngày mai, hoặc dùng thẻ khác."),
    "processing_error": N_("Cổng thẻ gặp trục trặc, thẻ chưa bị trừ. Trả lại sau ít phút."),
    "try_again_later": N_("Ngân hàng đang bận, thẻ chưa bị trừ. Trả lại sau ít phút."),
}


def reason_of(code: str) -> str:
    """The sentence for a code, in Vietnamese; nothing for no code."""
    return SENTENCES.get(code, NO_REASON) if code else ""
