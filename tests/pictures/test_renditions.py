import pytest
from PIL import Image, ImageCms

from marketplace.pictures import EXTENSIONS, WIDTHS
from marketplace.pictures.errors import Undecodable
from marketplace.pictures.renditions import MOST_BYTES, Rendition, blur_of, renditions, unpack
from tests import photographs
from tests.photographs import LEFT, RIGHT


def made(data: bytes) -> dict[tuple[int, str], Rendition]:
    return {(each.width, each.extension): each for each in renditions(unpack(data))}


def is_near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(part - other) < 25 for part, other in zip(colour, wanted, strict=True))


def test_a_photo_comes_in_three_sizes_and_three_formats() -> None:
    found = made(photographs.jpeg(2400, 1800))
    assert set(found) == {(width, extension) for width in WIDTHS for extension in EXTENSIONS}
    for (width, extension), each in found.items():
        image = photographs.opened(each.content)
        assert image.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[extension]
        assert image.size == ((1600, 1200) if width == 1600 else (width, width))


def test_a_photo_held_sideways_stands_upright_and_tells_nobody_where_it_was_taken() -> None:
    for each in made(photographs.from_a_phone()).values():
        image = photographs.opened(each.content).convert("RGB")
        height = image.height // 2
        assert is_near(image.getpixel((10, height)), LEFT)
        assert is_near(image.getpixel((image.width - 10, height)), RIGHT)
        assert dict(photographs.opened(each.content).getexif()) == {}
        assert b"Secret Phone" not in each.content
        assert b"secret comment" not in each.content


def test_the_square_is_the_middle() -> None:
    image = photographs.opened(made(photographs.jpeg(2000, 1000))[400, "jpg"].content)
    assert is_near(image.getpixel((150, 200)), LEFT)
    assert is_near(image.getpixel((250, 200)), RIGHT)


def test_even_pure_noise_stays_within_the_budget() -> None:
    for (width, _), each in made(photographs.saved(photographs.noise(900, 900))).items():
        assert len(each.content) <= MOST_BYTES[width]


def test_a_small_photo_is_not_blown_up() -> None:
    found = made(photographs.jpeg(500, 450))
    assert photographs.opened(found[800, "jpg"].content).size == (450, 450)
    assert photographs.opened(found[1600, "jpg"].content).size == (500, 450)


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (500, 500), (0, 0, 0, 0))
    assert unpack(photographs.saved(clear, "PNG")).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA"])
def test_every_kind_of_colour_can_be_shown(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert unpack(photographs.saved(photographs.scene().convert(mode), kind)).mode == "RGB"


def test_colours_described_by_a_profile_are_translated_and_the_profile_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = unpack(photographs.saved(photographs.scene(), icc_profile=profile))
    assert is_near(image.getpixel((5, 5)), LEFT)
    assert image.info == {}


def test_a_broken_profile_does_no_harm() -> None:
    assert unpack(photographs.saved(photographs.scene(), icc_profile=b"nonsense")).mode == "RGB"


def test_a_photo_damaged_inside_is_refused() -> None:
    whole = photographs.saved(photographs.noise(500, 500), "PNG")
    damaged = whole[:200_000] + bytes(2000) + whole[202_000:]
    with pytest.raises(Undecodable):
        unpack(damaged)


def test_the_placeholder_is_tiny() -> None:
    blur = blur_of(unpack(photographs.jpeg()))
    assert blur.startswith("data:image/webp;base64,")
    assert len(blur) < 250
