"""The root of every failure that the shop expects and can explain to the person in front of the screen."""

from typing import ClassVar

from marketplace.text import N_


class DomainError(Exception):
    """An expected failure with a sentence for the person on the screen.

    `sentence` is the Vietnamese message (marked with `N_` so that it is translated at the edge); its named
    placeholders are filled from `params`. `status` is the HTTP status the edge answers with.
    """

    status: ClassVar[int] = 400
    sentence: ClassVar[str]

    def __init__(self, sentence: str = "", /, **params: object) -> None:
        self.message = sentence or self.sentence
        self.params = params
        super().__init__(str(self))

    def __str__(self) -> str:
        """The Vietnamese sentence, filled in: what logs and commands show."""
        return self.message % self.params if self.params else self.message


class NotFound(DomainError):
    """The thing does not exist, or it is not this person's to see."""

    status = 404


class Conflict(DomainError):
    """The thing is no longer in the state that the request assumed."""

    status = 409


class FormIncomplete(DomainError):
    """What came is not the whole form of the page, so that nobody knows what was chosen."""

    sentence = N_("Mẫu gửi tới chợ chưa đủ. Mở lại trang, chọn rồi bấm nút một lần nữa.")
