from io import BytesIO

import pytest
from PIL import Image

from marketplace.errors import DomainError
from marketplace.pictures import validation
from marketplace.pictures.errors import (
    DrawingRefused,
    HeicRefused,
    NotAPicture,
    PictureIncomplete,
    PictureTooBig,
    TooFewPixels,
    TooManyPixels,
)
from tests import photographs

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_photos_of_every_kind_the_web_knows_are_taken(kind: str) -> None:
    validation.check(photographs.saved(photographs.scene(), kind))


def test_a_photo_with_a_small_picture_inside_is_taken() -> None:
    validation.check(photographs.from_a_phone())


def test_a_photo_with_a_film_behind_it_is_taken() -> None:
    validation.check(photographs.jpeg() + b"\0\0\0\x18ftypmp42" + b"\xff\xda" * 50)


@pytest.mark.parametrize(
    ("content", "refusal", "sentence"),
    [
        (SVG, DrawingRefused, "SVG"),
        (HTML, NotAPicture, "không phải ảnh"),
        (b"", NotAPicture, "không phải ảnh"),
        (b"GIF89a" + bytes(100), NotAPicture, "JPEG, PNG, WebP hoặc AVIF"),
        (HEIC, HeicRefused, "Tương thích nhất"),
        (b"\xff\xd8\xff\xe0" + bytes(200), PictureIncomplete, "đứt giữa chừng"),
        (bytes(validation.MOST_BYTES + 1), PictureTooBig, "12 MB"),
        (photographs.jpeg(399, 900), TooFewPixels, "399 × 900"),
    ],
    ids=["svg", "html", "empty", "gif", "heic", "broken", "heavy", "small"],
)
def test_what_is_no_usable_photo_is_refused_with_a_sentence(
    content: bytes, refusal: type[DomainError], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        validation.check(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_that_was_cut_off_is_refused(kind: str) -> None:
    whole = photographs.saved(photographs.noise(500, 500), kind)
    for part in (0.2, 0.5, 0.99):
        with pytest.raises(PictureIncomplete):
            validation.check(whole[: int(len(whole) * part)])


@pytest.mark.parametrize("part", [b"av01", b"pitm", b"iloc", b"av1C", b"ispe", b"infe"])
def test_a_photo_with_a_damaged_table_of_contents_is_refused(part: bytes) -> None:
    whole = photographs.saved(photographs.scene(), "AVIF")
    with pytest.raises(PictureIncomplete):
        validation.check(whole.replace(part, b"xxxx", 1))


def test_a_phones_photo_that_was_cut_off_is_refused_though_its_inner_picture_is_whole() -> None:
    inner = photographs.jpeg(160, 120)
    exif = b"Exif\0\0" + inner
    whole = photographs.jpeg()
    photo = whole[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + whole[2:]
    validation.check(photo)
    with pytest.raises(PictureIncomplete):
        validation.check(photo[:-100])


def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = photographs.huge_png()
    assert len(bomb) < 100_000
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("the pixels were unpacked"))
    with pytest.raises(TooManyPixels, match="13300 × 13300"):
        validation.check(bomb)


def test_the_name_says_nothing_so_a_page_named_jpg_is_no_photo() -> None:
    file = BytesIO(HTML)
    file.name = "photo.jpg"
    with pytest.raises(NotAPicture):
        validation.check(file.read())


def test_a_photo_that_breaks_off_within_a_marker_is_refused() -> None:
    head = b"\xff\xd8\xff\xd0" + photographs.jpeg()[2:]
    with pytest.raises(PictureIncomplete):
        validation.check(head.ljust(4 + int.from_bytes(head[4:6]), b"\0") + b"\xff")
