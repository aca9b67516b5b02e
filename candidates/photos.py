"""Re-encode photos: upright, at most 1600 pixels wide or high, without metadata."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 2 * 1024 * 1024
"""The largest file that is accepted."""
MAX_PIXELS = 25_000_000
"""Maximum number of pixels: about 100 MB of memory, twice a phone's usual 12 megapixels."""
MAX_SIDE = 1600
"""The longest side of a stored photo, in pixels."""

TRANSPARENT = frozenset({"RGBA", "LA", "PA", "RGBa", "La"})


class UnusablePhoto(ValueError):
    """A file that is refused as a photo.

    Attributes:
        code: "large", "kind", "pixels" or "damaged".
    """

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Photo:
    """An image that this module has encoded itself.

    Attributes:
        content: the bytes of a JPEG or PNG file, without EXIF, comments or colour profile.
        media_type: "image/jpeg" or "image/png".
    """

    content: bytes
    media_type: str


def read_photo(data: bytes) -> Photo:
    """Decode a JPEG or PNG file and return it encoded again. The file name does not matter.

    Raises:
        UnusablePhoto: it is too large, no JPEG or PNG, or damaged. The message is for the user.
    """
    if len(data) > MAX_BYTES:
        raise UnusablePhoto("This photo is larger than 2 MB; choose a smaller one.", "large")
    try:
        return _read(data)
    except UnusablePhoto:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except UnidentifiedImageError:
        raise UnusablePhoto(
            "This is neither a JPEG nor a PNG image; choose another file.", "kind"
        ) from None
    except Exception as error:
        raise UnusablePhoto(
            "This photo is damaged or incomplete; choose another file.", "damaged"
        ) from error


def _read(data: bytes) -> Photo:
    with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as image:
        # Only the header has been read so far.
        if image.width * image.height > MAX_PIXELS:
            raise _too_many_pixels()
        return _encoded(_upright(image), is_png=image.format == "PNG")


def _too_many_pixels() -> UnusablePhoto:
    return UnusablePhoto("This photo has more than 25 megapixels; choose a smaller one.", "pixels")


def _upright(image: Image.Image) -> Image.Image:
    """Decode the first frame, scale it down, and rotate it as its EXIF data say."""
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a JPEG is decoded at a smaller scale directly
    image.load()
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    return upright


def _encoded(image: Image.Image, *, is_png: bool) -> Photo:
    has_alpha = is_png and (image.mode in TRANSPARENT or "transparency" in image.info)
    pixels = image.convert("RGBA" if has_alpha else "RGB")
    pixels.info.clear()  # otherwise comments and colour profiles are saved again
    file = BytesIO()
    if is_png:
        pixels.save(file, "PNG", optimize=True)
        return Photo(file.getvalue(), "image/png")
    pixels.save(file, "JPEG", quality=88, optimize=True)
    return Photo(file.getvalue(), "image/jpeg")
