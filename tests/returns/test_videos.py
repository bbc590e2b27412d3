"""Films as phones make them: the place is gone, the pictures stay where they were, and what is none is refused."""

import struct

import pytest

from marketplace.returns import videos
from marketplace.returns.errors import NotAVideo, VideoTooBig, VideoTooLong

PLACE = b"+20.8200+105.4900/"


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", 8 + len(content)) + kind + content


def header(seconds: int, scale: int = 600) -> bytes:
    return box(b"mvhd", bytes(4), struct.pack(">IIII", 3_800_000_000, 3_800_000_000, scale, seconds * scale), bytes(80))


def track(handler: bytes, *more: bytes) -> bytes:
    told = box(b"hdlr", bytes(8), handler, bytes(12))
    times = box(b"mdhd", bytes(4), struct.pack(">II", 3_800_000_000, 3_800_000_000), bytes(12))
    return box(
        b"trak",
        box(b"tkhd", bytes(4), struct.pack(">II", 3_800_000_000, 7), bytes(72)),
        box(b"mdia", times, told),
        *more,
    )


def film(seconds: int = 12, *, tracks: tuple[bytes, ...] = (), brand: bytes = b"qt  ") -> bytes:
    udta = box(b"udta", box(b"\xa9xyz", PLACE))
    held = tracks or (track(b"vide", udta), track(b"soun"), track(b"meta", box(b"gps0", PLACE)))
    movie = box(b"moov", header(seconds), *held, udta, box(b"meta", PLACE))
    return box(b"ftyp", brand, bytes(4)) + box(b"wide") + box(b"mdat", b"frames") + movie + box(b"uuid", PLACE)


def test_a_film_keeps_its_frames_and_forgets_where_and_when_it_was_made() -> None:
    sent = film()
    kept = videos.cleaned(sent)
    assert PLACE in sent
    assert PLACE not in kept
    assert len(kept) == len(sent)
    assert kept.index(b"frames") == sent.index(b"frames")
    assert struct.pack(">I", 3_800_000_000) not in kept
    assert kept.count(b"trak") == 2  # what only sensors wrote is gone
    assert videos.cleaned(kept) == kept


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (film(31), VideoTooLong),
        (film(0), NotAVideo),
        (film(brand=b"xxxx"), NotAVideo),
        (film(tracks=(track(b"soun"),)), NotAVideo),
        (film()[:60], NotAVideo),
        (b"", NotAVideo),
        (b"\xff\xd8\xff\xe0 a photo", NotAVideo),
        (box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", b"x"), NotAVideo),
        (box(b"ftyp", b"isom", bytes(4)) + struct.pack(">I", 3) + b"moov", NotAVideo),
        (bytes(videos.MOST_BYTES + 1), VideoTooBig),
    ],
)
def test_what_is_no_short_film_is_refused(sent: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        videos.cleaned(sent)


def test_a_film_of_exactly_the_longest_length_is_taken() -> None:
    assert videos.cleaned(film(videos.MOST_SECONDS))
