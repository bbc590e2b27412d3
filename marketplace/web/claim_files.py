"""Photos and films of a claim, given to whoever is in it: never the file that was sent, never kept by a cache."""

from io import BytesIO
from typing import IO

from flask import Response, request, send_file

from marketplace import pictures, returns
from marketplace.returns import Claim

HARMLESS = "default-src 'none'; sandbox; media-src 'self'"
WIDTHS = ("400", "1600")


def photo_of(claim: Claim, ref: str, width: str) -> Response:
    """A rendition of one of the claim's photos. Raises ClaimNotFound, PictureNotFound or StoreAway."""
    returns.find_file(claim, ref)
    answer = Response(pictures.read(ref, int(width), "jpg"), content_type="image/jpeg")
    return _private(answer)


def film_of(claim: Claim, name: str) -> Response:
    """One of the claim's films, any part of which may be asked for. Raises ClaimNotFound or StoreAway."""
    returns.find_file(claim, name)
    content = BytesIO(returns.read_video(name))
    return _private(send_file(content, mimetype="video/mp4", conditional=True, download_name="phim.mp4"))


def chosen(name: str) -> list[IO[bytes]]:
    """The files of this field that were really chosen: a browser sends an empty one where none was."""
    return [file.stream for file in request.files.getlist(name) if file.filename]


def _private(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = HARMLESS
    answer.headers["Cache-Control"] = "no-store"
    return answer
