"""The floor's goods: the same rows on every machine, made by arithmetic alone."""

from collections.abc import Iterator
from typing import Any, Final

Row = dict[str, Any]

SELLERS: Final = 9_300
FAMILIES: Final = (
    "Trà", "Cà phê", "Mật ong", "Gạo", "Nước mắm", "Miến", "Bún khô", "Bánh tráng", "Hạt điều", "Hồ tiêu",
    "Tinh dầu", "Rượu", "Nấm", "Măng", "Thịt gác bếp", "Lạp xưởng", "Cá khô", "Tôm khô", "Trái cây sấy", "Mứt",
    "Kẹo lạc", "Bánh chưng", "Dược liệu", "Cao atiso", "Gốm sứ", "Mây tre đan", "Thổ cẩm", "Lụa", "Du lịch bản",
    "Hoa sen",
)  # fmt: skip
PLACES: Final = ("Thái Nguyên", "Hà Giang", "Cao Bằng", "Sơn La", "Hòa Bình", "Phú Thọ", "Nghệ An", "Quảng Nam",
                 "Gia Lai", "Lâm Đồng", "Bến Tre", "Cà Mau")  # fmt: skip
KINDS: Final = ("thượng hạng", "truyền thống", "hữu cơ", "đặc biệt", "nguyên chất", "cổ thụ", "gia truyền")
STORY: Final = "Hợp tác xã chế biến từ nguyên liệu chọn lọc, kiểm nghiệm theo lô và truy xuất nguồn gốc bằng mã vạch. "
SPREAD: Final = 2_654_435_761  # Knuth's multiplicative hash: neighbours land far apart


def families() -> list[Row]:
    """Thirty families."""
    return [{"id": number, "title": title} for number, title in enumerate(FAMILIES, 1)]


def sellers() -> Iterator[Row]:
    """As many sellers as the country counts."""
    for number in range(1, SELLERS + 1):
        place = PLACES[number % len(PLACES)]
        yield {"id": number, "name": f"HTX {place} {number}", "province": place}


def products(count: int) -> Iterator[Row]:
    """The first `count` goods."""
    for number in range(1, count + 1):
        dice = number * SPREAD % 2**32
        family, kind, place = (
            number % len(FAMILIES),
            KINDS[(dice >> 11) % len(KINDS)],
            PLACES[(dice >> 5) % len(PLACES)],
        )
        yield {
            "id": number,
            "title": f"{FAMILIES[family]} {kind} {place} {number}",
            "family_id": family + 1,
            "seller_id": (dice >> 3) % SELLERS + 1,
            "price_vnd": 15_000 + dice % 970 * 1_000,
            "stock": 1_000_000,
            "stars": 3 + (dice >> 7) % 3,
            "slug": f"mon-{number}",
            "description": STORY * (4 + (dice >> 9) % 8),
        }
