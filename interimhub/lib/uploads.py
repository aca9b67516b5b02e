"""What is kept of an uploaded file while it arrives."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

MOST = 6 * 1024 * 1024  # bytes; no form takes a larger file


class CutUploads(FileUploadHandler):
    """Throw away what no form would take, so that nobody fills the disk with one request.

    The file that the form sees is then a little larger than it allows, and it says so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass a piece on to those who keep it, until there is too much."""
        return raw_data if start <= MOST else None

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to those who kept it."""
        return
