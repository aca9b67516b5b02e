"""A limit on the size of uploaded files while they arrive."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

MAX_BYTES = 6 * 1024 * 1024  # larger than any form accepts


class TruncateUploads(FileUploadHandler):
    """Discard bytes beyond what any form accepts, so that one request cannot fill the disk.

    The form then sees a file slightly above its own limit, and reports that.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass a chunk on to the next handler, up to the limit."""
        return raw_data if start <= MAX_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to the next handler."""
        return
