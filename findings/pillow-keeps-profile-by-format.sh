#!/usr/bin/env bash
# Whether Pillow keeps a photograph's colour profile when it is opened and saved again.
#
# Guess: one rule for all formats: save() either carries over what it has read, or writes only what it is given.
# Seen: it depends on the format that is written. PNG, AVIF and TIFF get the ICC profile of the opened picture; JPEG and
#   WebP lose it, even JPEG saved as JPEG, which does keep its comment. The pixels are the same in each case.
# Versions: pillow 13.0.0.
# Why it matters: a photograph in a wide colour space is right as AVIF and pale as the WebP beside it, made by the same
#   lines. Give icc_profile= by hand, or turn the picture into sRGB before.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet pillow==13.0.0

"$home/venv/bin/python" - <<'PY'
import sys
from io import BytesIO

from PIL import Image, ImageCms

FORMATS = ("AVIF", "JPEG", "PNG", "TIFF", "WEBP")
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def saved(picture, kind, **options):
    file = BytesIO()
    picture.save(file, kind, **options)
    return Image.open(file)


kept = {}
for source in FORMATS:
    photograph = saved(Image.new("RGB", (16, 16), "orange"), source, icc_profile=profile)
    assert photograph.info["icc_profile"] == profile
    kept[source] = [kind for kind in FORMATS if saved(photograph, kind).info.get("icc_profile") == profile]
with_comment = saved(Image.new("RGB", (16, 16)), "JPEG", comment="a jar", icc_profile=profile)
again = saved(with_comment, "JPEG").info

print("pillow 13.0.0")
print("guess: all of", *FORMATS, "keep the profile, or none")
for source, kinds in kept.items():
    print(f"seen: opened as {source}, it is kept when saved as", *kinds)
print("seen: JPEG saved as JPEG keeps", *[key for key in ("comment", "icc_profile") if key in again])
expected = all(kinds == ["AVIF", "PNG", "TIFF"] for kinds in kept.values())
sys.exit(not expected or "icc_profile" in again or again.get("comment") != b"a jar")
PY
echo "as described"
