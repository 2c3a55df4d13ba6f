import feature_flags

MODE = 0
if feature_flags.a:
    MODE += 1
if feature_flags.b:
    MODE += 2
if feature_flags.c:
    MODE += 4
APPS = ["a"]
if feature_flags.a:
    APPS.append("b")
for flag in feature_flags.all:
    APPS.append(flag)
