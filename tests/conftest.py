"""What holds for every test; helpers that some tests share stand in tests/support."""

import os

from hypothesis import settings

# The same examples in every run where it counts, so that red means the change and not the dice.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("steady" if os.environ.get("MELLANRUM_REQUIRE_ALL") == "1" else "search")
