"""Applying to sell here, answer by answer. Each is kept at once, so that it is found again on another phone."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace import pictures
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.pictures import Picture, Received
from marketplace.sealing import seal, unseal
from marketplace.sellers.application_models import ApplicationPaper, SellerApplication
from marketplace.sellers.errors import ApplicationNotFound, TooManyApplications
from marketplace.sellers.questions import PAPERS, Question
from marketplace.sellers.tax_codes import masked

MOST_UNSENT: Final = 5
"""So many begun at a time are a mistake; somebody may well open a second shop."""


def start(user: User, *, is_helped: bool = False) -> SellerApplication:
    """Begin to apply, for oneself or to help a household. Raises TooManyApplications."""
    db.session.refresh(user, ["id"], with_for_update={"key_share": True})  # one after the other
    unsent = select(func.count()).where(SellerApplication.user_id == user.id, SellerApplication.seller_id.is_(None))
    if (db.session.scalar(unsent) or 0) >= MOST_UNSENT:
        raise TooManyApplications()
    application = SellerApplication(user=user, is_helped=is_helped)
    db.session.add(application)
    db.session.flush()
    return application


def get_application(ref: str, *, user_id: int, lock: bool = False) -> SellerApplication:
    """One's own application. Raises ApplicationNotFound, for anybody else's too."""
    wanted = SellerApplication.ref == ref, SellerApplication.user_id == user_id
    if lock:  # by itself: what is joined to a row that had to be waited for may be as it was before
        db.session.execute(select(SellerApplication.id).where(*wanted).with_for_update())
    mine = _complete().where(*wanted).execution_options(populate_existing=lock)
    application = db.session.scalars(mine).first()
    if application is None:
        raise ApplicationNotFound()
    return application


def applications_of(user_id: int) -> Sequence[SellerApplication]:
    """What somebody has applied for, the newest first."""
    mine = _complete().where(SellerApplication.user_id == user_id)
    return db.session.scalars(mine.order_by(SellerApplication.id.desc())).all()


def find_application_of_shop(seller_id: int) -> SellerApplication | None:
    """The application that a shop came from, for operators: answers, papers and who applied."""
    return db.session.scalars(_complete().where(SellerApplication.seller_id == seller_id)).first()


def answer(application: SellerApplication, question: Question, value: object, **more: Any) -> None:
    """Keep an answer, `more` being what else was said with it. Load the application with its lock."""
    application.answers = {**application.answers, question.value: value, **more}
    _note(application, question)


def answer_personal_number(application: SellerApplication, number: str) -> None:
    """Keep the twelve digits of a person, sealed."""
    application.personal_number_sealed = seal(number)
    _note(application, Question.PERSONAL_NUMBER)


def answer_account(application: SellerApplication, number: str) -> None:
    """Keep the number of an account, sealed."""
    application.account_sealed = seal(number)
    _note(application, Question.ACCOUNT)


def answer_phone(application: SellerApplication, phone: str, *, is_confirmed: bool) -> None:
    """Keep a number that couriers call, confirmed or still to be. A household confirms anew at another number."""
    if phone != application.phone:
        application.household_confirmed_at = None
    application.phone, application.phone_confirmed_at = phone, now() if is_confirmed else None
    _note(application, Question.PHONE)


def put_paper(application: SellerApplication, question: Question, received: Received, *, by: User) -> None:
    """Keep the photo of a paper in place of the one before."""
    former = application.paper(PAPERS[question])
    picture = pictures.attach(received, by_id=by.id)
    if former is None:
        application.papers.append(ApplicationPaper(kind=PAPERS[question], picture=picture))
    else:
        pictures.remove(former.picture)
        former.picture, former.taken_at = picture, now()
    _note(application, question)


def put_photo(application: SellerApplication, received: Received, *, by: User) -> None:
    """Keep the photo of the first product in place of the one before."""
    if application.photo is not None and application.photo.product_id is None:
        pictures.remove(application.photo)
    application.photo = pictures.attach(received, by_id=by.id)
    _note(application, Question.PHOTO)


def personal_number(application: SellerApplication) -> str:
    """What may be shown of the number, empty where there is none. Raises SealBroken."""
    sealed = application.personal_number_sealed
    return masked(unseal(sealed)) if sealed else ""


def account_number(application: SellerApplication) -> str:
    """The whole number of the account, for the action that proposes it; pages mask it. Raises SealBroken."""
    return unseal(application.account_sealed) if application.account_sealed else ""


def get_picture(application: SellerApplication, ref: str) -> Picture:
    """The photo of a paper or of the product that belongs to the application. Raises ApplicationNotFound."""
    found = [paper.picture for paper in application.papers] + [application.photo]
    picture = next((each for each in found if each and each.ref == ref), None)
    if picture is None:
        raise ApplicationNotFound()
    return picture


def note_sent(application: SellerApplication) -> None:
    """Everything was sent as it is now."""
    application.sent_at, application.mended = now(), []
    db.session.flush()


def _note(application: SellerApplication, question: Question) -> None:
    application.changed_at, application.reminded_at = now(), None
    application.mended = list(dict.fromkeys([*application.mended, question.value]))
    db.session.flush()


def _complete() -> Select[SellerApplication]:
    papers = selectinload(SellerApplication.papers).joinedload(ApplicationPaper.picture)
    return select(SellerApplication).options(
        papers,
        joinedload(SellerApplication.photo),
        joinedload(SellerApplication.seller),
        joinedload(SellerApplication.user),
    )
