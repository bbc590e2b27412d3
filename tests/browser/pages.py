"""Every page that can be opened by its address, by who opens it and by endpoint.

`{...}` stands for something that is different in each shop; SEEN_ON says on which page its link is found.
"""

from collections.abc import Iterator, Mapping

Pages = Mapping[str, tuple[str, ...]]

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
    "reviews.list": ("/p/mat-ong-green-life/danh-gia", "/p/mat-ong-green-life/danh-gia?diem=2&chu=1&xep=huu-ich"),
    "questions.list": ("/p/cam-cao-phong/hoi-dap", "/p/hat-doi-chi-dao/hoi-dap"),
    "reports.show": ("/bao/danh-gia/{review}",),
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
MISSING = (
    "/khong-co-trang-nay",
    "/p/khong-co",
    "/p/mat-ong-green-life/hinh/2",
    "/nhac/khong-co",
    "/tinh/khong-co",
    "/chon-loc/khong-co",
    "/chung-nhan/khong-co",
    "/t/0447K7F2",
    "/t/khong-co",
    "/don/khong-co",
    "/dat-lai/khong-con",
    "/van-hanh/bat-dau/khong-con",
)
BUYER: Pages = {
    "account.show": ("/tai-khoan",),
    "account.name": ("/tai-khoan/ten",),
    "account.password": ("/tai-khoan/mat-khau",),
    "account_contact.email": ("/tai-khoan/e-mail",),
    "account_contact.phone": ("/tai-khoan/dien-thoai",),
    "account.sessions": ("/tai-khoan/thiet-bi",),
    "account.purchases": ("/tai-khoan/don",),
    "following.show": ("/noi-ban-theo-doi",),
    "purchases.track": ("/don/{purchase}",),
    "purchases.placed": ("/don/{purchase}/xong",),
    "review_writing.show": ("/don/{first purchase}/danh-gia/CP-5000",),
}
SELLER: Pages = {
    "shop_dashboard.show": ("/ban-hang",),
    "shop_orders.list": (
        *(f"/ban-hang/don?xem={tab}" for tab in ("moi", "dang-goi", "cho-lay", "da-gui", "xong")),
        "/ban-hang/don?q=khong-co",
    ),
    "shop_orders.show": tuple(f"/ban-hang/don/{{{state}}}" for state in ("new", "accepted", "packed", "sent", "done")),
    "shop_products.list": ("/ban-hang/mon",),
    "shop_product.edit": ("/ban-hang/mon/mat-ong-green-life",),
    "shop_price_breaks.show": ("/ban-hang/mon/GL-500/mua-nhieu",),
    "shop_inbox.list": tuple(f"/ban-hang/hoi-dap?xem={tab}" for tab in ("hoi", "danh-gia", "da-tra-loi", "da-dap")),
    "shop_batch.choose": ("/ban-hang/nhan-nhieu",),
    "shop_batch.preview": ("/ban-hang/nhan-nhieu/xem?don={new}&don={accepted}",),
    "shop_packing_lists.show": ("/ban-hang/danh-sach-goi",),
    "shop_packing_lists.hand_over": ("/ban-hang/ban-giao",),
    "shop_packing_slips.list": ("/ban-hang/phieu",),
    "shop_packing_slips.show": ("/ban-hang/don/{accepted}/phieu",),
    "shop_account.show": ("/ban-hang/them",),
    "shop_team.show": ("/ban-hang/them/nguoi",),
}
ACCOUNTANT: Pages = {"shop_choice.show": ("/ban-hang/chon",)}
OPERATOR: Pages = {
    "operator_orders.list": (
        "/van-hanh/don",
        "/van-hanh/don?xem=tat-ca&tinh=01&noi-ban=htx-green-life&q=2",
        "/van-hanh/don?xem=tre",
        "/van-hanh/don?q=khong-co",
        "/van-hanh/don?don={order}",
        "/van-hanh/don?xem=da-huy&don={cancelled}",
    ),
    "operator_orders.ask_cancellation": ("/van-hanh/don/{order}/huy", "/van-hanh/don/{cancelled}/huy"),
    "operator_people.list": ("/van-hanh/nguoi",),
    "operator_people.new": ("/van-hanh/nguoi-moi",),
    "operator_people.show": ("/van-hanh/nguoi/{helper}",),
    "operator_people.ask": ("/van-hanh/nguoi/{helper}/quyen?quyen=settings", "/van-hanh/nguoi/{helper}/quyen"),
    "operator_synonyms.list": ("/van-hanh/tu-dong-nghia", "/van-hanh/tu-dong-nghia?q=zzzz"),
    "operator_synonyms.new": ("/van-hanh/nhom-tu-moi",),
    "operator_synonyms.show": ("/van-hanh/tu-dong-nghia/tr%C3%A0",),
    "operator_collections.list": ("/van-hanh/chon-loc",),
    "operator_collections.new": ("/van-hanh/chon-loc/moi",),
    "operator_collections.show": ("/van-hanh/chon-loc/qua-tet-tu-ban?q=mien",),
    "operator_reports.list": ("/van-hanh/danh-gia", "/van-hanh/danh-gia?xem=da-an"),
    "operator_reports.show": ("/van-hanh/danh-gia/{report}",),
    "operator_jobs.list": ("/van-hanh/viec-nen", "/van-hanh/viec-nen?xem=thu-lai"),
    "operator_jobs.show": ("/van-hanh/viec-nen/{failed}",),
    "operator_help.show": ("/van-hanh/mo-lai",),
    "operator_stamps.list": ("/van-hanh/tem", "/van-hanh/tem?xem=da-xem"),
    "operator_stamps.show": ("/van-hanh/tem/{fake}",),
    "operator_sellers.list": ("/van-hanh/noi-ban", "/van-hanh/noi-ban?xem=tat-ca", "/van-hanh/noi-ban?q=zzzz"),
    "operator_sellers.show": tuple(
        f"/van-hanh/noi-ban/{slug}" for slug in ("htx-green-life", "htx-mau-suoi-trong", "co-so-mau-bai-vang")
    ),
}
SEEN_ON = {
    "purchase": "/tai-khoan/don",
    "first purchase": "/tai-khoan/don",
    "review": "/p/mat-ong-green-life/danh-gia",
    "report": "/van-hanh/danh-gia",
    "certificate": "/p/mien-tan-viet-a",
    "mark": "/p/cam-cao-phong",
    "fake": "/van-hanh/tem",
    "failed": "/van-hanh/viec-nen",
    "helper": "/van-hanh/nguoi",
    "new": "/ban-hang/don?xem=moi",
    "accepted": "/ban-hang/don?xem=dang-goi",
    "packed": "/ban-hang/don?xem=cho-lay",
    "sent": "/ban-hang/don?xem=da-gui",
    "done": "/ban-hang/don?xem=xong",
    "order": "/van-hanh/don",
    "cancelled": "/van-hanh/don?xem=da-huy",
}
ELSEWHERE = {
    "static": "files",
    "product_pictures.card": "a picture",
    "delivery_place.suggest": "JSON",
    "autocomplete.find": "JSON",
    "feeds.drawing": "a picture",
    "feeds.facebook": "a table for a program",
    "feeds.favicon": "a picture",
    "feeds.touch_icon": "a picture",
    "feeds.google": "XML for a program",
    "feeds.news": "XML for a feed reader",
    "feeds.news_of_category": "XML for a feed reader",
    "feeds.robots": "a text for search engines",
    "feeds.sitemap": "XML for search engines",
    "feeds.sitemap_part": "XML for search engines",
    "media.picture": "a picture",
    "reviews.of_ref": "leads on to the reviews of the product",
    "operator_start.show": "leads on to the first page of a role",
    "operator_orders.export": "a table to save",
    "shop_labels.list": "a PDF to print",
    "shop_labels.show": "a PDF to print",
    "shop_order_export.table": "a table to save",
    "checkout.show": "needs a basket: states.py",
    "dev.letter": "needs a letter: states.py",
    "auth.reset": "needs a letter: states.py",
    "contacts.ask": "needs a letter: states.py",
    "letters.show": "needs a letter: states.py",
    "reminders.show": "needs a letter: states.py",
    "first_operator.show": "needs an empty shop: test_accessibility.py",
}
"""Endpoints that answer GET and are no page, or a page that is reached in another way."""

ALL = {"guest": GUEST, "buyer": BUYER, "seller": SELLER, "accountant": ACCOUNTANT, "operator": OPERATOR}


def addresses(pages: Pages) -> Iterator[str]:
    for found in pages.values():
        yield from found
