import os
from dotenv import load_dotenv
from split_settings.tools import include, optional

load_dotenv()
include("parts/base.py", optional("parts/local.py"), "parts/env_*.py")
KEY = os.environ["KEY"]
