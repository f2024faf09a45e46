"""The site's own settings, with what tests need otherwise. `support.website` hands them to Django."""

from django.contrib.auth.hashers import Argon2PasswordHasher

from mellanrum.web.settings import *  # noqa: F403 - all settings, with a few changed below
from mellanrum.web.settings import DATABASES, ENVIRONMENT, STATIC_ROOT, STORAGES


class QuickHasher(Argon2PasswordHasher):
    """The real one, with the least work it accepts."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


PASSWORD_HASHERS = ["support.website_settings.QuickHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WORK_IN_THREADS = False
STATIC_ROOT.mkdir()  # stays empty: the live server finds the files where they lie

for name, database in DATABASES.items():
    if database["ENGINE"].endswith("sqlite3"):
        # A file, since the threads of a live server would share one connection, and its transactions, in memory.
        database["TEST"] = {"NAME": str(ENVIRONMENT.folder / f"test-{name}.sqlite3")}
        # What a power cut would do is of no account here.
        begun = database["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")
        database["OPTIONS"] = database["OPTIONS"] | {"init_command": begun}
