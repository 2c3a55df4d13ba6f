import os
import re
from re import IGNORECASE, match

NAME = re.sub(r"[^a-z0-9]+", "-", "The Corner Shop".lower())
SWAPPED = re.sub(r"(\w+)@(?P<host>\w+)", r"\g<host> \1", "shop@example")
BY_FUNCTION = re.sub(r"\d+", lambda found: str(int(found.group()) + 1), "v1.9")
IS_REVIEW = bool(match(r"review-\d+$", os.environ.get("APP", "review-12")))
NO_MATCH = re.search("x", "abc") is None
FULL = re.fullmatch(r"a|ab", "ab") is not None
NUMBER = int(re.search(r"pr-(?P<number>\d+)", "shop-pr-7")["number"])
GROUPS = re.match(r"(\w+)://(\w+)?", "redis://").groups()
PARTS = re.split(r"[,;]\s*", "a, b;c")
ALL = re.findall(r"[a-z]\d", "a1 b2 c")
PATTERN = re.compile(r"^SHOP", IGNORECASE)
STARTS = PATTERN.match("shop.example") is not None
ESCAPED = re.escape("shop.example")
BEFORE_LINE_END = re.search("p$", "shop\n") is not None
