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
VERBOSE = re.match(
    r"""
    (\d+)   # major
    \.(\d+) # minor
    """,
    "3.14",
    re.VERBOSE,
).groups()
LONG = len(re.sub("a", "bc", "a" * 500))
LETTERS = re.sub(r"\W", "", "größe, Œuvre")
EMPTY_MATCHES = re.sub("x*", "-", "abxd")
ALL_EMPTY = re.findall(r"\b|\w+", "a")
LAZY = re.search(r"<(.+?)>", "<a><b>").group(1)
BEHIND = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", "CamelCaseName").lower()
NOT_AHEAD = re.findall(r"\bshop(?!ping)\w*", "shop shopping shops")
BACK = re.search(r"(['\"])(.*?)\1", "say 'it' now").group(2)
NAMED_BACK = re.match(r"(?P<a>\w)(?P=a)", "oo").groupdict()
COUNTED = re.split(r"\s*,\s*", "a , b,c", maxsplit=1)
WITH_GROUPS = re.split(r"(-)", "a-b-c")
SUBN = re.subn(r"o", "0", "foo", count=1)
ITERATED = [match.span() for match in re.finditer(r"\d+", "a12b345")]
CASELESS = re.findall(r"(?i)[a-c]+", "xABcD")
MULTILINE = re.findall(r"^\w+$", "one\ntwo three\nfour", re.MULTILINE)
REPEATED_GROUPS = re.match(r"(?:(a)|b)*", "abab").groups()
UNMATCHED = re.match(r"(a)|(b)", "b").groups("none")
ATOMIC_LIKE = re.match(r"a{2,3}b", "aaab") is not None
BRACES = re.match(r"a{x}", "a{x}") is not None
