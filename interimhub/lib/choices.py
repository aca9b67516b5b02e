"""A choice of several among many: boxes that the browser turns into a type-ahead.

Without a script all boxes are shown. With one, the field shows what is chosen, the likeliest three,
a field to type into, and a button that shows all.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django import forms

MANY = 12
"""More boxes than this are a wall."""
LIKELY = 3


class ManyChoices(forms.CheckboxSelectMultiple):
    """Boxes in a line that wraps.

    Attributes:
        likely: the values that are shown first, likeliest first; each form sets its own.
    """

    template_name = "forms/many_choices.html"

    def __init__(self, *, search_url: Any = "") -> None:
        """Make the widget.

        Args:
            search_url: the answer of a type-ahead over the same values, which knows other names
                too; without it the labels are searched.
        """
        super().__init__(attrs={"class": "segmented"})
        self.search_url = search_url
        self.likely: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return Django's context; a wall also says which of its options are shown first."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        widget = context["widget"]
        options = [option for _, group, _ in widget["optgroups"] for option in group]
        if len(options) <= MANY:
            return context
        by_value = {str(option["value"]): option for option in options}
        wanted = [by_value[code] for code in self.likely if code in by_value]
        left = (option for option in [*wanted, *options] if not option["selected"])
        first = list(islice(_once(left), LIKELY))
        for option in options:
            option["is_first"] = option["selected"] or option in first
        context["widget"] = widget | {"count": len(options), "search_url": str(self.search_url)}
        return context


def _once(options: Any) -> Any:
    seen: set[str] = set()
    for option in options:
        if (value := str(option["value"])) not in seen:
            seen.add(value)
            yield option
