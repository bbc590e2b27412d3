"""What an operator may do: each role opens one area of the marketplace, to see it and to change it."""

from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from typing import Final


class OperatorPermission(Enum):
    """One thing that a page of the operators may ask for; equal to no permission in a shop, however alike it reads."""

    VIEW_ORDERS = "view orders"
    CHANGE_ORDERS = "change orders"
    VIEW_CATALOGUE = "view catalogue"
    CHANGE_CATALOGUE = "change catalogue"
    VIEW_FINANCE = "view finance"
    CHANGE_FINANCE = "change finance"
    VIEW_TRUST = "view trust"
    CHANGE_TRUST = "change trust"
    VIEW_PEOPLE = "view people"
    CHANGE_PEOPLE = "change people"
    VIEW_SETTINGS = "view settings"
    CHANGE_SETTINGS = "change settings"

    @property
    def is_view(self) -> bool:
        """Whether it only lets somebody look."""
        return self.value.startswith("view ")


class OperatorRole(StrEnum):
    """What operators are given. Each stands for an area; read-only sees all of them and changes nothing."""

    ORDERS = "orders"
    CATALOGUE = "catalogue"
    FINANCE = "finance"
    TRUST = "trust"
    PEOPLE = "people"
    SETTINGS = "settings"
    READ_ONLY = "read_only"


FULL: Final = frozenset(OperatorRole) - {OperatorRole.READ_ONLY}
"""The roles of somebody who may do everything."""
GRANTS: Final[Mapping[OperatorRole, frozenset[OperatorPermission]]] = {
    OperatorRole.READ_ONLY: frozenset(permission for permission in OperatorPermission if permission.is_view)
} | {
    role: frozenset({OperatorPermission(f"view {role}"), OperatorPermission(f"change {role}")})
    for role in OperatorRole
    if role in FULL
}


def permissions_of(roles: Iterable[OperatorRole]) -> frozenset[OperatorPermission]:
    """Everything that these roles let a person do together."""
    return frozenset().union(*(GRANTS[role] for role in roles))
