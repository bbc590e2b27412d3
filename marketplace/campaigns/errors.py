"""What can be wrong with a campaign, said to operators and to shops."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class CampaignNotFound(NotFound):
    """There is no such campaign."""

    sentence = N_("Không có chương trình này.")


class CampaignOver(Conflict):
    """It has ended or was stopped."""

    sentence = N_("Chương trình này đã kết thúc.")


class CampaignRate(DomainError):
    """More than a promotion may take off, or nothing."""

    sentence = N_("Ghi giảm từ 1 đến %(most)s phần trăm, ví dụ 10.")


class CampaignEmpty(DomainError):
    """No goods on sale belong to it."""

    sentence = N_("Chưa có món nào đang bán hợp với chương trình này. Chọn thêm nhóm hàng hoặc món.")


class NotInvited(DomainError):
    """The market bears it: shops have nothing to agree to."""

    sentence = N_("Chương trình này do chợ chịu, nơi bán không cần tham gia.")
