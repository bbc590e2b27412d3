"""The papers that seller A files, so that tests can walk their addresses."""

from marketplace.certification import filings
from marketplace.database import db, transaction
from marketplace.gateways import files
from marketplace.pictures import Received, storage_keys
from tests.people import Cast

SCAN = "scanofownera0000"


def of_certificates(cast: Cast) -> dict[str, dict[str, str]]:
    """A paper with its photo that is not sent yet."""
    db.session.commit()
    with transaction():
        filing = filings.start(cast.seller_a)
        filings.add_pages(filing, [Received(SCAN, "0" * 64)], by=cast.owner_a)
        filings.save(filing, {"number": "436/QĐ-UBND"}, product=None)
    files.put(storage_keys.rendition(SCAN, 1600, "jpg"), b"a photo")
    return {"shop_certificate_filings": {"ref": filing.ref, "picture": SCAN}}
