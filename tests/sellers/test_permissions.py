from marketplace.sellers.permissions import GRANTS, SellerRole, ShopPermission, roles_with


def test_the_owner_may_do_everything() -> None:
    assert GRANTS[SellerRole.OWNER] == frozenset(ShopPermission)


def test_the_manager_may_do_all_but_give_roles_and_change_what_the_shop_is() -> None:
    missing = GRANTS[SellerRole.OWNER] - GRANTS[SellerRole.MANAGER]
    assert missing == {ShopPermission.CHANGE_SHOP, ShopPermission.CHANGE_MEMBERS}


def test_the_packer_handles_orders_and_sees_no_money() -> None:
    may = GRANTS[SellerRole.PACKER]
    assert ShopPermission.CHANGE_ORDERS in may
    assert not may & {ShopPermission.VIEW_MONEY, ShopPermission.EXPORT_ORDERS, ShopPermission.CHANGE_GOODS}


def test_the_accountant_sees_and_exports_money_and_changes_nothing() -> None:
    may = GRANTS[SellerRole.ACCOUNTANT]
    assert {ShopPermission.VIEW_MONEY, ShopPermission.EXPORT_ORDERS} <= may
    changing = {each for each in may if each.value.startswith(("change", "count", "answer"))}
    assert changing == set()


def test_every_role_sees_the_shop() -> None:
    assert roles_with(ShopPermission.VIEW_SHOP) == frozenset(SellerRole)


def test_money_is_seen_by_all_but_the_packer() -> None:
    assert roles_with(ShopPermission.VIEW_MONEY) == frozenset(SellerRole) - {SellerRole.PACKER}
