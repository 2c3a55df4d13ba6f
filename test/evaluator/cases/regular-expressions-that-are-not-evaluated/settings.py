import re

NESTED = re.match(r"(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")
CONDITION = re.match(r"(a)?b(?(1)c|d)", "abc")
OPTIONAL = re.search("(a|b|ab)?" * 60 + "c", "ab" * 100)
