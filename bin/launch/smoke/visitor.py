"""Somebody who walks through the shop: keeps cookies, follows no redirect by itself, waits for a limited time."""

import ssl
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPException, HTTPMessage
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

SECONDS = 15
NAME = "gui-smoke/1"


class Failed(Exception):
    """A step did not come out as it should; the sentence says how."""


class Unreachable(Failed):
    """Nothing answers there, so no other step needs to be tried."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    path: str
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def must_be(self, status: int, kind: str = "") -> "Answer":
        """Itself. Raises Failed when the status, or the beginning of the content type, is another."""
        if self.status != status:
            raise Failed(f"{self.path} answered {self.status} instead of {status}")
        if not self.headers.get_content_type().startswith(kind):
            raise Failed(f"{self.path} is {self.headers.get_content_type()} instead of {kind}")
        if not self.body and status == 200:
            raise Failed(f"{self.path} is empty")
        return self


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_of_urllib: object) -> None:
        """Where it leads to is looked at by the steps."""


class Visitor:
    """One browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = build_opener(_Stay, HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Answer:
        """Ask for a page. Raises Unreachable."""
        return self._ask(Request(urljoin(f"{self.address}/", path)), path)  # noqa: S310 - http(s), see the options

    def post(self, path: str, form: dict[str, str], **headers: str) -> Answer:
        """Send a form as a page of the shop would. Raises Unreachable."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = urlencode(form).encode()
        sent = Request(urljoin(f"{self.address}/", path), body, named)  # noqa: S310 - http(s), see the options
        sent.add_header("Referer", f"{self.address}/")
        return self._ask(sent, path)

    def _ask(self, request: Request, path: str) -> Answer:
        request.add_header("User-Agent", NAME)
        request.add_header("Accept-Language", "vi")
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return Answer(path, answer.status, answer.headers, answer.read())
        except HTTPError as error:
            with error:
                return Answer(path, error.code, error.headers, error.read())
        except URLError as error:
            raise Unreachable(f"{self.address}: {_reason(error.reason)}") from error
        except (OSError, HTTPException) as error:
            raise Unreachable(f"{self.address}{path}: {_reason(error)}") from error


def _reason(error: object) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is not good: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return f"no answer within {SECONDS} seconds"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


class Page(HTMLParser):
    """What the steps need of a page: its links, pictures, style sheets, headings and the fields of one form."""

    def __init__(self, answer: Answer, form: str = "") -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.styles: list[str] = []
        self.headings: list[str] = []
        self.fields: dict[str, str] = {}
        self.has_form, self._form, self._inside = False, form, False
        self._is_heading = False
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag brings."""
        said = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(said.get("href", ""))
        elif tag == "img":
            self.pictures.append(said.get("src", ""))
        elif tag == "link" and "stylesheet" in said.get("rel", ""):
            self.styles.append(said.get("href", ""))
        elif tag == "h1":
            self.headings.append("")
            self._is_heading = True
        else:
            self._handle_form(tag, said)

    def handle_data(self, data: str) -> None:
        """Note the words of a heading."""
        if self._is_heading:
            self.headings[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Note where a heading or a form ends."""
        self._is_heading = self._is_heading and tag != "h1"
        self._inside = self._inside and tag != "form"

    def _handle_form(self, tag: str, said: dict[str, str]) -> None:
        if tag == "form":
            self._inside = bool(self._form) and said.get("action") == self._form
            self.has_form = self.has_form or self._inside
        is_left = said.get("type") in {"radio", "checkbox"} and "checked" not in said
        if self._inside and tag == "input" and "name" in said and not is_left:
            self.fields.setdefault(said["name"], said.get("value", ""))
