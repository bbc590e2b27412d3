"""Buyers' opinions, shoppers' questions, and complaints about either."""

from marketplace.reviews.actions import find_helpful, publish, reply, revise, shown_author, take_back_vote
from marketplace.reviews.invitations import Chance, Invitation, chances, get_invitation
from marketplace.reviews.models import Scores, Tag
from marketplace.reviews.moderation import Subject, hide, keep, report
from marketplace.reviews.photos import MOST_PHOTOS, change_photos, photos_of, shows_photo
from marketplace.reviews.product_queries import opinions_on
from marketplace.reviews.queries import (
    OpinionFilter,
    Sorting,
    get_product,
    get_shown_review,
    newest_about,
    opinions_matching,
    score_counts,
)
from marketplace.reviews.question_actions import answer, ask
from marketplace.reviews.question_models import AnswerRole
from marketplace.reviews.question_queries import (
    ANSWER_WITHIN,
    REPLY_WITHIN,
    WaitingWords,
    count_waiting,
    get_question,
    get_question_of_seller,
    get_review_of_seller,
    hidden_of,
    questions_on,
    questions_to,
    reviews_to,
    role_towards,
    waiting_words,
)
from marketplace.reviews.ready_answers import ReadyAnswer, drop_ready, keep_ready, ready_answers_of
from marketplace.reviews.report_models import Outcome, ReportReason
from marketplace.reviews.report_queries import (
    SubjectKind,
    complaints_about,
    count_reports,
    find_next_open,
    get_report,
    get_subject,
    open_reports,
    reports_with,
)
from marketplace.reviews.views import SCORES, AnswerView, QuestionView, ReviewSummary, ReviewView

__all__ = [
    "ANSWER_WITHIN",
    "MOST_PHOTOS",
    "REPLY_WITHIN",
    "SCORES",
    "AnswerRole",
    "AnswerView",
    "Chance",
    "Invitation",
    "OpinionFilter",
    "Outcome",
    "QuestionView",
    "ReadyAnswer",
    "ReportReason",
    "ReviewSummary",
    "ReviewView",
    "Scores",
    "Sorting",
    "Subject",
    "SubjectKind",
    "Tag",
    "WaitingWords",
    "answer",
    "ask",
    "chances",
    "change_photos",
    "complaints_about",
    "count_reports",
    "count_waiting",
    "drop_ready",
    "find_helpful",
    "find_next_open",
    "get_invitation",
    "get_product",
    "get_question",
    "get_question_of_seller",
    "get_report",
    "get_review_of_seller",
    "get_shown_review",
    "get_subject",
    "hidden_of",
    "hide",
    "keep",
    "keep_ready",
    "newest_about",
    "open_reports",
    "opinions_matching",
    "opinions_on",
    "photos_of",
    "publish",
    "questions_on",
    "questions_to",
    "ready_answers_of",
    "reply",
    "report",
    "reports_with",
    "reviews_to",
    "revise",
    "role_towards",
    "score_counts",
    "shown_author",
    "shows_photo",
    "take_back_vote",
    "waiting_words",
]
