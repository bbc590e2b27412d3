from typing import Any

from flask import Flask

from marketplace import notifications
from marketplace.database import transaction


def test_the_command_does_all_that_is_due_once_and_says_how_much(app: Flask) -> None:
    sent: list[Any] = []
    app.extensions["mailman"].outbox = sent
    with transaction():
        for number in range(30):
            notifications.enqueue_mail(recipient="lan@example.test", subject=f"thư {number}", body="Chào")
    result = app.test_cli_runner().invoke(args=["work", "--once"])
    assert result.exit_code == 0
    assert "mail: 30\n" in result.output
    assert len(sent) == 30
