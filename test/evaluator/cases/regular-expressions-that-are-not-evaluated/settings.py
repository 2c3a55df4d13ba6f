import re

NESTED = re.match(r"(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")
VERBOSE = re.match(r"a  # the letter", "a", re.VERBOSE)
LONG = re.sub("a", "b", "a" * 500)
LETTERS = re.sub(r"\W", "", "größe")
