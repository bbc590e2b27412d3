"""One sentence of help for each screen of a seller, and the part of the help page that says more."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from flask import current_app, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException


class Topic(StrEnum):
    """A part of the help page; its value is the anchor there."""

    OPENING = "mo-gian-hang"
    ORDERS = "don-hang"
    GOODS = "mon-hang"
    LOTS = "lo-hang"
    CUSTOMERS = "khach"
    SHOP = "gian-hang"
    PRACTICE = "tap"


TOPICS: Final[Mapping[Topic, LazyString]] = {
    Topic.PRACTICE: _("Tập trước khi bán thật"),
    Topic.ORDERS: _("Đơn hàng, gói và giao"),
    Topic.GOODS: _("Món hàng, giá và ảnh"),
    Topic.LOTS: _("Lô hàng và kho"),
    Topic.CUSTOMERS: _("Khách hỏi, khách khen chê"),
    Topic.SHOP: _("Gian hàng và người làm"),
    Topic.OPENING: _("Mở gian hàng"),
}


@dataclass(frozen=True)
class ScreenHelp:
    """What the screen is for, in one sentence. `name` is what the help page calls it."""

    topic: Topic
    name: LazyString
    sentence: LazyString


def _of(topic: Topic, screens: Mapping[str, tuple[LazyString, LazyString]]) -> dict[str, ScreenHelp]:
    return {endpoint: ScreenHelp(topic, name, sentence) for endpoint, (name, sentence) in screens.items()}


HELP: Final[Mapping[str, ScreenHelp]] = (
    _of(
        Topic.PRACTICE,
        {
            "shop_practice.show": (_("Gian hàng tập"), _("Làm lần lượt từ trên xuống, bài nào xong có dấu tích.")),
            "shop_practice_orders.show": (_("Đơn tập"), _("Khung vàng là việc tiếp theo của đơn này, y như đơn thật.")),
            "shop_practice_packing.show": (_("Tập gói"), _("Làm việc nào tích việc ấy, đủ dấu tích thì đóng kiện.")),
            "shop_practice_prints.slip": (_("Phiếu tập"), _("Phiếu này để xem mẫu, chữ TẬP để không ai gửi nhầm.")),
            "shop_practice_prints.packing_list": (_("Danh sách tập"), _("Đi lấy hàng theo món trước, rồi chia kiện.")),
            "shop_practice_prints.hand_over_list": (_("Bảng giao tập"), _("Ở đơn thật, bưu tá ký nhận vào bảng này.")),
            "shop_practice.money": (_("Tiền về khi tập"), _("Số tiền tính đúng như bán thật, chỉ là tiền mẫu.")),
        },
    )
    | _of(
        Topic.ORDERS,
        {
            "shop_dashboard.show": (_("Hôm nay"), _("Khung vàng trên cùng là việc nên làm ngay bây giờ.")),
            "shop_orders.list": (_("Đơn hàng"), _("Mỗi thẻ là một bước, đơn gấp nhất đứng trên cùng.")),
            "shop_boxes.show": (_("Món trong từng kiện"), _("Gửi một kiện thì khỏi ghi, nhiều kiện thì ghi đủ số.")),
            "shop_fetching.ask": (_("Khách đến lấy hàng"), _("Gõ 6 số khách đọc, xem đúng kiện rồi mới giao.")),
            "shop_parcels.pickup": (_("Nơi lấy hàng"), _("Ghi đúng nơi đang để kiện, bưu tá theo đó mà tìm đến.")),
            "shop_orders.show": (_("Một đơn"), _("Khung vàng là việc tiếp theo của đơn này, làm xong tự sang đơn kế.")),
            "shop_batch.choose": (_("Nhận nhiều đơn"), _("Tích những đơn đủ hàng, xem trước rồi nhận một lần.")),
            "shop_batch.preview": (_("Xem trước khi nhận"), _("Chưa có gì thay đổi cho tới khi bấm nhận ở trang này.")),
            "shop_packing.show": (_("Gói một kiện"), _("Làm việc nào tích việc ấy, mất mạng vẫn tích tiếp được.")),
            "shop_packing_lists.show": (_("Danh sách lấy hàng"), _("Lấy đủ theo món trước, rồi chia vào từng kiện.")),
            "shop_packing_lists.hand_over": (
                _("Bảng giao bưu tá"),
                _("Đếm đủ kiện rồi hai bên cùng ký, mỗi bên một bản."),
            ),
            "shop_packing_slips.list": (_("Phiếu gói"), _("Dán phiếu lên thùng, không có máy in thì viết to mã.")),
            "shop_packing_slips.show": (_("Phiếu một đơn"), _("Dán phiếu này lên thùng, hoặc viết to mã ngắn.")),
            "shop_shortages.show": (_("Thiếu hàng"), _("Chọn gửi một phần, đổi gói hay bỏ món, khách được hỏi.")),
        },
    )
    | _of(
        Topic.GOODS,
        {
            "shop_products.list": (_("Món hàng"), _("Đổi giá hay số còn ngay ở đây, tắt món khi hết mùa.")),
            "shop_product.show": (_("Một món"), _("Bản đang bán giữ nguyên cho tới khi bản sửa được duyệt.")),
            "shop_price_breaks.show": (_("Giá mua nhiều"), _("Mua càng nhiều thì giá mỗi món phải càng rẻ.")),
            "shop_prices.show": (_("Lịch sử giá"), _("Mỗi lần giá đổi đều ghi lại: ngày nào, ai đổi, bao nhiêu.")),
            "shop_drafts.list": (_("Bản nháp"), _("Món đang viết dở nằm ở đây, mở trên máy khác cũng thấy.")),
            "shop_drafts.show": (_("Soạn món"), _("Làm mục nào trước cũng được, mỗi mục tự lưu.")),
            "shop_draft_steps.show": (_("Một câu hỏi"), _("Trả lời xong bấm lưu, quay lại sửa lúc nào cũng được.")),
            "shop_draft_packs.show": (_("Gói và giá"), _("Dưới mỗi giá có số tiền anh chị thực nhận.")),
            "shop_photos.show": (_("Ảnh món hàng"), _("Ảnh đầu tiên là ảnh trên kệ, chụp chỗ sáng, nền gọn.")),
            "shop_drafts.preview": (_("Xem trước"), _("Khách sẽ thấy đúng như thế này sau khi được duyệt.")),
            "shop_drafts.ask_discard": (_("Bỏ bản nháp"), _("Bỏ bản nháp thì món đang bán vẫn giữ nguyên.")),
            "shop_certificates.list": (_("Giấy chứng nhận"), _("Đèn vàng là sắp hết hạn, chuẩn bị hồ sơ từ bây giờ.")),
            "shop_certificate_filings.show": (_("Gửi giấy"), _("Gõ y như trên giấy, chưa xong thì lưu rồi gửi sau.")),
            "shop_bulk.choose": (_("Sửa nhiều món"), _("Tích các món cần sửa, xem trước rồi mới đổi.")),
            "shop_bulk.preview": (_("Xem trước khi sửa nhiều món"), _("Chưa có gì đổi cho tới khi bấm áp dụng.")),
            "shop_bulk.show": (_("Vừa sửa nhiều món"), _("Sửa nhầm thì lấy lại cả loạt ở trang này.")),
            "shop_imports.list": (_("Nhập từ bảng tính"), _("Tải mẫu về, điền, gửi lên, xem từng dòng rồi mới nhập.")),
            "shop_imports.columns": (_("Cột của bảng"), _("Chỉ cho máy cột nào là gì, cột lạ thì bỏ qua.")),
            "shop_imports.show": (_("Một bảng đã gửi"), _("Dòng sai có lý do và cách sửa, sửa ngay tại đây.")),
            "shop_cases.show": (_("Yêu cầu của chợ"), _("Đọc lý do và hạn, sửa xong thì trả lời ngay tại đây.")),
        },
    )
    | _of(
        Topic.LOTS,
        {
            "shop_lots.list": (_("Lô hàng"), _("Lô hết hạn trước đứng trên, bán lô ấy trước.")),
            "shop_lots.new": (_("Ghi lô mới"), _("Chỉ bốn ô, mã lô và hạn dùng máy điền sẵn.")),
            "shop_lots.show": (_("Một lô"), _("Mọi lần thêm bớt đều ghi ở đây, ghi nhầm thì lấy lại được.")),
            "shop_lots.edit": (_("Sửa lô"), _("Bản cũ được giữ trong nhật ký sửa của lô.")),
            "shop_lot_steps.edit": (_("Một việc của lô"), _("Khách quét tem sẽ đọc được việc này.")),
            "shop_lot_steps.proposals": (_("Chép từ lô trước"), _("Chỉ tích những việc lần này đã làm thật.")),
            "shop_lot_deliveries.show": (_("Người góp hàng"), _("Ghi ai góp bao nhiêu, tiền chia theo đó.")),
            "shop_recalls.show": (_("Thu hồi lô"), _("Hàng rời kệ, khách đã mua được báo ngay.")),
            "shop_stamps.show": (_("In tem"), _("Mỗi gói một tem, có giá trị sau khi anh chị báo đã dán.")),
            "shop_lot_conversions.show": (_("Chế biến"), _("Lô mới nhớ nó làm từ lô nào, hao bao nhiêu.")),
            "shop_harvests.list": (_("Đặt trước mùa"), _("Mỗi đợt có ngày, số lượng và hạn chốt riêng.")),
            "shop_harvests.new": (_("Mở đợt đặt trước"), _("Ghi ít hơn số chắc có, thiếu thì phải trả tiền khách.")),
            "shop_harvests.show": (_("Một đợt đặt trước"), _("Mùa thiếu thì báo ở đây, máy chia theo cách đã chọn.")),
            "shop_daily_harvests.show": (_("Số mỗi ngày"), _("Bán hết số của hôm nay thì khách được hẹn sang mai.")),
        },
    )
    | _of(
        Topic.CUSTOMERS,
        {
            "shop_messages.list": (_("Tin nhắn của khách"), _("Ai đang chờ thì có chữ, trả lời sớm là khách yên tâm.")),
            "shop_messages.show": (
                _("Một cuộc trò chuyện"),
                _("Chỉ khách và gian hàng đọc được; số điện thoại được che."),
            ),
            "shop_messages.begin": (
                _("Nhắn khách về đơn"),
                _("Khách nhận được thư báo và trả lời ở trang đơn của họ."),
            ),
            "shop_claims.list": (_("Khách báo, trả, đổi"), _("Trả lời trước hạn, quá hạn thì chợ quyết định.")),
            "shop_claims.show": (
                _("Một yêu cầu"),
                _("Xem ảnh, rồi hoàn tiền, đề nghị một phần hoặc nói vì sao không."),
            ),
            "shop_inbox.list": (_("Hỏi đáp và đánh giá"), _("Trả lời ngắn và thật, mọi khách đều đọc được.")),
            "shop_ready_answers.list": (_("Câu trả lời sẵn"), _("Câu hay dùng viết một lần, bấm là vào ô trả lời.")),
        },
    )
    | _of(
        Topic.SHOP,
        {
            "shop_notices.list": (_("Tin báo"), _("Mọi việc mới của gian hàng, mới nhất đứng trên.")),
            "shop_notices.choose": (_("Chọn cách nhận tin"), _("Bỏ tích cách nào thì loại ấy thôi gửi bằng cách ấy.")),
            "shop_promotions.list": (_("Khuyến mãi"), _("Bấm một đợt để xem đã bán bao nhiêu, hoặc dừng sớm.")),
            "shop_campaigns.show": (
                _("Chương trình của chợ"),
                _("Tích món muốn giảm cùng chợ rồi bấm đồng ý; không tham gia thì giá giữ nguyên."),
            ),
            "shop_promotions.new": (
                _("Lên lịch khuyến mãi"),
                _("Tích món, ghi mức giảm và hai ngày, xem trước rồi chạy."),
            ),
            "shop_promotions.show": (
                _("Một đợt khuyến mãi"),
                _("Giá tự đổi đúng ngày; dừng là giá thường trở lại ngay."),
            ),
            "shop_vouchers.list": (_("Mã giảm giá"), _("Bấm một mã để xem ai đã dùng, tạm ngừng hay kết thúc.")),
            "shop_vouchers.new": (_("Tạo mã giảm giá"), _("Chọn kiểu giảm, ghi mức giảm và hai ngày là đủ.")),
            "shop_vouchers.show": (_("Một mã giảm giá"), _("Đơn hủy trước khi gửi thì lượt dùng được trả lại.")),
            "shop_gift_sets.list": (_("Bộ quà"), _("Mỗi bộ trừ kho từng món, nên không phải nhập kho riêng.")),
            "shop_gift_sets.new": (_("Xếp bộ quà"), _("Đặt tên, chọn hai món trở lên, ghi số lượng là xong.")),
            "shop_gift_sets.edit": (_("Sửa bộ quà"), _("Đơn đã đặt giữ nguyên, chỉ đơn sau mới theo bộ sửa.")),
            "shop_gift_box.show": (_("Hộp quà"), _("Tả hộp, ghi giá và số hộp đang có là khách chọn được.")),
            "shop_account.show": (_("Thêm"), _("Người làm, ngày nghỉ, giấy tờ và trợ giúp đều ở trang này.")),
            "shop_page.show": (_("Trang gian hàng"), _("Khách thấy trang này, sửa xong thì gửi duyệt.")),
            "shop_page.intro": (_("Lời giới thiệu"), _("Kể ngắn: ai làm, làm ở đâu, có gì riêng.")),
            "shop_page.preview": (_("Xem trước trang gian hàng"), _("Trang sẽ như thế này sau khi được duyệt.")),
            "shop_page_blocks.edit": (_("Một khối của trang"), _("Một khối một ý, kèm ảnh thì dễ tin hơn.")),
            "shop_page_quotes.list": (_("Lời người làm"), _("Chỉ dẫn lời khi người ấy đã đồng ý.")),
            "shop_link_card.show": (_("Ảnh chia sẻ"), _("Tải ảnh này gửi lên Zalo, Facebook kèm đường dẫn.")),
            "shop_export.show": (_("Tải mọi thứ"), _("Mọi món và mọi đơn trong một tệp, giữ bảy ngày rồi tự xóa.")),
            "shop_money.show": (_("Tiền"), _("Trên cùng là ngày tiền về, dưới là tiền đang giữ và vì sao.")),
            "shop_money.payout": (_("Một lần chuyển"), _("Từng đơn trong lần chuyển này, bấm để xem phí và thuế.")),
            "shop_money.statement": (_("Sao kê"), _("Từng dòng tiền vào, ra trong tháng, cuối cùng cộng lại khớp sổ.")),
            "shop_sales.show": (_("Bán được bao nhiêu"), _("Xem theo tuần, món và tỉnh, bảng số nằm bên cạnh.")),
            "shop_statements.list": (_("Bảng kê phí"), _("Mỗi tháng một bảng có số, lưu lại để đối chiếu.")),
            "shop_statements.show": (_("Một bảng kê"), _("Từng đơn một dòng, cộng lại đúng số tiền nhận về.")),
            "shop_invoices.list": (_("Xuất hóa đơn"), _("Đơn khách cần hóa đơn đứng trên cùng.")),
            "shop_invoices.show": (_("Hóa đơn một tháng"), _("Tải tệp này rồi nhập vào phần mềm hóa đơn.")),
            "shop_income.list": (
                _("Xác nhận thu nhập"),
                _("Lập giấy rồi đưa quỹ vay, quỹ mở đường kiểm là thấy giấy thật."),
            ),
            "shop_income.show": (_("Một giấy xác nhận"), _("Rút đường kiểm thì không ai mở được nữa, giấy vẫn còn.")),
            "shop_taxes.list": (_("Thuế khấu trừ"), _("Số thuế chợ đã nộp thay, chứng từ của năm ở cuối trang.")),
            "shop_taxes.show": (_("Thuế một năm"), _("Giữ chứng từ này để xin cơ quan thuế bù trừ hoặc hoàn.")),
            "shop_own_delivery.list": (_("Cách giao hàng"), _("Ghi nơi anh chị tự giao, và chỗ khách đến lấy.")),
            "shop_own_delivery.new": (_("Cách giao mới"), _("Ghi xong là khách thấy ngay khi đặt hàng.")),
            "shop_own_delivery.edit": (_("Sửa cách giao"), _("Đơn đã đặt giữ nguyên, đơn mới theo điều mới ghi.")),
            "shop_days_off.show": (_("Ngày nghỉ"), _("Ghi trước ngày nghỉ để khách biết bao giờ nhận hàng.")),
            "shop_team.show": (_("Người làm"), _("Mời bằng đường dẫn, giao vai vừa đủ việc.")),
            "shop_programs.show": (
                _("Khóa cho phần mềm"),
                _("Khóa chỉ hiện một lần, chép ngay vào phần mềm của mình."),
            ),
            "shop_choice.show": (_("Chọn gian hàng"), _("Chọn gian hàng muốn làm, đổi lại lúc nào cũng được.")),
            "shop_help.show": (_("Trợ giúp"), _("Tìm tên màn hình đang vướng, bên dưới là câu nói nó để làm gì.")),
        },
    )
    | _of(
        Topic.OPENING,
        {
            "shop_application.tasks": (_("Hồ sơ mở gian hàng"), _("Làm việc nào trước cũng được, mỗi câu tự lưu.")),
            "shop_answers.ask": (_("Một câu hỏi của hồ sơ"), _("Mỗi màn hình một câu, trả lời xong là đã lưu.")),
            "shop_answers.code": (_("Mã xác nhận"), _("Gõ sáu số trong tin nhắn vừa gửi tới máy.")),
            "shop_application.review": (_("Xem lại hồ sơ"), _("Đọc lại từng dòng, sai thì bấm Sửa ngay bên cạnh.")),
        },
    )
)
"""By the endpoint that opens the screen. A form that was refused is the screen it was sent from: see `screen_help`."""


FILLED_IN_AT: Final = {
    "shop_drafts.send": "shop_drafts.preview",
    "shop_products.reprice": "shop_products.list",
    "shop_products.count": "shop_products.list",
    "shop_promotions.add": "shop_promotions.new",
    "shop_vouchers.add": "shop_vouchers.new",
    "shop_application.submit": "shop_application.review",
}
"""Forms whose address lies below a screen that they are not on."""


def screen_help() -> ScreenHelp | None:
    """That of this page; what a form answers with is the screen that opens at the form's address, or nearest above it,
    but for those `FILLED_IN_AT` another.
    """
    endpoint = request.endpoint or ""
    found = HELP.get(FILLED_IN_AT.get(endpoint, endpoint))
    path = request.path.rstrip("/")
    while found is None and path:
        found = HELP.get(_opened_at(path))
        path = path.rpartition("/")[0]
    return found


def _opened_at(path: str) -> str:
    """The endpoint that opens there; none where nothing does."""
    try:
        return str(current_app.create_url_adapter(request).match(path, method="GET")[0])  # type: ignore[union-attr]
    except HTTPException:
        return ""
