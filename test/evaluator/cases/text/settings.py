NAME = "shop"
F = f"{NAME!r:>8}|{3.14159:.2f}|{7:03d}|{NAME=}|{{}}|{1234567:,}"
PERCENT = "%s-%(missing)s" % {"missing": 1} if False else "%s:%05d:%r:%%" % ("a", 42, "b")
NAMED = "%(a)s" % {"a": 1}
BRACES = "{} {0} {x[y]}".replace("{0}", "").format(1, x={"y": 2})
METHODS = [" a ".strip(), "a,b,c".rsplit(",", 1), "a b  c".split(), "A-b".swapcase() if False else "A-b".lower(), "x".join(["1", "2"]), "abc".partition("b")]
CHECKS = ["abc".startswith(("x", "ab")), "abc".endswith("c"), "b" in "abc", "12".isdigit(), "a" < "b"]
MORE = ["prefix-x".removeprefix("prefix-"), "a.b".replace(".", "_"), "ab".title(), "7".zfill(3), "a\nb".splitlines(), "xxaxx".strip("x")]
BYTES = b"ab".decode() + "é".encode().decode("utf-8")
