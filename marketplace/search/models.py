"""Words that shoppers use for the same thing, as operators keep them."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime

WORDS_LENGTH = 440


class SynonymGroup(Model):
    """Words and phrases that mean the same, separated by commas as they were typed: "trà, chè, tea"."""

    __tablename__ = "synonym_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(WORDS_LENGTH))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The single words and phrases: ("trà", "chè", "tea")."""
        return tuple(word.strip() for word in self.words.split(","))
