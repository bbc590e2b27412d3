"""The fixed cast: a buyer, her neighbour, the people of two sellers, an operator. Each one can sign in."""

from dataclasses import dataclass

from marketplace import accounts
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.sellers.models import Seller
from marketplace.sellers.permissions import SellerRole
from tests import factories
from tests.client import Client

PASSWORD = "mat ong rung thu muoi"


@dataclass
class Cast:
    """Everybody a test may need. Seller A is Green Life, seller B is Sơn Nam."""

    buyer: User
    neighbour: User
    seller_a: Seller
    owner_a: User
    packer_a: User
    seller_b: Seller
    owner_b: User
    operator: User


def gather() -> Cast:
    """Make the cast; every one has the same password, hashed once."""
    hashed = accounts.hash_password(PASSWORD)

    def person(name: str, mail: str, **values: object) -> User:
        somebody = User(name=name, email=f"{mail}@example.test", password_hash=hashed, **values)
        db.session.add(somebody)
        db.session.flush()
        return somebody

    cast = Cast(
        buyer=person("Chị Mẫu Mua", "buyer"),
        neighbour=person("Anh Mẫu Xóm", "neighbour"),
        seller_a=factories.seller("HTX Green Life"),
        owner_a=person("Chủ Green Life", "owner-a"),
        packer_a=person("Người đóng gói", "packer-a"),
        seller_b=factories.seller("HTX Sơn Nam"),
        owner_b=person("Chủ Sơn Nam", "owner-b"),
        operator=person("Vận hành", "operator"),
    )
    factories.member(cast.seller_a, cast.owner_a)
    factories.member(cast.seller_a, cast.packer_a, SellerRole.PACKER)
    factories.member(cast.seller_b, cast.owner_b)
    accounts.make_operator(cast.operator)
    return cast


def signed_in(client: Client, somebody: User) -> Client:
    """The same browser after this person has signed in through the page."""
    form = {"identifier": somebody.email, "password": PASSWORD}
    response = client.send("/dang-nhap", form, form_at="/dang-nhap")
    assert response.status_code == 303, "signing in failed"
    return client
