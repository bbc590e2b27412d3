"""What the tests stand on: the application on each database, with everything undone after each test.

Every test that uses `app` runs once for each database chosen with --database; a test of pages (tests/web) and the run
of the benchmark only on the first of them, unless marked `smoke` or --everything is given. Its work happens in
savepoints of one outer transaction, so that the shop's own commits really run and still leave nothing behind. Tests of
races and crashes use `committed_app`: a database of their own, with real commits.
"""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.globals import app_ctx
from flask_migrate import upgrade
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from marketplace import collections, create_app, fees, shipping
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.database_version import DatabaseVersion
from marketplace.extensions import limiter
from marketplace.orders import answer_time
from marketplace.search import synonyms
from marketplace.shelf import autocomplete, searching
from marketplace.shelf.facet_cache import facet_cache
from tests import people
from tests.client import Client, visitor_of, watch
from tests.compiled import Compiled, keep_addresses
from tests.databases import Engine, NoPostgresql, Postgresql, Sqlite, postgresql_server
from tests.people import Cast
from tests.texts import KEY, Texts, text_gateway
from tests.zalo import SETTINGS, Zalo, zalo_server

hypothesis.settings.register_profile("shop", deadline=None)  # how long a busy machine takes says nothing
hypothesis.settings.load_profile("shop")

