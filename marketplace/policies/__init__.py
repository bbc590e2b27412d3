"""Which version of a policy holds, and what each person has said to it."""

from marketplace.policies.actions import answer
from marketplace.policies.errors import VersionChanged
from marketplace.policies.models import Policy, PolicyConsent
from marketplace.policies.queries import Asked, answers_of, asked_of
from marketplace.policies.versions import Version, version_of, versions_of

__all__ = [
    "Asked",
    "Policy",
    "PolicyConsent",
    "Version",
    "VersionChanged",
    "answer",
    "answers_of",
    "asked_of",
    "version_of",
    "versions_of",
]
