"""The converters of the build are tested too: they lie beside the package, not in it."""

import sys
from pathlib import Path

BUILD_HOOKS = Path(__file__).resolve().parents[2] / "build_hooks"
sys.path.insert(0, str(BUILD_HOOKS))
