"""Entry of every make target: ``python3 -m scripts <command>``.

This file must be readable by any Python 3: it looks for Python 3.11 or newer before it imports the rest.
"""

import os
import shutil
import sys

MINIMUM = (3, 11)
NEWER = ("python3.11", "python3.12", "python3.13", "python3.14")


def hand_over_to_a_newer_python() -> None:
    """Run the same command with a Python that is new enough, or say what is missing."""
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, "-m", "scripts"] + sys.argv[1:])  # noqa: RUF005, S606 - any Python 3; no shell
    sys.stderr.write(
        "Ratschlag needs Python 3.11 or newer. This is Python "
        + ".".join(str(part) for part in sys.version_info[:3])
        + " ("
        + sys.executable
        + "), and no newer one is on the PATH.\n"
        + "Debian 12 and Ubuntu 24.04 bring one as the package python3; name another one with\n"
        + "  make run PYTHON=/path/to/python3.12\n"
    )
    sys.exit(2)


if sys.version_info < MINIMUM:
    hand_over_to_a_newer_python()

from scripts.commands import main  # noqa: E402 - the check above comes first on purpose

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
