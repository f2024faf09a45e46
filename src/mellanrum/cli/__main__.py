"""`python -m mellanrum.cli` does what `mellanrum` does."""

import sys

from mellanrum.cli import main

if __name__ == "__main__":
    sys.exit(main())
