"""The steps of the walk, in their order. Each raises Failed with what is wrong, or LeftOut with what it lacks."""

import json
import re
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlsplit

from visitor import SECONDS, Answer, Failed, Page, Unreachable, Visitor

SITEMAP_ENDS = ("</urlset>", "</sitemapindex>")
PLACE = {"province_code": "01", "commune_code": "00004"}
BUYER = {"phone": "0900 000 000", "name": "Thử đặt hàng", "street": "Số 1", "payment": "cod"}
"""Nobody: what is rehearsed is never kept."""
MOST_TRIED = 6
DAYS_BEFORE = 14
"""A certificate that is renewed in time has more days left."""


class LeftOut(Exception):
    """A step that could not be tried, though nothing is wrong."""


@dataclass
class Walk:
    """What the steps learn from each other."""

    visitor: Visitor
    health: str
    token: str
    categories: list[str] = field(default_factory=list)
    products: list[str] = field(default_factory=list)
    style: str = ""
    picture: str = ""
    product: str = ""
    name: str = ""
    ref: str = ""
    is_full: bool = False


def certificate(walk: Walk) -> str:
    """The certificate is good for some time yet."""
    parts = urlsplit(walk.visitor.address)
    if parts.scheme != "https":
        raise LeftOut("the address is not https")
    host = parts.hostname or ""
    try:
        line = socket.create_connection((host, parts.port or 443), SECONDS)
        with line, ssl.create_default_context().wrap_socket(line, server_hostname=host) as secured:
            ends_at = ssl.cert_time_to_seconds(str((secured.getpeercert() or {})["notAfter"]))
    except ssl.SSLCertVerificationError as error:
        raise Failed(f"it is not good: {error.verify_message}") from error
    except OSError as error:
        raise Unreachable(f"{walk.visitor.address}: {error.strerror or error}") from error
    days = int((ends_at - time.time()) // 86_400)
    if days < DAYS_BEFORE:
        raise Failed(f"it ends in {days} days")
    return f"{days} days left"


def home(walk: Walk) -> str:
    """The first page has its heading, and links to goods."""
    answer = walk.visitor.get("/").must_be(200, "text/html")
    page = Page(answer)
    if len(page.headings) != 1:
        raise Failed(f"/ has {len(page.headings)} headings of the first rank instead of 1")
    walk.categories = _starting("/c/", page.links)
    walk.style = next(iter(page.styles), "")
    return _size(answer)


def headers(walk: Walk) -> str:
    """Browsers are told what a page may do."""
    told = walk.visitor.get("/").headers
    policy = told.get("Content-Security-Policy", "")
    wrong = {
        "Content-Security-Policy": "default-src" not in policy or "unsafe-inline" in policy,
        "X-Content-Type-Options": told.get("X-Content-Type-Options") != "nosniff",
        "Referrer-Policy": not told.get("Referrer-Policy"),
        "Strict-Transport-Security": _is_https(walk) and "max-age" not in told.get("Strict-Transport-Security", ""),
    }
    if any(wrong.values()):
        raise Failed(f"missing or weak: {', '.join(name for name, is_wrong in wrong.items() if is_wrong)}")
    return f"{len(wrong)} as they should be"


def style(walk: Walk) -> str:
    """The first page's style sheet comes."""
    if not walk.style:
        raise Failed("the first page names none")
    return _size(walk.visitor.get(walk.style).must_be(200, "text/css"))


def listing(walk: Walk) -> str:
    """A category shows goods."""
    every = Page(walk.visitor.get("/danh-muc").must_be(200, "text/html")).links
    for path in _starting("/c/", [*walk.categories, *every])[:MOST_TRIED]:
        page = Page(walk.visitor.get(path).must_be(200, "text/html"))
        walk.products = _starting("/p/", page.links)
        if walk.products:
            return f"{path}: {len(walk.products)} goods"
    raise Failed("none of the first categories has goods")


def product(walk: Walk) -> str:
    """A product's page comes, and of one that can be bought its form."""
    for path in walk.products[:MOST_TRIED]:
        page = Page(walk.visitor.get(path).must_be(200, "text/html"), "/gio/them")
        walk.name = walk.name or " ".join(page.headings[0].split()) if page.headings else ""
        walk.picture = walk.picture or next(iter(_pictures(page)), "")
        if page.fields.get("ref"):
            walk.product, walk.ref = path, page.fields["ref"]
            return path
    raise Failed("none of the goods looked at can be bought" if walk.products else "no list showed goods")


def search(walk: Walk) -> str:
    """Goods are found by their name."""
    words = walk.name or "mat ong"
    answer = walk.visitor.get(f"/tim?q={quote_plus(words)}").must_be(200, "text/html")
    found = _starting("/p/", Page(answer).links)
    if not found:
        raise Failed(f"nothing is found for {words}")
    return f"{words}: {len(found)} goods"


def picture(walk: Walk) -> str:
    """A product's picture comes."""
    if not walk.products:
        raise LeftOut("no list showed goods")
    if not walk.picture:
        raise Failed("no product showed one")
    return _size(walk.visitor.get(walk.picture).must_be(200, "image/"))


def scan(walk: Walk) -> str:
    """Where stamps are scanned and typed."""
    if not Page(walk.visitor.get("/quet").must_be(200, "text/html"), "/quet").has_form:
        raise Failed("/quet has no form for a code")
    return "/quet"


def sitemap(walk: Walk) -> str:
    """Search engines find addresses, and where they are."""
    if "Sitemap:" not in walk.visitor.get("/robots.txt").must_be(200, "text/plain").text:
        raise Failed("/robots.txt does not name it")
    answer = walk.visitor.get("/sitemap.xml").must_be(200)
    found = answer.text.count("<loc>")
    if not found or not answer.text.rstrip().endswith(SITEMAP_ENDS):
        raise Failed("/sitemap.xml names no addresses")
    return f"{found} addresses"


def health(walk: Walk) -> str:
    """The process says that it is ready."""
    answer = Visitor(walk.health).get("/healthz/ready")
    if answer.status == 404 and walk.health == walk.visitor.address:
        raise LeftOut("closed to the public; --health names the process behind")
    if answer.status != 200:
        raise Failed(f"/healthz/ready answered {answer.status}: {answer.text[:200]}")
    return "ready"


def basket(walk: Walk) -> str:
    """Goods go into the basket and lie there."""
    if not walk.ref:
        raise LeftOut("no product can be bought")
    form = Page(walk.visitor.get(walk.product), "/gio/them").fields
    walk.visitor.post("/gio/them", form | {"ref": walk.ref, "quantity": "1"}).must_be(303)
    if walk.ref not in walk.visitor.get("/gio").must_be(200, "text/html").text:
        raise Failed("what was put into the basket is not in it")
    walk.is_full = True
    return walk.ref


def purchase(walk: Walk) -> str:
    """A purchase with everything that belongs to one, of which the shop keeps nothing."""
    if not walk.is_full:
        raise LeftOut("nothing lies in the basket")
    form = Page(walk.visitor.get("/dat-hang").must_be(200, "text/html"), "/dat-hang").fields | PLACE
    answer = walk.visitor.post("/dat-hang/noi-nhan", form).must_be(200, "text/html")
    form = Page(answer, "/dat-hang").fields | PLACE | BUYER
    answer = walk.visitor.post("/dat-hang/thu", form, X_Smoke_Token=walk.token)
    if answer.status == 404 and not walk.token:
        raise LeftOut("needs SMOKE_TOKEN, here and in the shop")
    if answer.status == 404:
        raise Failed("the shop knows another SMOKE_TOKEN, or none")
    told = json.loads(answer.text) if answer.headers.get_content_type() == "application/json" else {}
    if answer.status != 200 or told.get("kept") is not False:
        raise Failed(told.get("problem") or f"/dat-hang/thu answered {answer.status}")
    return f"{told['orders']} order, {told['total_vnd']:,} VND, nothing kept"


def tidy(walk: Walk) -> str:
    """The basket is left as it was found."""
    if not walk.is_full:
        raise LeftOut("nothing lies in the basket")
    form = Page(walk.visitor.get("/gio").must_be(200, "text/html"), "/gio/xoa").fields
    walk.visitor.post("/gio/xoa", form | {"ref": walk.ref}).must_be(303)
    return "the basket is empty again"


Step = Callable[[Walk], str]
STEPS: tuple[tuple[str, Step], ...] = (
    ("certificate", certificate),
    ("home page", home),
    ("headers", headers),
    ("style sheet", style),
    ("list of goods", listing),
    ("product", product),
    ("search", search),
    ("picture", picture),
    ("scan page", scan),
    ("sitemap", sitemap),
    ("health", health),
    ("basket", basket),
    ("purchase", purchase),
    ("tidying up", tidy),
)


def _starting(beginning: str, links: list[str]) -> list[str]:
    paths = (re.split("[?#]", link)[0] for link in links)
    return list(dict.fromkeys(path for path in paths if path.startswith(beginning)))


def _pictures(page: Page) -> list[str]:
    """Those of goods: photos and drawings, not the marks of the shop."""
    return [source for source in page.pictures if source.startswith(("/anh/", "/static/", "http"))]


def _is_https(walk: Walk) -> bool:
    return walk.visitor.address.startswith("https://")


def _size(answer: Answer) -> str:
    return f"{len(answer.body) / 1024:,.0f} KB"
