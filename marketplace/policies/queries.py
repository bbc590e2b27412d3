"""Questions about consent."""

from dataclasses import dataclass

from sqlalchemy import select

from marketplace.database import db
from marketplace.policies.models import Policy, PolicyConsent
from marketplace.policies.versions import Version, version_of


@dataclass(frozen=True)
class Asked:
    """The version that holds, and the person's answer to it: yes, no, or None while they were never asked."""

    version: Version
    is_given: bool | None


def answers_of(user_id: int, policy: Policy) -> list[PolicyConsent]:
    """What a person said to each version, the newest first."""
    own = select(PolicyConsent).where(PolicyConsent.user_id == user_id, PolicyConsent.policy == policy)
    return list(db.session.scalars(own.order_by(PolicyConsent.id.desc())))


def asked_of(user_id: int, policy: Policy = Policy.PRIVACY) -> Asked:
    """How a person stands to the version that holds: one statement."""
    version = version_of(policy)
    said = (each.is_given for each in answers_of(user_id, policy) if each.version == version.number)
    return Asked(version, next(said, None))
