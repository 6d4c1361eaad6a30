"""What every test of consultations begins with."""

import pytest
from tests.make_consultations import a_province


@pytest.fixture
def province():
    """A province of which nothing is kept."""
    with a_province() as made:
        yield made
