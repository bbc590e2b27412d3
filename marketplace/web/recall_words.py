"""How a recall reads to its shop and to buyers."""

from typing import Final

from marketplace.recalls import Ground, Remedy
from marketplace.text import N_

GROUNDS: Final = {
    Ground.HARMFUL: N_("Có thể gây hại"),
    Ground.QUALITY: N_("Kém chất lượng"),
    Ground.LABEL: N_("Ghi sai nhãn"),
}
REMEDIES: Final = {
    Remedy.DISCARD: N_("Đừng dùng, chụp tem rồi bỏ. Hoàn đủ tiền"),
    Remedy.SEND_BACK: N_("Gửi lại, không mất phí. Hoàn khi nhận"),
}
