"""Settings."""
from __future__ import annotations

import os

DEBUG = os.getenv("DEBUG")
