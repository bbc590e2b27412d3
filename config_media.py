"""The settings of photos: where they are kept, and where browsers get them from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from config_money import SettingError

SIGNED: Final = "signed"
AMAZON: Final = "https://s3.{region}.amazonaws.com"
SOMEWHERE: Final = "us-east-1"


def parts_of(url: str) -> SplitResult:
    """The parts of an address, all empty when it is none."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else urlsplit("")
    except ValueError:
        return urlsplit("")


def read_media(environ: Mapping[str, str], data: Path, production: bool) -> dict[str, str]:
    """Where photos are kept and shown; `MEDIA_ORIGIN` is the host that pages may show photos of, if another one."""
    kept, shown = _kept(environ.get("MEDIA_URL", ""), data), environ.get("MEDIA_PUBLIC_URL", "").rstrip("/")
    return {"MEDIA_URL": kept, "MEDIA_PUBLIC_URL": shown, "MEDIA_ORIGIN": _origin(shown, kept, production)}


def _kept(url: str, data: Path) -> str:
    """A folder in the data folder, unless MEDIA_URL names an S3 bucket."""
    if not url:
        return (data / "media").as_uri()
    parts = parts_of(url)
    endpoint = dict(parse_qsl(parts.query)).get("endpoint", "https://")
    if parts.scheme != "s3" or not parts.hostname or not endpoint.startswith(("https://", "http://")):
        raise SettingError("MEDIA_URL must look like s3://key:secret@bucket?endpoint=https://s3.example&region=name.")
    return url


def _origin(shown: str, kept: str, production: bool) -> str:
    if not shown:
        return ""
    if shown == SIGNED:
        return _origin_of_bucket(kept)
    parts = parts_of(shown)
    allowed = {"https"} if production else {"https", "http"}
    if parts.scheme not in allowed or not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise SettingError(
            f"MEDIA_PUBLIC_URL is {shown!r}; set it to the address at which what MEDIA_URL keeps can be read, "
            "such as https://photos.example/shop, or to signed."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _origin_of_bucket(kept: str) -> str:
    parts = parts_of(kept)
    if parts.scheme != "s3":
        raise SettingError("MEDIA_PUBLIC_URL is signed; only a bucket takes signed addresses, so set MEDIA_URL to one.")
    options = dict(parse_qsl(parts.query))
    endpoint = options.get("endpoint") or AMAZON.format(region=options.get("region", SOMEWHERE))
    return "{0.scheme}://{0.netloc}".format(parts_of(endpoint))
