"""What a browser sends when a form of a page is submitted as it stands."""

from collections.abc import Iterator
from typing import Any

import html5lib
from django.http import HttpResponse

Sent = dict[str, list[str]]


def as_it_stands(response: HttpResponse, *, holding: str) -> Sent:
    """Return what the form that has a control of this name sends, by name.

    Controls outside of the form that name it by their `form` attribute are sent too.
    """
    tree: Any = html5lib.parse(response.content, namespaceHTMLElements=False)
    form = next(one for one in tree.iter("form") if holding in {name for name, _ in _sent(one)})
    sent: Sent = {}
    pairs = list(_sent(form))
    pairs += [pair for pair in _sent(tree, of=form.get("id", "")) if form.get("id")]
    for name, value in pairs:
        sent.setdefault(name, []).append(value)
    return sent


def _sent(root: Any, *, of: str | None = None) -> Iterator[tuple[str, str]]:
    for control in root.iter():
        name = control.get("name")
        if not name or control.get("disabled") is not None:
            continue
        if of is not None and control.get("form") != of:
            continue
        yield from ((name, value) for value in _values(control))


def _values(control: Any) -> list[str]:
    if control.tag == "textarea":
        return ["".join(control.itertext()).removeprefix("\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and control.get("multiple") is None:
            chosen = options[:1]
        return [option.get("value", "".join(option.itertext())) for option in chosen]
    if control.tag != "input" or control.get("type") in {"submit", "button", "file"}:
        return []
    if control.get("type") in {"checkbox", "radio"} and control.get("checked") is None:
        return []
    return [control.get("value", "on" if control.get("type") == "checkbox" else "")]
