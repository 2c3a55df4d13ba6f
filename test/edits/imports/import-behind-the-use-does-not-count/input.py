from pathlib import Path

DEBUG = os.getenv("DEBUG")
import os
