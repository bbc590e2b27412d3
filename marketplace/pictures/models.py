"""Pictures that people send."""

from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of


class PictureState(StrEnum):
    """How far a picture has come: sent, to be shown, or impossible to show."""

    UPLOADED = "uploaded"
    READY = "ready"
    REFUSED = "refused"


class Photo(TypedDict):
    """A picture that is ready, as pages are given it. `blur` is a tiny picture to show meanwhile, a data: address;
    `width` and `height` are those of the uncropped one, in pixels.
    """

    ref: str
    alt_vi: str
    alt_en: str
    blur: str
    width: int
    height: int


class Picture(Model):
    """A picture of a product, of a review, or of a draft: a listing that nobody has approved yet, or a shop's page.

    Its files are named after `ref` (see storage_keys.py).

    `reason` is the sentence of a refusal, `digest` the SHA-256 of the file that was sent. A removed picture can come
    back until its files are cleared away (see cleanup.py). Nothing reads `attempts` and `due_at`, which were the lease
    of an earlier release; they go with the next one.
    """

    __tablename__ = "pictures"
    __table_args__ = (
        one_of("state", PictureState),
        CheckConstraint("product_id IS NULL OR review_id IS NULL", name="one_subject"),
        Index("ix_pictures_waiting", "state", "due_at"),
        Index("ix_pictures_digest", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    state: Mapped[PictureState] = mapped_column(String(8), default=PictureState.UPLOADED)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"), index=True)
    draft_ref: Mapped[str | None] = mapped_column(String(16), index=True)
    position: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64))
    alt_vi: Mapped[str] = mapped_column(String(200), default="")
    alt_en: Mapped[str] = mapped_column(String(200), default="")
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    blur: Mapped[str] = mapped_column(String(400), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    @property
    def is_ready(self) -> bool:
        """Whether it can be shown."""
        return self.state == PictureState.READY

    @property
    def is_refused(self) -> bool:
        """Whether it can never be shown; `reason` says why."""
        return self.state == PictureState.REFUSED

    def photo(self) -> Photo:
        """What pages need of it."""
        return {
            "ref": self.ref,
            "alt_vi": self.alt_vi,
            "alt_en": self.alt_en,
            "blur": self.blur,
            "width": self.width,
            "height": self.height,
        }