DATABASES = ["sqlite", "postgresql"]
PARTS = {"house", "browser", "benchmark", "deploy"}
"""The folders whose tests are a part of their own, by their name."""
ON_ONE = {Path(__file__).parent / name for name in ("web", "benchmark")}
"""The folders whose tests confirm on a second database what they show on the first, unless marked `smoke`."""
NUMBERS = count(1)
RAISED = {"last": 0}
FOLDER = tempfile.TemporaryDirectory(prefix="shop-")
COMPILED = Compiled(Path(os.environ.setdefault("COMPILED_FOLDER", f"{FOLDER.name}/compiled")))
"""In the folder of the process that starts the workers, which ends last."""
keep_addresses()
os.environ["DATA_DIR"] = FOLDER.name
os.environ.setdefault("COMPILED_DIR", f"{FOLDER.name}/templates")  # of the shops that tests start, all of one version


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", action="append", choices=DATABASES, help="test on this database (default: sqlite)")
    parser.addoption("--everything", action="store_true", help="leave nothing out that only confirms what others show")


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once for all the workers when it is wanted and no server was given."""
    here = not hasattr(config, "workerinput")
    if here and "postgresql" in chosen(config) and not os.environ.get("TEST_DATABASE_URL"):
        server = postgresql_server()
        try:
            os.environ["TEST_DATABASE_URL"] = server.__enter__()
        except NoPostgresql as error:
            raise pytest.UsageError(str(error)) from error
        config.add_cleanup(lambda: server.__exit__(None, None, None))


os.environ.setdefault("UNDO_SECONDS", "0")  # decisions have their effect at once, but where a test is about undoing


def chosen(config: pytest.Config) -> list[str]:
    return config.getoption("--database") or ["sqlite"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give every test the mark of its part; leave out what only confirms others, unless everything is wanted."""
    for item in items:
        if item.path.parent.name in PARTS:
            item.add_marker(item.path.parent.name)
    if not config.getoption("--everything"):
        left_out = {item for item in items if is_confirming(item)}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """Look for garbage less often, and no more among what stays for the whole run, such as the tests themselves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def is_confirming(item: pytest.Item) -> bool:
    """Whether it is marked so, or has run on another database and is of a folder for which one is enough."""
    again = getattr(item, "callspec", None) and item.callspec.params.get("database") in chosen(item.config)[1:]
    spared = again and not ON_ONE.isdisjoint(item.path.parents) and not item.get_closest_marker("smoke")
    return bool(spared or item.get_closest_marker("confirms"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in red what could not be looked at on this machine; other tests are skipped because nothing is missing."""
    skipped = {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])}
    for reason in sorted(reason for reason in skipped if "NOT CHECKED" in reason):
        terminalreporter.write_line(reason.removeprefix("Skipped: "), red=True, bold=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        names = [pytest.param(name, marks=getattr(pytest.mark, name)) for name in chosen(metafunc.config)]
        metafunc.parametrize("database", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A kind of database, with `template` holding the schema as the migrations make it."""
    engine: Engine = Sqlite(tmp_path_factory.mktemp("databases"))
    if request.param == "postgresql":
        engine = Postgresql(os.environ["TEST_DATABASE_URL"], f"test_{os.getpid()}")
    with running(engine.create("template")):
        upgrade()
    yield engine
    engine.drop("template")


@contextmanager
def running(address: str) -> Iterator[Flask]:
    """The application on the database at `address`, with its context pushed; no connection stays open afterwards."""
    app = create_app(
        {"TESTING": True, "SQLALCHEMY_DATABASE_URI": address, "PASSWORD_COST": "cheap", "MAIL_BACKEND": "locmem"}
    )
    app.test_client_class = Client
    app.jinja_env.bytecode_cache = COMPILED
    with app.app_context():
        yield app
        forget()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def shop(database: Engine) -> Iterator[Flask]:
    """The application, made once for each database; take `app`, which cleans up."""
    with running(database.create("shop", template="template")) as app:
        pass
    yield app
    with app.app_context():
        db.engine.dispose()
    database.drop("shop")


def forget() -> None:
    """Drop what the shop keeps in memory: the next test begins with other goods."""
    limiter.reset()
    facet_cache.clear()
    searching.vocabulary.cache_clear()
    autocomplete.seller_names.cache_clear()
    collections.names_on_show.cache_clear()
    synonyms.forget_groups()
    fees.forget_rules()
    shipping.forget_tables()


def always_raised(_version: DatabaseVersion, question: str, **values: object) -> tuple[object, ...]:
    """Another version at each question: what the test changes is undone later, so no other connection hears of it."""
    if "tag_versions" in question:
        return RAISED["last"], next(NUMBERS)
    answer = db.session.connection().exec_driver_sql(question, values or None).one()
    RAISED["last"] = next(NUMBERS)
    return RAISED["last"], *answer[1:]


@pytest.fixture
def app(shop: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application in a context of its own; whatever the test commits is undone after it."""
    with shop.app_context(), db.engine.connect() as connection:
        undone = connection.begin()
        session = type("TestSession", (Session,), {})
        watch(session)
        seller = sessionmaker(
            connection, class_=session, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
        monkeypatch.setattr(db, "session", scoped_session(seller, lambda: id(app_ctx._get_current_object())))
        monkeypatch.setattr(DatabaseVersion, "ask", always_raised)
        yield shop
        db.session.remove()
        undone.rollback()
        forget()


@pytest.fixture
def committed_app(database: Engine) -> Iterator[Flask]:
    """The application on a database of its own, where commits are real: for races, crashes and other processes."""
    with copied(database, "template") as app:
        yield app


@pytest.fixture
def texts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Texts]:
    """A gateway for text messages is set up."""
    with text_gateway() as gateway:
        monkeypatch.setitem(app.config, "SMS_URL", gateway.url)
        monkeypatch.setitem(app.config, "SMS_KEY", KEY)
        yield gateway


@pytest.fixture
def zalo(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Zalo]:
    """Zalo is set up."""
    with zalo_server() as server:
        for name, value in {**SETTINGS, "ZALO_API_URL": server.url, "ZALO_OAUTH_URL": server.url}.items():
            monkeypatch.setitem(app.config, name, value)
        yield server


@pytest.fixture(scope="session")
def demo_shop(database: Engine) -> Iterator[str]:
    """A database that holds the demo shop, filled once; take `demo_app`, which has a copy of it."""
    with running(database.create("demo", template="template")) as app:
        result = app.test_cli_runner().invoke(args=["seed"])
        assert result.exit_code == 0, result.output
    yield "demo"
    database.drop("demo")


@pytest.fixture
def demo_app(database: Engine, demo_shop: str) -> Iterator[Flask]:
    """The demo shop on a database of its own, where commits are real."""
    with copied(database, demo_shop) as app:
        yield app


@contextmanager
def copied(database: Engine, template: str) -> Iterator[Flask]:
    """The application on a new copy of this database, which is dropped afterwards."""
    name = f"copy_{next(NUMBERS)}"
    with running(database.create(name, template=template)) as app:
        yield app
    database.drop(name)


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Everybody a test may need; each can sign in."""
    return people.gather()


@pytest.fixture
def client(app: Flask) -> Client:
    """A visitor who has not signed in."""
    return visitor_of(app)


@pytest.fixture
def client_for(app: Flask) -> Callable[[User], Client]:
    """A browser of its own for each person, signed in through the page."""
    return lambda person: people.signed_in(visitor_of(app), person)


@pytest.fixture(autouse=True)
def ordinary_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """No public holiday lengthens anybody's time to answer: tests count hours on whatever day they run."""
    monkeypatch.setattr(answer_time, "is_holiday", lambda _day: False)
