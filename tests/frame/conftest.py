"""What tests of the frame share."""

import pytest

from tests.frame.houses import CLIENT, FIRM, House


@pytest.fixture(params=[FIRM, CLIENT], ids=lambda house: house.name)
def kind(request: pytest.FixtureRequest) -> House:
    """Ask firms, then clients."""
    house: House = request.param
    return house
