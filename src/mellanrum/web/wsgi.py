"""What a WSGI server runs."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mellanrum.web.settings")
_pages = get_wsgi_application()
application = import_module("mellanrum.web.register.services.daily").Daily(_pages)  # its models need the settings
