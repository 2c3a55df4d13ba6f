DATABASES = {"default": {"ENGINE": "sqlite", "OPTIONS": {}}}
DATABASES["default"]["OPTIONS"]["timeout"] = 5
DATABASES["default"].update(NAME="db", **{"HOST": "h"})
DATABASES.setdefault("other", {})["ENGINE"] = "postgres"
del DATABASES["default"]["HOST"]
POPPED = DATABASES["other"].pop("ENGINE")
APPS = ["a", "b"]
APPS.append("c")
APPS.extend(("d",))
APPS.remove("a")
APPS += ("e",)
APPS.insert(APPS.index("c"), "before-c")
APPS[0] = "B"
LAST = APPS.pop()
TUPLE = ("a",)
TUPLE += ("b",)
SET = {"x"}
SET.add("x")
SORTED = sorted(SET | {"y"})
ALIAS = APPS
ALIAS.append("z")
