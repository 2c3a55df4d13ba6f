"""Settings."""
from __future__ import annotations

DEBUG = os.getenv("DEBUG")
