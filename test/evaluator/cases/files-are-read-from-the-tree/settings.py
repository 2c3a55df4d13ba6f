import json
from pathlib import Path

HERE = Path(__file__).parent
VERSION = (HERE / "VERSION").read_text().strip()
with open(HERE / "config.json") as f:
    CONFIG = json.load(f)
LINES = [line.rstrip() for line in open(HERE / "VERSION")]
try:
    KEY = open(HERE / "secret.txt").read()
except FileNotFoundError:
    KEY = "none"
PARSED = json.loads('{"a": [1, 2.5, null, true]}')
