"""Static files in tests: as they lie in the project, without names by content."""

from functools import cache

from django.contrib.staticfiles.storage import StaticFilesStorage


class StaticFiles(StaticFilesStorage):
    """Looks each address up once: a page has some thirty icons, each with the same one."""

    url = cache(StaticFilesStorage.url)
