"""Photos are decoded and encoded again: only their pixels are kept."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from candidates.photos import MAX_SIDE, UnusablePhoto, read_photo

RED = (200, 30, 30)


def encoded(
    kind: str, *, size: tuple[int, int] = (60, 40), mode: str = "RGB", **facts: Any
) -> bytes:
    """Return an image file of one colour."""
    colour = RED if mode == "RGB" else None
    image = Image.new(mode, size, colour) if colour else Image.new(mode, size)
    file = BytesIO()
    image.save(file, kind, **facts)
    return file.getvalue()


def with_position() -> bytes:
    """Return a rotated JPEG with position and camera in its EXIF data."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees
    exif[0x010F] = "Camera of Ingrid"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 27.0, 0.0), 3: "W", 4: (0.0, 58.0, 0.0)})
    return encoded("JPEG", exif=exif, comment=b"taken at home", icc_profile=b"profile of a screen")


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG file with this header, regardless of its data."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def refusal_of(data: bytes) -> UnusablePhoto:
    with pytest.raises(UnusablePhoto) as refusal:
        read_photo(data)
    return refusal.value


def test_photo_keeps_no_position_comment_or_profile():
    data = with_position()
    assert b"Camera of Ingrid" in data

    photo = read_photo(data)

    kept = Image.open(BytesIO(photo.content))
    assert (dict(kept.getexif()), kept.info.keys() & {"exif", "comment", "icc_profile"}) == (
        {},
        set(),
    )
    for words in (b"Exif", b"Camera of Ingrid", b"taken at home", b"profile of a screen"):
        assert words not in photo.content


def test_photo_is_rotated_before_its_orientation_is_removed():
    photo = read_photo(with_position())

    assert Image.open(BytesIO(photo.content)).size == (40, 60)


@pytest.mark.parametrize(
    ("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("MPO", "image/jpeg")]
)
def test_photo_has_the_type_of_its_content(kind: str, media_type: str):
    facts = (
        {"save_all": True, "append_images": [Image.new("RGB", (60, 40))]} if kind == "MPO" else {}
    )

    photo = read_photo(encoded(kind, **facts))

    kept = Image.open(BytesIO(photo.content))
    assert (photo.media_type, Image.MIME[kept.format or ""]) == (media_type, media_type)
    assert kept.convert("RGB").getpixel((30, 20)) == pytest.approx(RED, abs=6)


def test_photo_is_made_no_larger_than_needed():
    photo = read_photo(encoded("JPEG", size=(4000, 3000)))

    assert Image.open(BytesIO(photo.content)).size == (MAX_SIDE, MAX_SIDE * 3 // 4)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "I;16"])
def test_png_of_every_mode_is_read(mode: str):
    photo = read_photo(encoded("PNG", mode=mode))

    kept = Image.open(BytesIO(photo.content))
    assert kept.mode == ("RGBA" if mode in {"LA", "RGBA"} else "RGB")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_truncated_photo_is_refused(kind: str, share: float):
    noise = Image.effect_noise((200, 200), 90)
    file = BytesIO()
    noise.save(file, kind)
    data = file.getvalue()

    refusal = refusal_of(data[: int(len(data) * share)])

    assert refusal.code == "damaged"
    assert str(refusal) == "This photo is damaged or incomplete; choose another file."


@pytest.mark.parametrize("side", [5_001, 11_000, 60_000])
def test_decompression_bomb_is_refused_by_its_header(side: int):
    refusal = refusal_of(png(side, side))

    assert refusal.code == "pixels"
    assert "more than 25 megapixels" in str(refusal)


def test_text_that_unpacks_to_a_hundred_megabytes_is_refused():
    bomb = b"Comment\0\0" + zlib.compress(b"\0" * 100_000_000, 9)

    assert refusal_of(png(10, 10, (b"zTXt", bomb))).code == "damaged"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "BMP", "TIFF"])
def test_image_of_another_kind_is_refused(kind: str):
    assert refusal_of(encoded(kind)).code == "kind"
