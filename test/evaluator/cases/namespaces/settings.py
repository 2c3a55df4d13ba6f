globals()["ONE"] = 1
locals().update({"TWO": 2}, THREE=3)
vars()["FOUR"] = globals().get("ONE", 0) + 3
for name in ("A", "B"):
    globals()[f"APP_{name}"] = name.lower()
import sys
setattr(sys.modules[__name__], "FIVE", 5)
exec("SIX = 6")
