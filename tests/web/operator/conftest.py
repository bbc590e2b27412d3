import pytest

from tests import people
from tests.client import Client
from tests.people import Cast


@pytest.fixture
def operator(client: Client, cast: Cast) -> Client:
    """A browser in which the operator has signed in."""
    return people.signed_in(client, cast.operator)
