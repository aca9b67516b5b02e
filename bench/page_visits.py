"""Lists who opens which page of a world, and the queries of each page.

    DATABASE_URL=… .venv/bin/python -m bench.page_visits --people 20

For `bench/pages.py`. JSON on standard output: the visits with their URLs and cookies, and for
each page the number of queries, the rows they read, and the growing tables with sequential scans.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django

FINDS = {
    "a common word": "management",
    "two words": "quality management",
    "a rare word": '"executive 4711"',
    "nobody": "zeppelin executive",
}
OFTEN = FINDS["two words"]
MANY = 1_500  # a table with fewer rows does not grow with the number of people


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one person: role, name and URL.

    Attributes:
        is_often: whether the crowd opens it; of several searches one, so that searches are no
            third of what a consultant does.
    """

    role: str
    name: str
    url: str
    is_often: bool = True


def visits_of(people: int) -> dict[str, Any]:
    """Return the visits of `people` people, and what each page reads."""
    from django.conf import settings  # noqa: PLC0415 - models
    from django.test import Client as Browser  # noqa: PLC0415

    visits, seen = [], {}
    for user, pages in _everybody(people):
        browser = Browser(SERVER_NAME="127.0.0.1")
        browser.force_login(user)
        browser.get(pages[0].url)  # the first page after signing in stores when that was
        cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
        visits.append(
            {
                "cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}",
                "pages": [_told(page) for page in pages],
            }
        )
        for page in pages:
            key = f"{page.role}: {page.name}"
            if key not in seen:
                seen[key] = _asked(browser, page.url)
    return {"people": visits, "pages": seen}


def _told(page: Page) -> dict[str, Any]:
    return {"page": f"{page.role}: {page.name}", "url": page.url, "is_often": page.is_often}


def _asked(browser: Any, url: str) -> dict[str, Any]:
    """Return the number of queries of a page, the rows read, and the sequential scans."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from bench.plans import grown_tables, reads_of, selects  # noqa: PLC0415

    grown = {name for name in grown_tables(MANY) if not name.startswith("skills_")}
    with CaptureQueriesContext(connection) as queries:
        response = browser.get(url)
    if response.status_code != 200:
        raise SystemExit(f"{url} answers {response.status_code}")
    reads = [read for text in selects([q["sql"] for q in queries]) for read in reads_of(text)]
    return {
        "queries": len(queries),
        "rows": sum(read.rows for read in reads),
        "whole": sorted({read.table for read in reads if read.is_sequential} & grown),
    }


def _everybody(people: int) -> list[tuple[Any, list[Page]]]:
    """Return `people` people: a manager, a consultant and an interim of each ranked brief."""
    from engagements.models import Brief  # noqa: PLC0415
    from shortlists.models import Entry  # noqa: PLC0415

    found: list[tuple[Any, list[Page]]] = []
    briefs = Brief.objects.filter(title__startswith="Interim director, need").order_by("pk")
    for brief in briefs.select_related("manager__user", "client"):
        entries = list(brief.entries.select_related("candidate__user").order_by("pk"))
        if len(entries) < 6:
            continue
        lead = brief.seats.select_related("consultant__user", "firm").get(is_lead=True)
        shown = next(entry for entry in entries if entry.status == Entry.Status.CLIENT_REVIEW)
        asked = next(entry for entry in entries if entry.status == Entry.Status.APPROACHED)
        found.append((brief.manager.user, _managers(brief, lead, shown)))
        found.append((lead.consultant.user, _consultants(brief, shown)))
        found.append((asked.candidate.user, _interims(lead, asked)))
        if len(found) >= people:
            break
    if len(found) < people:
        raise SystemExit(f"The world has only {len(found)} people to visit as; wanted: {people}.")
    return found[:people]


def _managers(brief: Any, seat: Any, shown: Any) -> list[Page]:
    return _pages(
        "client",
        today=("today",),
        briefs=("engagements:briefs",),
        brief=("brief", brief.ref),
        comparison=("shortlists:compare", brief.ref),
        person=("shortlists:person", shown.ref),
        firms=("providers:firms",),
        firm=("firm", seat.firm.ref),
        organisation=("engagements:organisation",),
    )


def _consultants(brief: Any, shown: Any) -> list[Page]:
    from shortlists.asking import address  # noqa: PLC0415

    return _pages(
        "firm",
        today=("today",),
        briefs=("engagements:briefs",),
        brief=("brief", brief.ref),
        matches=("sourcing:matches", brief.ref),
        match=("sourcing:match", brief.ref, shown.firm.own_id(shown.result.ref)),
        conversations=("shortlists:conversations",),
        conversation=("shortlists:firm_conversation", address(shown.firm, shown)),
        firm=("providers:organisation",),
    ) + _finds(brief)


def _finds(brief: Any) -> list[Page]:
    from django.urls import reverse  # noqa: PLC0415

    url = reverse("sourcing:find", args=[brief.ref])
    return [
        Page("firm", f"find {what}", f"{url}?{urlencode({'q': words})}", words == OFTEN)
        for what, words in FINDS.items()
    ]


def _interims(seat: Any, asked: Any) -> list[Page]:
    return _pages(
        "interim",
        today=("today",),
        conversations=("shortlists:conversations",),
        conversation=("shortlists:conversation", asked.ref),
        profile=("candidates:profile",),
        skills=("candidates:skills",),
        firms=("providers:firms",),
        firm=("firm", seat.firm.ref),
    )


def _pages(role: str, **routes: tuple[Any, ...]) -> list[Page]:
    from django.urls import reverse  # noqa: PLC0415

    return [Page(role, name, reverse(route, args=args)) for name, (route, *args) in routes.items()]


def main() -> None:
    """Print the visits with the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=20)
    options = parser.parse_args()
    django.setup()
    json.dump(visits_of(options.people), sys.stdout)


if __name__ == "__main__":
    main()
