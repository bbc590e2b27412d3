"""Somebody who applies to sell: all answers as a person types them, and the pages they are typed into."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from werkzeug.test import TestResponse

from marketplace.database import db
from marketplace.sellers import applications
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.questions import Question
from tests import photographs
from tests.client import Client

START = "/mo-gian-hang"
PHOTOS = {Question.REGISTRATION, Question.TAX_PAPER, Question.IDENTITY, Question.PHOTO}
PACK = {"container": "Hũ", "content": "500", "unit": "ml"}
TYPED: Mapping[Question, dict[str, str]] = {
    Question.HELPER: {"helper": "Hội Nông dân xã Hợp Tiến"},
    Question.KIND: {"kind": "cooperative"},
    Question.NAME: {"name": "HTX Mẫu Suối Trong"},
    Question.REPRESENTATIVE: {"representative": "Đinh Thị Mẫu"},
    Question.TAX_CODE: {"tax_code": "9900 000 016"},
    Question.PERSONAL_NUMBER: {"personal_number": "017 185 000 234"},
    Question.COMMUNE: {"commune": "05014", "words": "Hợp Tiến, Kim Bôi, Hòa Bình"},
    Question.ADDRESS: {"address": "Xóm 3, nhà văn hóa"},
    Question.PHONE: {"phone": "0912 345 678"},
    Question.BANK: {"bank": "970405"},
    Question.ACCOUNT: {"account": "1500 2051 23456"},
    Question.HOLDER: {"holder": "HTX Mẫu Suối Trong"},
    Question.PRODUCT_NAME: {"product_name": "Mật ong rừng hoa dẻ"},
    Question.CATEGORY: {"category": "mat-ong"},
    Question.PACK: PACK,
    Question.WEIGHT: {"weight": "850"},
    Question.PRICE: {"price": "165k"},
}
OF_ALL = [question for question in Question if question != Question.HELPER]
OF_COOPERATIVE = [question for question in OF_ALL if question not in (Question.PERSONAL_NUMBER, Question.IDENTITY)]
OF_FARMER = [
    question for question in OF_ALL if question not in (Question.REGISTRATION, Question.TAX_CODE, Question.TAX_PAPER)
]


def begin(client: Client) -> str:
    """A new application; gives its address."""
    return client.send(START).location


def ask(client: Client, place: str, question: Question) -> TestResponse:
    return client.get(f"{place}/cau/{question}")


def tell(client: Client, place: str, question: Question, form: Mapping[str, str] | None = None) -> TestResponse:
    """Answer a question as it is typed, or as TYPED says."""
    if question in PHOTOS:
        return photograph(client, place, question)
    path = f"{place}/cau/{question}" + ("/so" if question == Question.PHONE else "")
    return client.send(path, dict(form or TYPED[question]), form_at=f"{place}/cau/{question}")


def photograph(
    client: Client, place: str, question: Question, content: bytes = b"", name: str = "giay.jpg", kind: str = ""
) -> TestResponse:
    """Send the photo of a paper, or any other file."""
    file: tuple[Any, ...] = (BytesIO(content or photographs.jpeg(800, 600)), name, *([kind] if kind else []))
    answer = client.send(f"{place}/cau/{question}/anh", {"photo": [file]}, form_at=f"{place}/cau/{question}")
    answer.request.environ["wsgi.input"].close()  # a large body waits in a file
    return answer


def tell_all(client: Client, place: str, questions: Iterable[Question] = OF_COOPERATIVE, **other: str) -> None:
    """Answer everything, in any order."""
    for question in questions:
        form = {name: other.get(name, text) for name, text in TYPED.get(question, {}).items()}
        assert tell(client, place, question, form).status_code == 303, question


def found(place: str) -> SellerApplication:
    """The application at this address, as it stands in the database."""
    db.session.expire_all()
    ref = place.removeprefix(START).split("/")[1]
    user_id = db.session.query(SellerApplication.user_id).filter_by(ref=ref).scalar()
    return applications.get_application(ref, user_id=user_id)


def send(client: Client, place: str) -> int:
    """Send the application; gives the status of the answer."""
    return client.send(f"{place}/gui").status_code
