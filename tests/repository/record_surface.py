"""Record the public surface as the present code has it.

    python -m tests.repository.record_surface

Do so after adding to the surface. What is recorded is not to be removed or changed: look
at the difference before you commit it.

Stored files are recorded once for each version of the manifest, and then never replaced:
later versions have to read what that version wrote.
"""

import os
from pathlib import Path
import sys

import pytest

from .golden import RECORD

FOLDER = Path(__file__).parent


def main() -> int:
    """Run the tests of the surface in a way that they record what they see."""
    os.environ[RECORD] = "1"
    return pytest.main(["-q", str(FOLDER), *sys.argv[1:]])


if __name__ == "__main__":
    raise SystemExit(main())
