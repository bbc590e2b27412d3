"""What keeps a question about events from being answered."""

from marketplace.errors import DomainError, NotFound
from marketplace.text import N_


class QueryRefused(DomainError):
    """A question that is not understood: the standard's QueryParameterException."""

    sentence = N_("Không hiểu tham số %(name)s. Viết như thế này: %(help)s.")


class EventNotFound(NotFound):
    """No event, or no lot, has this name, or it is not public."""

    sentence = N_("Không có sự kiện nào ở địa chỉ này.")


class CaptureRefused(DomainError):
    """A document of events that is not understood, or says what cannot be: the standard's ValidationException.

    Nothing of it is written down.
    """

    status = 422
    sentence = no_document = N_("Gửi một EPCISDocument hoặc một sự kiện, dạng JSON.")
    no_events = N_("epcisBody.eventList cần từ một đến %(most)d sự kiện.")
    unknown_type = N_("Sự kiện %(number)d: type phải là một trong %(types)s.")
    unknown_action = N_(
        "Sự kiện %(number)d: action phải là ADD, OBSERVE hoặc DELETE; TransformationEvent thì không có."
    )
    unfit = N_(
        "Sự kiện %(number)d: eventID phải là một địa chỉ (URI), cả sự kiện là JSON hợp lệ, dài tối đa %(most)d ký tự."
    )
    no_time = N_("Sự kiện %(number)d: ghi eventTime như 2026-10-01T08:00:00+07:00 và eventTimeZoneOffset như +07:00.")
    ahead = N_("Sự kiện %(number)d: eventTime còn ở phía trước. Gửi lại khi việc đã xảy ra.")
    no_lot = N_("Sự kiện %(number)d: kể ít nhất một lô bằng epcClass trong quantityList.")
    foreign_lot = N_("Sự kiện %(number)d: %(lot)s không phải lô của gian hàng này. Ghi lô ấy trước, rồi gửi lại.")
    twice = N_("Sự kiện %(number)d: eventID này đã dùng cho một sự kiện khác. Việc sửa thì gửi với eventID mới.")
