import os
from pathlib import Path

BASE_DIR = Path(os.curdir)
