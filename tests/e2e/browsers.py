"""The browser and the web server of this machine, if it has them."""

import os
import shutil
from typing import Any


def find_chromium() -> str | None:
    given = os.environ.get("CHROMIUM")
    names = (given,) if given else ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def find_nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")


def launch_arguments(chromium: str) -> dict[str, Any]:
    """Root cannot have Chromium's sandbox; everybody else keeps it (FP-18)."""
    return {"executable_path": chromium, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}
