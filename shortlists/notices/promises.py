"""A notice about what a client asks beyond its process promise."""

from dataclasses import dataclass

from accounts.notices import Category, register
from shortlists.confidential import reader_of_interim, title_for_interim
from shortlists.models import PromiseExplanation
from shortlists.notices.about import AboutEntry


@register
@dataclass(frozen=True)
class PromiseExplained(AboutEntry):
    """Tell an interim why the client asks more than it promised of the selection."""

    code = "brief.promise_explained"
    category = Category.INTERVIEWS
    explanation: PromiseExplanation

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: more than was promised"

    def body(self) -> str:
        beyond = " and ".join(self.explanation.beyond)
        words = reader_of_interim(self.about)(self.explanation.words)
        return (
            f"The client asks somebody on this brief for {beyond}. It had promised less, and says"
            f" why:\n\n“{words.strip()}”"
        )
