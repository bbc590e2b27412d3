import re

from flask import Flask

from tests import people
from tests.client import Client


def test_the_first_operator_gets_a_link_that_opens(app: Flask, client: Client) -> None:
    result = app.test_cli_runner().invoke(args=["first-operator"])
    assert result.exit_code == 0
    link = re.search(r"https?://[^/]+(/\S+)", result.output)
    assert link is not None
    assert client.get(link[1]).status_code == 200


def test_there_is_no_link_once_somebody_runs_the_marketplace(app: Flask) -> None:
    people.gather()
    result = app.test_cli_runner().invoke(args=["first-operator"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
