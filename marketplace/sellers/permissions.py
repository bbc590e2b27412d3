"""What the people of a shop may do in it, by their role."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Final


class ShopPermission(Enum):
    """One thing that a page of a shop may ask for."""

    VIEW_SHOP = "view shop"
    VIEW_ORDERS = "view orders"
    CHANGE_ORDERS = "change orders"
    VIEW_MONEY = "view money"
    EXPORT_ORDERS = "export orders"
    VIEW_GOODS = "view goods"
    COUNT_STOCK = "count stock"
    CHANGE_GOODS = "change goods"
    ANSWER_CUSTOMERS = "answer customers"
    CHANGE_SHOP = "change shop"
    CHANGE_MEMBERS = "change members"


class SellerRole(StrEnum):
    """Who a person is in a shop."""

    OWNER = "owner"
    MANAGER = "manager"
    PACKER = "packer"
    ACCOUNTANT = "accountant"


_EVERYBODY = frozenset({ShopPermission.VIEW_SHOP, ShopPermission.VIEW_ORDERS, ShopPermission.VIEW_GOODS})
GRANTS: Final[Mapping[SellerRole, frozenset[ShopPermission]]] = {
    SellerRole.OWNER: frozenset(ShopPermission),
    SellerRole.MANAGER: frozenset(ShopPermission) - {ShopPermission.CHANGE_SHOP, ShopPermission.CHANGE_MEMBERS},
    SellerRole.PACKER: _EVERYBODY
    | {ShopPermission.CHANGE_ORDERS, ShopPermission.COUNT_STOCK, ShopPermission.ANSWER_CUSTOMERS},
    SellerRole.ACCOUNTANT: _EVERYBODY | {ShopPermission.VIEW_MONEY, ShopPermission.EXPORT_ORDERS},
}


def roles_with(permission: ShopPermission) -> frozenset[SellerRole]:
    """The roles that let a person do this."""
    return frozenset(role for role, granted in GRANTS.items() if permission in granted)
