import os, sys

DEBUG = False
if DEBUG:
    LEVEL = "DEBUG"
elif "test" in sys.argv:
    LEVEL = "TEST"
else:
    LEVEL = "INFO"
APPS = []
for name in ["a", "b", "c", "d"]:
    if name == "b":
        continue
    if name == "d":
        break
    APPS.append("shop." + name)
else:
    APPS.append("never")
COUNT = 0
while True:
    COUNT += 1
    if COUNT == 5:
        break
if (WALRUS := len(APPS)) > 1:
    BIG = WALRUS > 1 and "yes" or "no"
CHAIN = 1 < COUNT <= 5 != 6
match LEVEL:
    case "DEBUG" | "TEST":
        MATCHED = 1
    case other if other.startswith("I"):
        MATCHED = 2
del COUNT
