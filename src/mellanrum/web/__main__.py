"""Django's own commands for those who develop or run a site: `python -m mellanrum.web migrate`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mellanrum.web.settings")
    execute_from_command_line(sys.argv)
