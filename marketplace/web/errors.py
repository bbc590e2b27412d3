"""Every failure becomes a page in the shop's look, in the person's language, with a reference for the log."""

import logging

from flask import Flask, Response, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, SecurityError

from marketplace.database import NoAnswer, NoConnection, Overtaken
from marketplace.errors import DomainError
from marketplace.text import N_
from marketplace.web import current_visitor
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.logs import reference
from marketplace.web.redirects import page_of_form, without_slash
from marketplace.web.security_headers import FILES

log = logging.getLogger(__name__)

Page = tuple[str, int]

TITLES = {
    400: N_("Yêu cầu này đọc không được"),
    403: N_("Trang này không mở được"),
    404: N_("Không thấy trang này"),
    405: N_("Trang này không mở được bằng cách đó"),
    409: N_("Có gì đó vừa thay đổi"),
    410: N_("Trang này không còn nữa"),
    413: N_("Gửi lên nhiều quá"),
    414: N_("Địa chỉ này dài quá"),
    429: N_("Chậm lại một chút"),
    500: N_("Bên chúng tôi bị lỗi"),
    503: N_("Tạm nghỉ một chút"),
}
SENTENCES = {
    400: N_("Có phần gửi lên bị hỏng trên đường. Quay lại trang trước và gửi lần nữa."),
    403: N_("Trang để lâu quá hoặc đã mở ở cửa sổ khác. Quay lại trang trước, tải lại rồi gửi lần nữa."),
    404: N_("Có thể địa chỉ gõ thiếu, hoặc món này không còn. Thử tìm hoặc về trang chủ."),
    405: N_("Quay lại trang trước và bấm nút trên trang."),
    409: N_("Tải lại trang để xem tình trạng mới nhất rồi làm tiếp."),
    410: N_("Người lập trang này đã rút lại."),
    413: N_("Mỗi lần gửi được tối đa 36 MB ảnh hay bảng, và 256 KB chữ. Chọn tệp nhỏ hơn hoặc gửi ít hơn."),
    414: N_("Địa chỉ dài hơn mọi trang của cửa hàng, có thể bị dán thừa. Thử tìm hoặc về trang chủ."),
    429: N_("Bạn thử hơi nhiều lần. Chờ vài phút rồi làm tiếp."),
    500: N_("Không có gì bị mất, tiền chưa bị trừ. Thử lại sau ít phút."),
    503: N_("Cửa hàng đang bận. Thử lại sau ít phút, những gì đã đặt vẫn còn."),
}


def init_app(app: Flask) -> None:
    """Register one handler for each kind of failure."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(DomainError, expected)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(MethodNotAllowed, _only_for_forms)
    app.register_error_handler(NotFound, _nowhere)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(Overtaken, _overtaken)
    app.register_error_handler(NoAnswer, _no_database)
    app.register_error_handler(NoConnection, _no_connection)
    app.register_error_handler(Exception, _unexpected)


def expected(error: DomainError) -> Page:
    """The page for what the shop expects to go wrong."""
    return _page(error.status, sentence_of(error))


def _stale_form(error: CSRFError) -> Page:
    log.info("form token refused: %s", error.description)
    return _page(403)


def _http(error: HTTPException) -> Page | Response:
    if isinstance(error.response, Response):
        return error.response  # whoever raised it has an answer of their own
    return _page(error.code if error.code in TITLES else 400)


def _nowhere(error: NotFound) -> Page | Response:
    """No page of the shop ends in a slash, but many addresses that are typed or pasted do."""
    meant = without_slash() if request.method in {"GET", "HEAD"} else None
    return redirect(meant, 301) if meant else _http(error)  # type: ignore[return-value]


def _only_for_forms(error: MethodNotAllowed) -> Page | Response:
    """Whoever loads the answer to a form again, or follows its address, means the page with the form."""
    return redirect(page_of_form(), 303) if request.method in {"GET", "HEAD"} else _http(error)  # type: ignore[return-value]


def _foreign_host(_error: SecurityError) -> Response:
    """The request came by a name that is not the shop's, where no link can be built: a sentence has to do."""
    return Response(gettext(SENTENCES[400]), 400, content_type="text/plain; charset=utf-8")


def _overtaken(error: Overtaken) -> Page:
    """Somebody else wrote the same row in the same moment; the database let one of the two in."""
    log.info("overtaken by another request: %s", str(error.orig).partition("\n")[0])  # what follows are the values
    return _page(409)


def _no_database(error: NoAnswer) -> Page:
    log.error("the database does not answer: %s", error.orig)
    return _page(503)


def _no_connection(error: NoConnection) -> Page:
    log.error("no connection to the database became free: %s", error)
    return _page(503)


def _unexpected(error: Exception) -> Page:
    log.exception("unexpected failure at %s", request.endpoint)
    return _page(500)


def _page(status: int | None, sentence: str = "") -> Page:
    status = status if status in TITLES else 400
    if status >= 500 or request.endpoint in FILES:
        current_visitor.forget()
    if status >= 500:
        log.error("answered %s", status)
    try:
        return _drawn(status, sentence), status
    except (NoAnswer, NoConnection):  # what was wrong is said all the same, only not to whom
        current_visitor.forget()
        return _drawn(status, sentence), status


def _drawn(status: int, sentence: str) -> str:
    return render_template(
        "errors/error.html",
        status=status,
        title=gettext(TITLES[status]),
        sentence=sentence or gettext(SENTENCES[status]),
        reference=reference(),
        work=_place_of_work(),
    )


def _place_of_work() -> tuple[str, str] | None:
    """The way back for somebody at work, words and address: who packs parcels is not sent to the shop's home page."""
    if current_user.has_shop and request.path.startswith("/ban-hang"):
        return gettext("Về trang hôm nay"), url_for("shop_dashboard.show")
    if current_user.is_operator and request.path.startswith("/van-hanh"):
        return gettext("Về trang vận hành"), url_for("operator_start.show")
    return None
