"""`python -m h5p_python` is `h5p`."""

import sys

from h5p_python.cli import main

sys.exit(main())
