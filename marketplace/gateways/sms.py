"""Text messages to telephones, through the gateway that SMS_URL names; off where it names none.

The gateway gets one POST for each message, `{"to": "+84912345678", "text": "…"}` as JSON, with the key of the address
as bearer token, and answers with a status of 2xx once it has taken it. An error of 5xx, a redirect or no answer at all
leaves open whether it has; a status of 4xx says that it has not.
"""

from flask import current_app

from marketplace.gateways.carriers.calling import call
from marketplace.gateways.carriers.parts import NoAnswer, NotSent


class TextNotSent(Exception):
    """The message surely did not go out; the reason is for the log. It may be tried again."""


class TextUnclear(Exception):
    """Nobody knows whether the message went out. It is never sent again blindly."""


def is_on() -> bool:
    """Whether messages can be sent."""
    return bool(current_app.config["SMS_URL"])


def send(*, phone: str, text: str) -> None:
    """Hand one message for an E.164 number over. Raises TextNotSent when the gateway refuses it or is away, else
    TextUnclear.
    """
    if not is_on():
        raise TextNotSent("no gateway is named by SMS_URL")
    headers = {"Authorization": f"Bearer {current_app.config['SMS_KEY']}"}
    try:
        answer = call("POST", current_app.config["SMS_URL"], headers, {"to": phone, "text": text})
    except NotSent as error:
        raise TextNotSent(str(error)) from error
    except NoAnswer as error:
        raise TextUnclear(str(error)) from error
    if answer.status >= 400:
        raise TextNotSent(f"status {answer.status}")
