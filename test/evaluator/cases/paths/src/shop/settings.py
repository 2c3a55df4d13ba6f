import os
from os.path import abspath, dirname, join
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
STATIC_ROOT = BASE_DIR / "static" / ""
OLD = dirname(dirname(abspath(__file__)))
MEDIA_ROOT = join(OLD, "media", "")
UP = os.path.normpath(join(OLD, "..", "x/./y"))
ABSOLUTE = join(OLD, "/var/x")
NAME = [BASE_DIR.name, Path("a/b.tar.gz").suffix, Path("a/b.txt").stem, os.path.splitext("a/b.c"), os.path.basename("a/b")]
EXISTS = [(BASE_DIR / "shop" / "settings.py").exists(), os.path.isdir(join(OLD, "shop")), os.path.isfile("nothing"), Path("shop/settings.py").is_file()]
CWD = os.getcwd()
URL = f"sqlite:///{BASE_DIR / 'db.sqlite3'}"
JOINED = str(BASE_DIR.joinpath("a", "b").relative_to(BASE_DIR))
