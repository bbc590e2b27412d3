"""Every page that can be opened by its address, by who opens it and by endpoint.

`{...}` stands for something that is different in each shop; SEEN_ON says on which page its link is found.
"""

from collections.abc import Iterator, Mapping

from tests.browser.operator_pages import OPERATOR

Pages = Mapping[str, tuple[str, ...]]
STEPS = ("ten", "kho", "goc-gac", "gui", "loi")

GUEST: Pages = {
    "catalogue.home": ("/",),
    "catalogue.category": ("/c/mat-ong", "/c/mat-ong?sao=3&gia-tu=abc#loc", "/c/thu-cong?mua=2&con-hang=1"),
    "catalogue.search": (
        "/tim",
        "/tim?q=mat+ong&sao=4&tinh=hoa-binh&xep=newest",
        "/tim?q=khong+co+mon+nay",
        "/tim?trang=2",
    ),
    "catalogue.categories": ("/danh-muc",),
    "season.show": ("/mua", "/mua?thang=3", "/mua?thang=8&nhom=trai-cay"),
    "product.show": ("/p/mat-ong-green-life", "/p/chuoi-viba"),
    "product_pictures.show": ("/p/mat-ong-green-life/hinh/1",),
    "sellers.list": ("/htx", "/htx?q=hoa+binh&loai=cooperative", "/htx?q=zzzz"),
    "sellers.show": ("/htx/htx-green-life",),
    "certificates.show": ("/chung-nhan/{certificate}", "/chung-nhan/{mark}"),
    "stamps.ask": ("/quet",),
    "trace.show": ("/t/HH82EBV4", "/t/YGNEN27Y", "/t/D2P6B3F1"),
    "trace.doubt": ("/t/HH82EBV4/bao",),
    "collections.list": ("/chon-loc",),
    "gift_sets.list": ("/bo-qua",),
    "gift_sets.show": ("/bo-qua/qua-mat-ong-mot-lon-hai-nho-htx-green-life",),
    "collections.show": ("/chon-loc/qua-tet-tu-ban",),
    "provinces.list": ("/tinh",),
    "provinces.show": ("/tinh/phu-tho?tu=hoa-binh", "/tinh/ha-noi"),
    "provinces.commune": ("/tinh/phu-tho/muong-dong?tu=hop-tien", "/tinh/hoa-binh/kim-boi"),
    "delivery_place.choose": ("/noi-nhan", "/noi-nhan?q=kim+boi", "/noi-nhan?q=zzzz", "/noi-nhan?province_code=25"),
    "basket.show": ("/gio",),
    "wishlist.show": ("/mon-thich", "/mon-thich?xep=giam"),
    "recently_seen.show": ("/da-xem",),
    "reminders.ask": ("/p/na-lac-thuy/nhac",),
    "purchases.find": ("/don",),
    "policies.list": ("/quy-dinh",),
    "policies.show": ("/quy-dinh/giao-hang", "/quy-dinh/khieu-nai", "/quy-dinh/rieng-tu"),
    "reviews.list": ("/p/mat-ong-green-life/danh-gia", "/p/mat-ong-green-life/danh-gia?diem=2&chu=1&xep=huu-ich"),
    "questions.list": ("/p/cam-cao-phong/hoi-dap", "/p/hat-doi-chi-dao/hoi-dap"),
    "reports.show": ("/bao/danh-gia/{review}",),
    "shop_application.about": ("/mo-gian-hang",),
    "help.buying": ("/tro-giup",),
    "help.stars": ("/sao-ocop",),
    "auth.sign_in": ("/dang-nhap",),
    "auth.register": ("/dang-ky",),
    "auth.forgot": ("/quen-mat-khau",),
    "auth.reset_requested": ("/quen-mat-khau/da-nhan",),
    "auth.letter_sent": ("/dang-ky/da-gui",),
    "contacts.code": ("/ma/khong-con",),
    "dev.components": ("/_components",),
    "dev.mailbox": ("/dev/mail",),
}
MISSING = tuple(
    f"/{gone}"
    for gone in (
        *("khong-co-trang-nay", "p/khong-co", "p/mat-ong-green-life/hinh/2", "nhac/khong-co", "tinh/khong-co"),
        *("chon-loc/khong-co", "chung-nhan/khong-co", "t/0447K7F2", "t/khong-co", "don/khong-co", "dat-lai/khong-con"),
        "van-hanh/bat-dau/khong-con",
    )
)
OF_BOOK = (("list", ""), ("new", "/them"), ("edit", "/{address}"))
OF_ACCOUNT = {"show": "", "name": "/ten", "password": "/mat-khau", "sessions": "/thiet-bi", "purchases": "/don"}
BUYER: Pages = {
    **{f"account.{page}": (f"/tai-khoan{path}",) for page, path in OF_ACCOUNT.items()},
    **{
        f"account_contact.{page}": (f"/tai-khoan/{path}",)
        for page, path in (("email", "e-mail"), ("phone", "dien-thoai"))
    },
    "account_privacy.show": ("/tai-khoan/rieng-tu",),
    "account_data.show": ("/tai-khoan/du-lieu",),
    **{f"account_addresses.{page}": (f"/tai-khoan/noi-nhan{path}",) for page, path in OF_BOOK},
    "purchases_again.sheet": ("/don/{purchase}/in",),
    "following.show": ("/noi-ban-theo-doi",),
    "notices.list": ("/tin-bao", "/tin-bao?xem=mon"),
    "notices.choose": ("/tin-bao/chon",),
    "threads.list": ("/tin-nhan",),
    "threads.show": ("/tin-nhan/{thread}",),
    "product_messages.show": ("/p/mat-ong-green-life/nhan", "/p/cam-cao-phong/nhan?loi=2"),
    "purchases.track": ("/don/{purchase}",),
    "purchases.placed": ("/don/{purchase}/xong",),
    "purchase_documents.ask": ("/don/{purchase}/hoa-don",),
    "review_writing.show": ("/don/{first purchase}/danh-gia/CP-5000",),
}
SELLER: Pages = {
    "shop_dashboard.show": ("/ban-hang",),
    "shop_parcels.pickup": ("/ban-hang/don/noi-lay-hang",),
    "shop_fetching.ask": ("/ban-hang/don/lay-hang",),
    "shop_orders.list": (
        *(f"/ban-hang/don?xem={tab}" for tab in ("moi", "dang-goi", "cho-lay", "da-gui", "hoan", "xong")),
        "/ban-hang/don?q=khong-co",
    ),
    "shop_orders.show": tuple(
        f"/ban-hang/don/{{{state}}}" for state in ("new", "accepted", "packed", "sent", "returning", "done")
    ),
    "shop_products.list": ("/ban-hang/mon", "/ban-hang/mon?chon=1", "/ban-hang/mon?q=khong+co&xep=con-it"),
    "shop_bulk.choose": ("/ban-hang/doi-nhieu?mon=mat-ong-green-life", "/ban-hang/doi-nhieu?ca=1"),
    "shop_bulk.preview": (
        "/ban-hang/doi-nhieu/xem?ca=1&viec=phan-tram&huong=tang&muc=25&tron=1000",
        "/ban-hang/doi-nhieu/xem?mon=mat-ong-green-life&viec=ban",
        "/ban-hang/doi-nhieu/xem?ca=1&viec=so-tien",
    ),
    "shop_product.show": ("/ban-hang/mon/mat-ong-green-life",),
    "shop_drafts.list": ("/ban-hang/dang-mon",),
    "shop_drafts.show": ("/ban-hang/dang-mon/{draft}", "/ban-hang/dang-mon/{first draft}"),
    "shop_drafts.preview": ("/ban-hang/dang-mon/{draft}/xem-truoc", "/ban-hang/dang-mon/{first draft}/xem-truoc"),
    "shop_drafts.ask_discard": ("/ban-hang/dang-mon/{draft}/bo",),
    "shop_imports.list": ("/ban-hang/nhap-hang",),
    "shop_imports.show": tuple(f"/ban-hang/nhap-hang/{{table}}?xem={part}" for part in ("sua", "dat", "het")),
    "shop_imports.columns": ("/ban-hang/nhap-hang/{table}/cot",),
    "shop_photos.show": ("/ban-hang/dang-mon/{draft}/anh",),
    "shop_draft_packs.show": ("/ban-hang/dang-mon/{draft}/gia",),
    "shop_draft_steps.show": tuple(f"/ban-hang/dang-mon/{{draft}}/{step}" for step in STEPS),
    "shop_price_breaks.show": ("/ban-hang/mon/GL-500/mua-nhieu",),
    "shop_lots.list": ("/ban-hang/lo", "/ban-hang/lo?xem=het"),
    "shop_lots.new": ("/ban-hang/lo/moi?mon=GL-500",),
    "shop_lots.show": ("/ban-hang/lo/{first lot}", "/ban-hang/lo/{first lot}?viec=L%E1%BB%8Dc"),
    "shop_lots.edit": ("/ban-hang/lo/{first lot}/sua",),
    "shop_harvests.list": ("/ban-hang/thu-hoach",),
    "shop_harvests.new": ("/ban-hang/thu-hoach/mo",),
    "shop_harvests.show": ("/ban-hang/thu-hoach/{first harvest}",),
    "shop_daily_harvests.show": ("/ban-hang/moi-ngay",),
    "shop_lot_steps.proposals": ("/ban-hang/lo/{first lot}/chep",),
    "shop_lot_deliveries.show": ("/ban-hang/lo/{first lot}/gop",),
    "shop_stamps.show": ("/ban-hang/lo/{first lot}/tem",),
    "shop_lot_conversions.show": ("/ban-hang/lo/{first lot}/che-bien",),
    "shop_cases.show": ("/ban-hang/yeu-cau/{case}",),
    "shop_claims.list": ("/ban-hang/khieu-nai", "/ban-hang/khieu-nai?xem=da-xong"),
    "shop_inbox.list": tuple(f"/ban-hang/hoi-dap?xem={tab}" for tab in ("hoi", "danh-gia", "da-tra-loi", "da-dap")),
    "shop_notices.list": ("/ban-hang/tin-bao",),
    "shop_notices.choose": ("/ban-hang/tin-bao/chon",),
    "shop_messages.list": ("/ban-hang/tin-nhan", "/ban-hang/tin-nhan?xem=cho"),
    "shop_messages.show": ("/ban-hang/tin-nhan/{customer}",),
    "shop_messages.begin": ("/ban-hang/don/{new}/nhan",),
    "shop_batch.choose": ("/ban-hang/nhan-nhieu",),
    "shop_batch.preview": ("/ban-hang/nhan-nhieu/xem?don={new}&don={accepted}",),
    "shop_packing_lists.show": ("/ban-hang/danh-sach-goi",),
    "shop_packing_lists.hand_over": ("/ban-hang/ban-giao",),
    "shop_packing.show": ("/ban-hang/don/{accepted}/goi",),
    "shop_shortages.show": ("/ban-hang/don/{accepted}/goi/thieu?mon=take-1",),
    "shop_packing_slips.list": ("/ban-hang/phieu",),
    "shop_packing_slips.show": ("/ban-hang/don/{accepted}/phieu",),
    "shop_account.show": ("/ban-hang/them",),
    "invitations.show": ("/loi-moi/{invitation}",),
    "shop_page.show": ("/ban-hang/trang",),
    "shop_page.intro": ("/ban-hang/trang/loi-chao",),
    "shop_page.preview": ("/ban-hang/trang/xem-truoc",),
    "shop_page_blocks.edit": ("/ban-hang/trang/phan/greenlife001",),
    "shop_page_quotes.list": ("/ban-hang/trang/loi-ke",),
    "shop_vouchers.list": ("/ban-hang/ma-giam-gia",),
    "shop_vouchers.new": ("/ban-hang/ma-giam-gia/moi",),
    "shop_ready_answers.list": ("/ban-hang/hoi-dap/loi-san",),
    "shop_income.list": ("/ban-hang/xac-nhan-thu-nhap",),
    "shop_money.show": ("/ban-hang/tien",),
    "shop_money.statement": ("/ban-hang/tien/sao-ke/2026-11",),
    "shop_sales.show": ("/ban-hang/ban-duoc", "/ban-hang/ban-duoc?tuan=52"),
    "shop_statements.list": ("/ban-hang/bang-ke",),
    "shop_taxes.list": ("/ban-hang/thue",),
    "shop_invoices.list": ("/ban-hang/hoa-don",),
    "shop_invoices.show": ("/ban-hang/hoa-don/2026-10",),
    "shop_certificates.list": ("/ban-hang/giay-chung-nhan",),
    "shop_export.show": ("/ban-hang/tat-ca",),
    "shop_link_card.show": ("/ban-hang/lien-ket", "/ban-hang/lien-ket?mon=mat-ong-green-life"),
    "shop_gift_sets.list": ("/ban-hang/them/bo-qua",),
    "shop_gift_sets.new": ("/ban-hang/them/bo-qua/moi",),
    "shop_gift_sets.edit": ("/ban-hang/them/bo-qua/qua-mat-ong-mot-lon-hai-nho-htx-green-life/sua",),
    "shop_gift_box.show": ("/ban-hang/them/hop-qua",),
    "shop_own_delivery.list": ("/ban-hang/them/cach-giao",),
    "shop_own_delivery.new": ("/ban-hang/them/cach-giao/tu-giao/moi", "/ban-hang/them/cach-giao/diem-nhan/moi"),
    "shop_own_delivery.edit": ("/ban-hang/them/cach-giao/{way}",),
    "shop_days_off.show": ("/ban-hang/them/ngay-nghi",),
    "shop_team.show": ("/ban-hang/them/nguoi",),
    "shop_help.show": ("/ban-hang/tro-giup",),
    "shop_practice.show": ("/gian-hang-tap",),
    "shop_practice.money": ("/gian-hang-tap/tien",),
    "shop_practice_orders.show": tuple(f"/gian-hang-tap/don/TAP-MAU-{number}" for number in (1, 2, 3)),
    "shop_practice_packing.show": ("/gian-hang-tap/don/TAP-MAU-1/goi", "/gian-hang-tap/don/TAP-MAU-2/goi"),
    "shop_practice_prints.slip": ("/gian-hang-tap/don/TAP-MAU-1/phieu",),
    "shop_practice_prints.packing_list": ("/gian-hang-tap/danh-sach-goi",),
    "shop_practice_prints.hand_over_list": ("/gian-hang-tap/ban-giao",),
}
APPLICATIONS = ("application", "second application", "first application")
"""The newest stands on top: one sent back, one that waits, one begun."""
ASKED = ("loai", "so-dinh-danh", "can-cuoc", "dien-thoai", "ngan-hang", "nhom-hang", "goi", "gia")
APPLICANT: Pages = {
    "shop_practice.show": ("/gian-hang-tap",),
    "shop_application.tasks": tuple(f"/mo-gian-hang/{{{one}}}" for one in APPLICATIONS),
    "shop_application.review": ("/mo-gian-hang/{first application}/xem-lai", "/mo-gian-hang/{application}/xem-lai"),
    "shop_answers.ask": (
        *(f"/mo-gian-hang/{{first application}}/cau/{question}" for question in ASKED),
        "/mo-gian-hang/{first application}/cau/xa?q=hop+tien+kim+boi",
        "/mo-gian-hang/{first application}/cau/xa?q=zzzz",
        "/mo-gian-hang/{second application}/cau/ma-so-thue",
        "/mo-gian-hang/{application}/cau/giay-dang-ky",
    ),
    "shop_answers.code": ("/mo-gian-hang/{first application}/cau/dien-thoai/ma",),
}
ACCOUNTANT: Pages = {"shop_choice.show": ("/ban-hang/chon",)}
TABS = {"new": "moi", "accepted": "dang-goi", "packed": "cho-lay", "sent": "da-gui", "returning": "hoan"}
SEEN_ON = {
    **dict.fromkeys(("purchase", "first purchase"), "/tai-khoan/don"),
    "thread": "/tin-nhan",
    "way": "/ban-hang/them/cach-giao",
    "shop way": "/van-hanh/cach-giao",
    "customer": "/ban-hang/tin-nhan",
    "complaint": "/van-hanh/tin-nhan",
    "address": "/tai-khoan/noi-nhan",
    "review": "/p/mat-ong-green-life/danh-gia",
    "report": "/van-hanh/danh-gia",
    "first request": "/van-hanh/duyet",
    "first money": "/van-hanh/doi-soat",
    "run": "/van-hanh/chuyen-tien",
    "first refund": "/van-hanh/hoan-tien",
    "hold": "/van-hanh/giu-tien",
    "certificate": "/p/mien-tan-viet-a",
    "mark": "/p/cam-cao-phong",
    "fake": "/van-hanh/tem",
    "failed": "/van-hanh/viec-nen",
    "helper": "/van-hanh/nguoi",
    "invitation": "/ban-hang/them/nguoi",
    **dict.fromkeys(APPLICATIONS, "/mo-gian-hang"),
    **dict.fromkeys(("draft", "first draft"), "/ban-hang/dang-mon"),
    "table": "/ban-hang/nhap-hang",
    **{state: f"/ban-hang/don?xem={tab}" for state, tab in TABS.items()},
    "done": "/ban-hang/don?xem=xong",
    "on the road": "/van-hanh/don?xem=dang-giao",
    "difference": "/van-hanh/tien-mat/lech",
    "remittance": "/van-hanh/tien-mat/bang",
    "first lot": "/ban-hang/lo",
    "first harvest": "/ban-hang/thu-hoach",
    "case": "/ban-hang",
    "taken down": "/van-hanh/mon?xem=da-ha",
    "order": "/van-hanh/don",
    "cancelled": "/van-hanh/don?xem=da-huy",
}

ALL = {
    "guest": GUEST,
    "buyer": BUYER,
    "seller": SELLER,
    "applicant": APPLICANT,
    "accountant": ACCOUNTANT,
    "operator": OPERATOR,
}


def addresses(pages: Pages) -> Iterator[str]:
    for found in pages.values():
        yield from found
