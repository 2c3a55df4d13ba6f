NAMES = [f"{a}{b}" for a in "xy" for b in range(2) if (a, b) != ("x", 0)]
MAP = {k: v.upper() for k, v in {"a": "b", "c": "d"}.items()}
TOTAL = sum(n * n for n in range(4))
SORTED = sorted({"b", "a", "c"}, key=lambda s: -ord(s))
ANY = any(n.startswith("y") for n in NAMES)
PAIRS = list(zip(["a", "b"], map(str, [1, 2])))
NUMBERED = dict(enumerate("ab", start=1))
KEPT = list(filter(None, ["a", "", None, "b"]))
BEST = max(["aa", "b"], key=len)
REVERSED = list(reversed([1, 2]))
KINDS = [isinstance(x, (str, list)) for x in ("a", [], 1)]
CONVERTED = [int("12"), float("1.5"), bool(""), str(None), str([1, "a"]), tuple("ab"), round(2.5), abs(-1)]
NEXT = next((n for n in NAMES if n == "zz"), "none")
STARRED = [*"ab", *(1, 2)]
MERGED = {**{"a": 1}, "b": 2} | {"c": 3}
CLASSES = [type({}) is dict, type("a") is not str, type(1) == int, type([]) is tuple, str is str]


def checked(data):
    if type(data) is not dict:
        raise TypeError("no dict")
    return data


CHECKED = checked({"a": 1})
