"""Gùi: a marketplace where cooperatives sell their One Commune One Product goods."""

from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from marketplace import (
    accounts,
    assets,
    cli,
    database_time,
    deadlines,
    demo,
    earnings,  # noqa: F401 - acts on what happens to orders
    extensions,
    feeds,
    ledger,  # noqa: F401 - books what happens to money
    notifications,
    payouts,  # noqa: F401 - its tables
    sealing,
    translations,
)
from marketplace.database import db, end_reading, set_up_sqlite
from marketplace.web import (
    blueprints,
    card_offer,
    csrf,
    current_visitor,
    errors,
    filters,
    forms,
    lengths,
    line_words,
    locale,
    logs,
    own_account,
    own_writes,
    page_cache,
    permissions,
    readiness,
    request_limits,
    request_log,
    security_headers,
    sum_rows,
)
from marketplace.web.shop import Shop
from marketplace.web.storefront import canonical_urls, structured_data
from marketplace.web.templating import keep_compiled


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Build the application: settings, extensions, pages, errors and commands. `overrides` win over the environment."""
    app = Shop(__name__, root_path=str(config.ROOT))
    app.config.from_mapping(config.load())
    app.config.update(overrides or {})
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    keep_compiled(app)
    translations.init_app(app)
    logs.init_app(app)
    sealing.use_keys(app.config["SEALING_KEYS"])
    request_limits.init_app(app)
    bind_database(app)
    page_cache.init_app(app)
    if hops := app.config["TRUSTED_HOPS"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    bind_extensions(app)
    around_pages = (
        assets,
        security_headers,
        locale,
        current_visitor,
        permissions,
        canonical_urls,
        structured_data,
        filters,
        lengths,
        line_words,
        sum_rows,
        forms,
        csrf,
        errors,
    )
    for part in (*around_pages, own_writes, own_account, card_offer, blueprints, notifications, feeds, cli):
        part.init_app(app)
    readiness.init_app(app)
    request_log.init_app(app)  # in front of everything
    note_demo(app)
    return app


def bind_database(app: Flask) -> None:
    """Bind the database, and give it its settings before its first connection."""
    deadlines.settings.limits = app.config["LIMITS"]
    deadlines.settings.is_pooled = app.config["DATABASE_POOLER"] == "transaction"
    options = deadlines.engine_options(app.config["SQLALCHEMY_DATABASE_URI"])
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    app.config["SQLALCHEMY_BINDS"] = {
        name: {**bind, **options} for name, bind in app.config["SQLALCHEMY_BINDS"].items()
    }
    db.init_app(app)
    app.teardown_appcontext(end_reading)  # before the session is removed, which would roll back
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            set_up_sqlite(db.engine)
        for engine in db.engines.values():
            deadlines.limit(engine)
            database_time.watch(engine)


def note_demo(app: Flask) -> None:
    """Let pages say that this is the demo shop, if it is. Raises SettingError in production.

    A database that cannot be read yet is asked again once it is up to date.
    """
    accounts.refuse_published(demo.PASSWORD if app.config["PRODUCTION"] else None)
    with app.app_context():
        app.config["DEMO"] = demo.is_marked()
    if app.config["DEMO"] and app.config["PRODUCTION"]:
        raise config.SettingError(
            "The database holds the demo shop, whose passwords everybody knows; set DATABASE_URL to another one."
        )


def bind_extensions(app: Flask) -> None:
    """Bind the other extensions."""
    extensions.migrate.init_app(app, db, directory=str(config.ROOT / "migrations"), render_as_batch=True)
    extensions.csrf.init_app(app)
    extensions.limiter.init_app(app)
    extensions.mail.init_app(app)
    extensions.babel.init_app(app, locale_selector=locale.select)
