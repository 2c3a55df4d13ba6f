import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(os.curdir)
