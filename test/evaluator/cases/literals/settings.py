DEBUG = False
NUMBER = -3
RATIO = 0.5
NOTHING = None
HOSTS = ("a", "b")
MIXED = {"a": [1, {"b": (True, None)}], 2: "two"}
SPLIT = "a" "b"
SUM = 7 // 2 + 2 ** 3 - 10 % 4
TEXT = "ab" * 2 + "é😀"[1]
A = B = ["x"]
C, (D, *E) = 1, (2, 3, 4)
SLICED = "0123456789"[2:5] + "abc"[-1] + "abcdef"[::2] + "abc"[::-1]
