"""Every page that a firm can open, and how two worlds differ."""

import difflib
import re
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import reverse

from engagements.models import Amendment
from ranking import profile_words
from shortlists.models import Approach, Entry
from tests.factories import NOW
from tests.sourcing.two_worlds.scenes import (
    WHY,
    Act,
    Moment,
    Scene,
)

Alone = dict[str, dict[str, str]]
"""Our pages by the act that they were read after."""

TOKEN = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|/me/notices/)[^"/]+')
QUESTION = re.compile(r"questions/[0-9a-f-]{36}|question-[0-9a-f-]{36}|[0-9a-f-]{36}-text")


def pages(client: Client, scene: Scene) -> dict[str, str]:
    """Return every page that our firm can open, without what differs at each request or by name.

    Ids of our own approaches and questions are drawn anew in each world: their order stands for
    them. Nobody else's id may be on a page.
    """
    profile_words.write_all()  # as the worker does within seconds
    client.force_login(scene.ours.user)
    ref, read = scene.brief.ref, {}
    lists = {
        "matches": reverse("sourcing:matches", args=[ref]),
        "conversations": reverse("shortlists:conversations"),
        "find": reverse("sourcing:find", args=[ref]) + "?q=sterile",
    }
    for url in lists.values():
        read[url] = client.get(url)
    lines = read[lists["matches"]].context["lines"]
    matches = [line.url for line in lines]
    side_by_side = urlencode([("match", line.own_id) for line in lines[:2]])
    changes = Amendment.objects.filter(brief=scene.brief, firm=scene.ours.firm)
    own = list(Approach.objects.filter(firm=scene.ours.firm).first_sent_first())
    urls = [
        *(reverse(name) for name in OF_A_FIRM),
        *(consultant.firm.get_absolute_url() for consultant in (scene.ours, scene.theirs)),
        *(reverse(name, args=[ref]) for name in OF_A_BRIEF),
        *matches,
        *(f"{urlsplit(url).path}approach/" for url in matches),
        f"{reverse('sourcing:compare', args=[ref])}?{side_by_side}",
        *(reverse("engagements:object_to_change", args=[row.ref]) for row in changes),
        *(line.url for line in read[lists["conversations"]].context["lines"]),
        *(hit.url for hit in read[lists["find"]].context["found"].hits),
        *(f"{hit.url}approach/" for hit in read[lists["find"]].context["found"].hits),
        *(reverse(name, args=[row.ref]) for row in own for name in OF_A_CONVERSATION),
    ]
    for url in urls:
        if url not in read:
            read[url] = client.get(url)
    found = {}
    for url, response in read.items():
        text = f"{response.status_code} {response.headers.get('Location', '')}\n"
        text += QUESTION.sub("question", TOKEN.sub("", response.content.decode()))
        found[_numbered(url, scene)] = _numbered(text, scene)
    return found


# Lists show how many each of their filters keeps, so only the whole list is read.
OF_A_FIRM = [
    "today",
    "accounts:notices",
    "providers:firms",
    "providers:organisation",
    "providers:leave_organisation",
    "engagements:briefs",
]
OF_A_BRIEF = [
    "shortlists:name_person",
    "brief",
    "engagements:panel",
    "engagements:playback",
    "engagements:decline_seat",
    "ranking:progress",
]
OF_A_CONVERSATION = [
    "shortlists:firm_conversation",
    "shortlists:submit",
    "shortlists:correct",
    "shortlists:withdraw_submission",
]
# Pages that say nothing of a brief: one's account and the words of the vocabulary.
OF_NO_BRIEF = {
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "welcome",
    "accounts:account",
    "skills:search",
    "shortlists:named_by_me",
}


def _numbered(text: str, scene: Scene) -> str:
    """Replace the addresses of our conversations and changes, drawn anew in each world."""
    firm = scene.ours.firm
    own = [row.ref for row in Approach.objects.filter(firm=firm).first_sent_first()]
    chosen = Entry.objects.filter(firm=firm, mandated_at__isnull=False).order_by("pk")
    for number, ref in enumerate([*own, *(firm.own_id(row.ref) for row in chosen)]):
        text = text.replace(str(ref), f"own-{number}")
    for number, change in enumerate(Amendment.objects.filter(brief=scene.brief).order_by("pk")):
        text = text.replace(str(change.ref), f"change-{number}")
    return text


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return each page that is in one world only, and each line that differs, with its page."""
    found = [f"{url} is there in one world" for url in one.keys() ^ other.keys()]
    for url in one.keys() & other.keys():
        if one[url] == other[url]:
            continue
        lines = difflib.ndiff(one[url].splitlines(), other[url].splitlines())
        found += [f"{url}: {line}" for line in lines if line[0] in "+-"]
    return found


def read_alone(client: Client, scene: Scene, act: Act, alone: Alone) -> dict[str, str]:
    """Return our pages after what we did ourselves, in a world where the other firm does nothing.

    They are kept in `alone`, since many tests compare theirs with the same.
    """
    if act.__name__ not in alone:
        world = transaction.savepoint()
        act(scene)
        alone[act.__name__] = pages(client, scene)
        transaction.savepoint_rollback(world)
        Moment.now = NOW + timedelta(hours=3)
        scene.brief.refresh_from_db()
    return alone[act.__name__]


def old_pages(client: Client, scene: Scene) -> dict[str, str]:
    """Return what our firm reads after a press on a page from before it had asked."""
    client.force_login(scene.ours.user)
    own = Approach.objects.filter(firm=scene.ours.firm)
    match = client.get(reverse("sourcing:matches", args=[scene.brief.ref])).context["lines"][0]
    asked = client.get(match.url).context["approach_url"]
    submit = reverse("shortlists:submit", args=[own.get().ref])
    found = {}
    for url, typed in ((asked, {"why_you": WHY}), (submit, {})):
        answer = client.post(url, typed)
        text = f"{answer.status_code}\n{answer.content.decode()}"
        found[_numbered(url, scene)] = _numbered(TOKEN.sub("", text), scene)
    return found
