"""HTML is sent compressed where its size cannot tell a secret."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class SafeGZipMiddleware(GZipMiddleware):
    """Compress answers that hold nothing of the request they answer.

    BREACH guesses a secret of a page by the size of answers that repeat the attacker's words beside
    it. A search, a refused form and a part of a page may repeat words, so they stay as they are.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, compressed if it is a whole page at a bare address."""
        repeats = request.method != "GET" or request.GET or request.headers.get("HX-Request")
        if repeats or not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
