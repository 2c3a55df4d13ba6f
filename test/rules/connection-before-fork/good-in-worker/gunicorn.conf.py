import os

ON_DYNO = "DYNO" in os.environ
preload_app = ON_DYNO
