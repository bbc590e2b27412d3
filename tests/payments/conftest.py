import pytest
from flask import Flask

from tests import people
from tests.people import Cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()
