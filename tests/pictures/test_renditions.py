import pytest
from PIL import Image, ImageCms

from marketplace.pictures import EXTENSIONS, WIDTHS
from marketplace.pictures.errors import Undecodable
from marketplace.pictures.renditions import MOST_BYTES, Rendition, blur_of, renditions, unpack
from tests import photographs
from tests.photographs import LEFT, RIGHT

ORIENTATION_6 = b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"
RESOLUTION_IN_WORDS = b"\x1a\x01\x02\0\x04\0\0\0abc\0"
STRANGE_EXIF = b"Exif\0\0II*\0\x08\0\0\0\x02\0" + ORIENTATION_6 + RESOLUTION_IN_WORDS + bytes(4)


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


@pytest.mark.parametrize(("orientation", "corner"), [(1, 0), (2, 1), (3, 2), (4, 3), (5, 0), (6, 1), (7, 2), (8, 3)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_however_the_camera_was_held_the_photo_stands_upright(kind: str, orientation: int, corner: int) -> None:
    exif = Image.Exif()
    exif[photographs.ORIENTATION] = orientation
    sent = Image.new("RGB", (800, 600), RIGHT)
    sent.paste(LEFT, (0, 0, 400, 300))  # the EXIF says into which corner this one belongs
    image = unpack(photographs.saved(sent, kind, exif=exif))
    far, low = image.width - 10, image.height - 10
    corners = [image.getpixel(at) for at in ((10, 10), (far, 10), (far, low), (10, low))]
    assert [is_near(colour, LEFT) for colour in corners] == [number == corner for number in range(4)]
    assert image.size == ((600, 800) if orientation > 4 else (800, 600))


def test_strange_words_in_the_exif_do_no_harm() -> None:
    assert unpack(photographs.saved(photographs.scene(800, 600), exif=STRANGE_EXIF)).size == (600, 800)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("exif", [b"Exif\0\0", b"Exif\0\0nonsense", STRANGE_EXIF[:14], STRANGE_EXIF[:20]])
def test_a_photo_whose_exif_cannot_be_read_is_shown_as_it_is(exif: bytes) -> None:
    assert unpack(photographs.saved(photographs.scene(800, 600), exif=exif)).size == (800, 600)


def test_a_picture_of_many_pixels_is_made_smaller_before_it_is_turned_and_mixed() -> None:
    many = Image.new("RGBA", (4990, 4990), (0, 120, 0, 128))
    assert unpack(photographs.saved(many, "PNG", compress_level=1)).size == (1664, 1664)
    wide = Image.new("RGB", (9000, 2000), "green")
    assert unpack(photographs.saved(wide, "PNG", compress_level=1)).size == (9000, 2000)


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


def test_grey_of_sixteen_bits_keeps_its_shades() -> None:
    grey = Image.new("I;16", (500, 500), 0x8080)
    assert unpack(photographs.saved(grey, "PNG")).getpixel((5, 5)) == (0x80, 0x80, 0x80)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_colours_of_every_kind_of_picture_are_translated_by_its_profile(mode: str) -> None:
    """The profile is that of the web with red and green exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = profile.replace(b"rXYZ", b"____", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"____", b"gXYZ", 1)
    red = Image.new("RGB", (500, 500), (200, 30, 30)).convert(mode)
    assert is_near(unpack(photographs.saved(red, "PNG", icc_profile=exchanged)).getpixel((5, 5)), (30, 200, 30))


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
