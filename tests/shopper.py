"""Somebody who shops over real HTTP, with a cookie jar and nothing else."""

import re
from contextlib import closing
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit


class Fields(HTMLParser):
    """What the form with this action would send as it stands: hidden and filled-in inputs."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.found = action, False, dict[str, str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = values.get("action") == self.action
        unticked = values.get("type") in {"radio", "checkbox"} and "checked" not in values
        if tag == "input" and self.inside and "name" in values and not unticked:
            self.found[values["name"]] = values.get("value", "")


class Shopper:
    """A browser without a screen: keeps cookies, follows nothing by itself."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> str:
        """The page at `path`, which must answer 200."""
        status, _, body = self.request("GET", path)
        assert status == 200, (path, status)
        return body

    def fields(self, path: str, action: str) -> dict[str, str]:
        """What the form at `action` on the page at `path` holds."""
        found = Fields(self.get(path), action).found
        assert "csrf_token" in found, f"no form at {action} on {path}"
        return found

    def post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        """Send a form; the status and where it leads to."""
        status, location, _ = self.request("POST", path, urlencode(form))
        return status, location

    def request(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        """Status, Location and body of one answer on a connection of its own."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Accept-Language": "vi"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(HTTPConnection(self.host, timeout=30)) as connection:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        location = re.sub(r"^https?://[^/]+", "", response.headers.get("Location", ""))
        return response.status, location, text

    def fill_basket(self, product: str, ref: str, quantity: int = 1) -> None:
        """Put goods into the basket through the product page."""
        form = self.fields(f"/p/{product}", "/gio/them") | {"ref": ref, "quantity": str(quantity)}
        status, _ = self.post("/gio/them", form)
        assert status == 303

    def checkout_form(self, **recipient: str) -> dict[str, str]:
        """The filled-in checkout form for somebody in Ba Đình, with the total that the page shows."""
        where = {"province_code": "01", "commune_code": "00004"}
        form = self.fields("/dat-hang", "/dat-hang") | where
        _, _, page = self.request("POST", "/dat-hang/noi-nhan", urlencode(form))
        who = {"phone": "0900 000 123", "name": "Nguyễn Thị Mẫu", "street": "Số 8, ngõ 12"}
        return Fields(page, "/dat-hang").found | where | who | recipient
