"""What the sample goods of a large catalogue are made of."""

from dataclasses import dataclass
from typing import Final

Pack = tuple[str, str, int, str]


@dataclass(frozen=True)
class Family:
    """Goods that are packed, kept and priced alike; the price is for 1,000 g or ml, or for one piece."""

    category: str
    kinds: tuple[tuple[str, str], ...]
    pictures: tuple[str, ...]
    packs: tuple[Pack, ...]
    price_per_thousand_vnd: int
    shelf_life_days: int
    storage_class: str = "ambient"


JARS: Final[tuple[Pack, ...]] = (("Hũ 500 ml", "500 ml jar", 500, "ml"), ("Chai 1 lít", "1 litre bottle", 1_000, "ml"))
BAGS: Final[tuple[Pack, ...]] = (("Túi 500 g", "500 g bag", 500, "g"), ("Túi 1 kg", "1 kg bag", 1_000, "g"))
SMALL_BAGS: Final[tuple[Pack, ...]] = (("Gói 100 g", "100 g pack", 100, "g"), ("Gói 250 g", "250 g pack", 250, "g"))
CRATES: Final[tuple[Pack, ...]] = (("Túi 1 kg", "1 kg bag", 1_000, "g"), ("Thùng 5 kg", "5 kg crate", 5_000, "g"))

FAMILIES: Final = (
    Family(
        "mat-ong",
        (("Mật ong hoa nhãn", "Longan honey"), ("Mật ong rừng", "Forest honey"), ("Mật ong bạc hà", "Mint honey")),
        ("mat-ong-ban-dao", "mat-ong-thanh-an", "mat-ong-phuong-di"),
        JARS,
        340_000,
        730,
    ),
    Family(
        "che",
        (("Chè xanh", "Green tea"), ("Chè Shan tuyết", "Shan tuyết tea"), ("Chè búp", "Leaf bud tea")),
        ("che-song-boi",),
        SMALL_BAGS,
        900_000,
        720,
    ),
    Family(
        "gao-mien",
        (("Gạo tám", "Fragrant rice"), ("Gạo nếp nương", "Upland sticky rice"), ("Miến dong", "Canna vermicelli")),
        ("gao-st25", "mien-tan-viet-a"),
        BAGS,
        60_000,
        300,
    ),
    Family(
        "trai-cay",
        (("Cam sành", "King orange"), ("Bưởi diễn", "Diễn pomelo"), ("Chuối tiêu", "Dessert banana")),
        ("cam-lac-thuy", "chuoi-viba"),
        CRATES,
        35_000,
        14,
        "cool",
    ),
    Family(
        "gia-vi",
        (("Hạt dổi", "Dổi seed"), ("Ớt khô", "Dried chilli"), ("Bột nghệ", "Turmeric powder")),
        ("hat-doi-chi-dao", "ot-phu-luong", "bot-nghe-lac-son"),
        SMALL_BAGS,
        400_000,
        540,
    ),
    Family(
        "thit-gio",
        (("Lạp xưởng", "Cured sausage"), ("Giò lụa", "Pork roll"), ("Thịt gác bếp", "Hearth-dried meat")),
        ("lap-xuong-tam-hoa", "gio-ban-muong"),
        BAGS,
        380_000,
        60,
        "chilled",
    ),
    Family(
        "ga-trung",
        (("Trứng gà ta", "Free-range eggs"),),
        ("trung-ngoc-han", "trung-thao-duoc"),
        (("Hộp 10 quả", "Box of 10", 10, "piece"), ("Khay 30 quả", "Tray of 30", 30, "piece")),
        4_000,
        25,
        "cool",
    ),
)
