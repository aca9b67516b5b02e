"""Who may open which page: the policy of the whole site as data, checked cell by cell.

A Row is one route, the rows of `tests/worlds.py` that its URL names, and one letter for each
principal, for GET and for POST:

    +  let in (the tests of the page check what happens then; it may be too late, 409)
    F  forbidden, with the reason          .  not there: the same page as what never was
    L  sent to sign in                     M  this method is not for this address

The letters stand in the order of `tests.worlds.PRINCIPALS`:

    anonymous · nobody (no role) · manager · colleague · other_manager (of another client) ·
    lead (firm, consultant) · second (firm on the panel) · outsider (firm off the panel) ·
    former (of the lead firm) · interim (in front of the client) · asked (approached, the client
    confidential) · other_interim
"""

from tests.frame.access_table import briefs, conversations, people, terms
from tests.frame.access_table.row import DEMO, PUBLIC, Row

__all__ = ["DEMO", "PUBLIC", "ROWS", "Row"]

ROWS = [*people.ROWS, *briefs.ROWS, *conversations.ROWS, *terms.ROWS]
