"""The parts of a shop's page: what stands above each, how it is offered, and the questions that help to write it."""

from dataclasses import dataclass
from typing import Final

from marketplace.sellers.shop_page import BlockKind
from marketplace.text import N_


@dataclass(frozen=True)
class Prompt:
    """A kind of block. Buyers read `title` above one to which its writer gave none.

    Its writer reads its name, what it is for, what to ask oneself, and how it may begin.
    """

    title: str
    name: str
    purpose: str
    questions: tuple[str, ...]
    start: str = ""


INTRO: Final = Prompt(
    N_("Chuyện nơi làm"),
    N_("Lời chào và chuyện nơi làm"),
    N_("Khách đọc phần này đầu tiên."),
    (
        N_("Anh chị là ai, ở đâu, làm nghề này từ bao giờ?"),
        N_("Vì sao lập hợp tác xã, tổ nhóm, hay mở nhà làm?"),
        N_("Có bao nhiêu nhà cùng làm, ai đứng ra lo?"),
        N_("Điều gì anh chị làm mà nơi khác không làm?"),
    ),
    N_("Ví dụ: “Nhà tôi nuôi ong từ đời ông. Năm 2015, tám nhà trong bản góp thùng lại…”"),
)
PROMPTS: Final = {
    BlockKind.PEOPLE: Prompt(
        N_("Ai làm"),
        N_("Ai làm?"),
        N_("Người thật, việc thật."),
        (
            N_("Mỗi ngày ai làm việc gì, từ mấy giờ?"),
            N_("Ai giỏi nhất khâu nào, học nghề từ ai?"),
            N_("Bán được hàng thì nhà nào có thêm việc?"),
        ),
        N_("Ví dụ: “Chị Bếp lo khâu lọc mật, anh Nương lên rừng đặt thùng…”"),
    ),
    BlockKind.MAKING: Prompt(
        N_("Làm ra thế nào"),
        N_("Làm ra thế nào?"),
        N_("Từ lúc hái đến lúc đóng gói."),
        (
            N_("Bắt đầu từ nguyên liệu gì, lấy ở đâu?"),
            N_("Mấy bước, bước nào lâu nhất, bước nào dễ hỏng nhất?"),
            N_("Không cho thêm thứ gì? Kiểm tra bằng cách nào?"),
        ),
        N_("Ví dụ: “Trà hái lúc sáng sớm, một tôm hai lá, sao ngay trong ngày…”"),
    ),
    BlockKind.PLACE: Prompt(
        N_("Vùng đất"),
        N_("Vùng đất có gì riêng?"),
        N_("Đất, nước, núi, mùa."),
        (
            N_("Đất, nước, gió ở đây khác nơi khác chỗ nào?"),
            N_("Mùa nào hàng ngon nhất, vì sao?"),
            N_("Món này gắn với tục gì, ngày nào của làng?"),
        ),
        N_("Ví dụ: “Bản nằm trên 1.200 mét, sương đến trưa mới tan…”"),
    ),
    BlockKind.PHOTOS: Prompt(
        N_("Ảnh nơi làm"),
        N_("Ảnh"),
        N_("Vườn, bếp, tay người làm."),
        (
            N_("Chụp lúc đang làm, ngoài trời hay cạnh cửa sổ."),
            N_("Người có mặt trong ảnh đã đồng ý chưa?"),
            N_("Mỗi ảnh tả một câu: ai, ở đâu, đang làm gì."),
        ),
    ),
    BlockKind.FREE: Prompt(
        N_("Kể thêm"),
        N_("Phần tự đặt tên"),
        N_("Điều anh chị muốn kể thêm."),
        (N_("Khách hay hỏi điều gì nhất?"), N_("Đến thăm được không, đi thế nào?")),
    ),
    BlockKind.QUOTE: Prompt(
        N_("Lời người làm"),
        N_("Lời người làm"),
        N_("Một người nói, có tên, có đồng ý."),
        (
            N_("Hỏi: điều gì làm bác vui nhất trong nghề?"),
            N_("Đọc lại đúng từng chữ cho họ nghe, rồi hỏi: cho lên trang được không?"),
            N_("Họ đổi ý lúc nào thì rút lúc ấy, lời mất ngay."),
        ),
    ),
}
