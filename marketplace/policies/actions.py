"""Answering a policy."""

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.policies.errors import VersionChanged
from marketplace.policies.models import Policy, PolicyConsent
from marketplace.policies.queries import answers_of
from marketplace.policies.versions import version_of


def answer(user: User, policy: Policy, *, version: str, is_given: bool, digest: str, locale: str) -> None:
    """Note yes or no to the version that was read; the same answer once more adds nothing. Raises VersionChanged."""
    if version != version_of(policy).number:
        raise VersionChanged()
    before = next((each for each in answers_of(user.id, policy) if each.version == version), None)
    if before is not None and before.is_given == is_given:
        return
    said = {"policy": policy, "version": version, "is_given": is_given, "digest": digest, "locale": locale}
    db.session.add(PolicyConsent(user_id=user.id, **said))
    db.session.flush()
