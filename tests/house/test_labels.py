"""Whatever kind of state, event or role a page shows has one table of labels on its surface, whole and in English."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from flask_babel import LazyString

import marketplace
from marketplace.accounts.models import LinkPurpose
from marketplace.accounts.proof_models import ProofPurpose
from marketplace.catalogue.ocop_sets import Demands
from marketplace.certification.models import CertificateState
from marketplace.epcis.stages import Stage
from marketplace.fees import TaxClass
from marketplace.gateways.carriers import Carrier
from marketplace.ledger.models import Outcome as HoldOutcome
from marketplace.messages import MessageKind, Side
from marketplace.orders.harvests import ChangeKind
from marketplace.orders.states import TIMED, ActorRole, OrderState, PaymentState, Undelivered
from marketplace.pictures.actions import Step
from marketplace.pictures.models import PictureState
from marketplace.policies.models import Policy
from marketplace.reconciliation.states import StatementState
from marketplace.reviews.question_models import AnswerRole
from marketplace.run_results import Outcome
from marketplace.sellers.application_models import PaperKind
from marketplace.sellers.own_delivery import DeliveryKind
from marketplace.spreadsheets import OddKind
from marketplace.web.labels import Label
from marketplace.web.operator import order_labels as operator_labels
from marketplace.web.seller import order_labels as seller_labels
from marketplace.web.seller.label_sheets import Sheet
from marketplace.web.storefront.orders import order_labels as storefront_labels
from tests.house.sources import tree
from tests.house.test_translations import english

SURFACES = ("storefront", "seller", "operator")
TONES = set("nbagx")
WITHOUT_WORDS: dict[type[StrEnum], str] = {
    Carrier: "names of firms, which are the same in every language",
    AnswerRole: "the component says whether the shop answered",
    ChangeKind: "an order's page tells each change in a sentence with its days or units",
    DeliveryKind: "a way is called by who brings it, or where it is fetched",
    CertificateState: "pages show what a certificate proves today, which follows from state and dates",
    Demands: "the editor shows the fields that are demanded",
    HoldOutcome: "accounts show what is held, not how a hold ended",
    LinkPurpose: "a link's purpose decides which page takes it",
    ProofPurpose: "a proof's purpose decides which page takes it",
    MessageKind: "the page shows the entry that an operator has joined as a sentence",
    OddKind: "the problem of the cell says what it is",
    Stage: "programs read it; pages show the seller's own words",
    PaperKind: "a paper is called as the question for it",
    Policy: "its page has a title of its own",
    PictureState: "pages ask the picture whether it is ready or refused",
    Outcome: "how a run ended is for metrics and the table of runs",
    StatementState: "a page shows the progress until the statement is read",
    Side: "a message names its writer",
    Sheet: "a size of paper, which links name",
    Step: "a direction that a form sends",
    Undelivered: "the reason is one of the ready sentences of orders",
    TaxClass: "the class of goods decides the rates, and pages tell those",
}
"""Kinds that no page names, each with the reason."""
ALIKE = {"COD", "Zalo", "Casso", "GlobalGAP", "VietGAP", "SePay", "kg", "ml", "payOS"}
"""What is called the same in both languages."""
NO_SENTENCES = {"tone", "word", "icon"}
BLANK = re.compile(r"%\(\w+\)[sd]")


class Table(NamedTuple):
    surface: str
    kind: type[StrEnum]
    place: str
    labels: Mapping[StrEnum, Any]


def sentences(label: object) -> Iterator[str]:
    """Every sentence of a label, as it is written in the code."""
    if isinstance(label, LazyString):
        yield label._args[0]
    elif isinstance(label, str):
        yield label
    elif is_dataclass(label):
        for field in fields(label):
            if field.name not in NO_SENTENCES:
                yield from sentences(getattr(label, field.name))
    elif isinstance(label, tuple):
        for part in label:
            yield from sentences(part)


def assigned(module: ModuleType) -> dict[str, object]:
    """What the module itself gives a name to; what it imports has its place elsewhere."""
    body = tree(Path(str(module.__file__))).body
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    targets += [node.target for node in body if isinstance(node, ast.AnnAssign)]
    return {target.id: vars(module)[target.id] for target in targets if isinstance(target, ast.Name)}


def kind_of(value: object) -> type[StrEnum] | None:
    """The kind that a table speaks of: all its keys are of it, and its values hold sentences."""
    if not isinstance(value, dict) or not any(sentence for label in value.values() for sentence in sentences(label)):
        return None
    kinds = {type(key) for key in value}
    kind = kinds.pop() if len(kinds) == 1 else None
    return kind if kind and issubclass(kind, StrEnum) else None


@cache
def modules() -> list[ModuleType]:
    found = walk_packages(marketplace.__path__, "marketplace.")
    return [import_module(each.name) for each in found if not each.name.endswith("__main__")]


@cache
def tables() -> list[Table]:
    """Every table of labels in the web."""
    found = [module for module in modules() if module.__name__.startswith("marketplace.web.")]
    return [
        Table(module.__name__.split(".")[2], kind, f"{module.__name__}.{name}", value)
        for module in found
        for name, value in assigned(module).items()
        if (kind := kind_of(value))
    ]


def missing(kind: type[StrEnum], labels: Mapping[StrEnum, Any]) -> set[StrEnum]:
    return set(kind) - set(labels)


def without_english(labels: Mapping[StrEnum, Any]) -> list[str]:
    """The sentences that English lacks, or has as they are in Vietnamese."""
    catalogue = english()
    said = {sentence for label in labels.values() for sentence in sentences(label) if BLANK.sub("", sentence)}
    found = {sentence: catalogue.get(sentence) for sentence in said - ALIKE}
    return [sentence for sentence, message in found.items() if not message or message.string in ("", sentence)]


def test_every_kind_is_named_on_a_page_or_listed_with_the_reason_why_not() -> None:
    kinds = {kind for kind in StrEnum.__subclasses__() if kind.__module__ in {module.__name__ for module in modules()}}
    assert kinds - {table.kind for table in tables()} == set(WITHOUT_WORDS)


def test_a_surface_has_one_table_for_each_kind() -> None:
    places: dict[tuple[str, type[StrEnum]], list[str]] = {}
    for table in tables():
        for surface in SURFACES if table.surface == "labels" else (table.surface,):
            places.setdefault((surface, table.kind), []).append(table.place)
    assert [found for found in places.values() if len(found) > 1] == []


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.place)
def test_a_table_names_everything_of_its_kind(table: Table) -> None:
    assert missing(table.kind, table.labels) == set()


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.place)
def test_a_table_is_complete_in_both_languages(table: Table) -> None:
    assert without_english(table.labels) == []


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("kind", [OrderState, ActorRole, PaymentState])
def test_every_surface_has_words_for_the_course_of_an_order(surface: str, kind: type[StrEnum]) -> None:
    assert [table.place for table in tables() if (table.surface, table.kind) == (surface, kind)] != []


@pytest.mark.parametrize("state", OrderState)
def test_a_state_has_its_name_tone_and_entry_in_the_timeline_on_every_surface(state: OrderState) -> None:
    for states in (storefront_labels.STATES, seller_labels.STATES, operator_labels.STATES):
        label = states[state]
        assert label.name
        assert label.tone in TONES
        assert label.happened


@pytest.mark.parametrize("state", [*TIMED, OrderState.SHIPPED])
def test_a_state_with_a_deadline_says_what_has_to_be_done(state: OrderState) -> None:
    assert seller_labels.STATES[state].todo
    assert operator_labels.STATES[state].late
    assert storefront_labels.STATES[state].step is not None


@pytest.mark.parametrize("state", [state for state in OrderState if state != OrderState.AWAITING_PAYMENT])
def test_a_state_that_a_seller_hears_of_has_its_place_in_one_tab(state: OrderState) -> None:
    assert [state in tab.states for tab in seller_labels.TABS.values()].count(True) == 1


def test_an_entry_that_is_taken_out_is_missed() -> None:
    for table in tables():
        for key in table.labels:
            rest = {other: label for other, label in table.labels.items() if other != key}
            assert missing(table.kind, rest) == {key}


def test_a_sentence_without_english_is_missed() -> None:
    invented = {OrderState.PLACED: Label("Chờ trăng lên", "n"), OrderState.PACKED: Label("Đã giao", "g")}
    assert without_english(invented) == ["Chờ trăng lên"]
