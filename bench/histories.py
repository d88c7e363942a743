"""The rules of conduct over long random histories: whatever people text, click and leave unsaid, in whatever order.

usage: python bench/histories.py [HISTORIES] [STEPS]        (default 500 histories of 60 steps)

Exits 1 with the shortest history found that breaks a rule.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    histories, steps = [*sys.argv[1:], "500", "60"][:2] if len(sys.argv) < 3 else sys.argv[1:3]
    os.environ |= {"HISTORIES": histories, "HISTORY_STEPS": steps}
    os.chdir(ROOT)
    import pytest

    start = time.perf_counter()
    code = pytest.main(["-q", "-x", "tests/test_histories.py"])
    took = time.perf_counter() - start
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(f"{histories} histories of up to {steps} steps in {took:.0f} s ({machine})")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
