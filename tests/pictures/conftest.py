from pathlib import Path

import pytest
from flask import Flask

from marketplace.catalogue.models import Product
from marketplace.database import db
from tests import factories


@pytest.fixture
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for this test's files."""
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())
    return tmp_path


@pytest.fixture
def honey(store: Path) -> Product:
    made = factories.product()
    db.session.commit()
    return made
