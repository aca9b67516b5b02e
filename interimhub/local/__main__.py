"""The commands behind `bin/`."""

import os
import sys
from pathlib import Path

from . import demo, folders, manage, testing
from .binaries import Missing
from .supervisor import Failed, Stopped

COMMANDS = {
    "demo": demo.demo,
    "manage": manage.manage,
    "test": testing.test,
    "run": testing.run,
}


def main() -> int:
    """Run the command given as the first argument and return its exit code."""
    os.chdir(Path(__file__).resolve().parents[2])
    command = COMMANDS[sys.argv[1]]
    try:
        return command(sys.argv[2:])
    except Stopped:
        print("Stopped.", flush=True)
        return 0 if command is demo.demo else 130
    except (Failed, Missing, folders.NotOurFolder) as failure:
        print(failure, file=sys.stderr, flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())
