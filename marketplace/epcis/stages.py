"""What kind of work a step of a lot is, told by its own words, and what the Core Business Vocabulary calls it.

CBV 2.0 has no word for growing, harvesting and processing: those are told by addresses of our own, as EPCIS allows.
Nobody has to choose from a list: "Lọc vải, đóng chai" is packing, since that is what the goods went on from.
"""

import re
from enum import StrEnum
from typing import Final
from unicodedata import normalize


class Stage(StrEnum):
    """Kinds of work between the field and the door of the store."""

    GROWING = "growing"
    HARVESTING = "harvesting"
    PROCESSING = "processing"
    INSPECTING = "inspecting"
    PACKING = "packing"
    STORING = "storing"


OWN: Final = frozenset({Stage.GROWING, Stage.HARVESTING, Stage.PROCESSING})
"""Those that the vocabulary has no word for."""
WORDS: Final = {
    Stage.PACKING: (
        "đóng gói", "đóng chai", "đóng hộp", "đóng thùng", "đóng túi", "đóng lọ", "đóng hũ", "rót chai",
        "hút chân không", "cuộn bó", "dán nhãn", "dán tem",
    ),
    Stage.INSPECTING: ("kiểm", "kiểm nghiệm", "xét nghiệm", "đo độ ẩm", "lấy mẫu"),
    Stage.STORING: ("nhập kho", "lưu kho", "cấp đông", "ướp lạnh", "làm lạnh"),
    Stage.HARVESTING: (
        "thu hoạch", "hái", "gặt", "cắt quả", "cắt buồng", "cắt cam", "cắt sả", "bắt cá", "bắt ốc", "nhặt", "quay mật",
        "đào củ",
    ),
    Stage.GROWING: ("trồng", "cấy", "gieo", "bao buồng", "đặt thùng", "nuôi", "thả giống", "bón phân"),
}  # fmt: skip
"""Words with their marks, which tell picking ("hái") from two ("hai"); of several in a title the first here counts."""
_WORD: Final = re.compile(r"\w+")


def stage_of(title: str) -> Stage:
    """What kind of work a step with this Vietnamese title is; what nothing tells is processing."""
    said = f" {' '.join(_WORD.findall(normalize('NFC', title).lower()))} "
    found = (stage for stage, words in WORDS.items() if any(f" {word} " in said for word in words))
    return next(found, Stage.PROCESSING)
