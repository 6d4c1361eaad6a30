"""What every test of ballots begins with."""

import pytest

from tests.make_ballots import a_committee


@pytest.fixture
def committee(tmp_path):
    """A province with a committee, of which nothing is kept."""
    with a_committee(tmp_path) as made:
        yield made
