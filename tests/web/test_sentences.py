"""Why something was refused, in the language of the page."""

import pytest
from flask import Flask

from marketplace import shipping
from marketplace.catalogue.models import ShipScope, StorageClass
from marketplace.web.filters import sentence_of


@pytest.mark.parametrize(("language", "said"), [("vi", "trong Phú Thọ."), ("en", "within Phú Thọ only.")])
def test_a_province_keeps_its_accents_in_every_language(app: Flask, language: str, said: str) -> None:
    with pytest.raises(shipping.OutOfReach) as refused:
        shipping.require_reach(
            ShipScope.PROVINCE, storage=StorageClass.AMBIENT, origin_province="25", destination_province="01"
        )
    with app.test_request_context(headers={"Accept-Language": language}):
        assert said in sentence_of(refused.value)
