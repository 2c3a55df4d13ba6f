"""Imports settings modules as Django does and prints their variables as JSON. Reads a list of cases on standard input."""

import io
import json
import os
import pathlib
import subprocess
import sys
import types


def plain(value, root):
    if isinstance(value, os.PathLike) or type(value).__name__ in ("Path", "__proxy__"):
        value = str(value)
    if isinstance(value, str):
        return str(value).replace(root, "<root>")
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(key): plain(inner, root) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item, root) for item in value]
    if isinstance(value, io.TextIOBase):
        return "ext://sys." + value.name.strip("<>")
    return value


def import_one(module, root):
    import importlib

    sys.path.insert(0, os.getcwd())
    sys.argv = ["gunicorn", "wsgi"]
    try:
        found = importlib.import_module(module)
    except BaseException as error:
        return {"failure": type(error).__name__}
    from django.conf import settings

    # A lazy translation asks the settings which language it is in.
    settings.configure(USE_I18N=False)
    shown = {name: value for name, value in vars(found).items() if name.isupper() and not isinstance(value, (type, types.FunctionType))}
    return {"values": {name: plain(value, root) for name, value in shown.items()}}


if sys.argv[1:2] == ["one"]:
    print(json.dumps(import_one(sys.argv[2], sys.argv[3]), default=lambda value: {"$": type(value).__name__}))
else:
    results = {}
    for case in json.load(sys.stdin):
        run = subprocess.run(
            [sys.executable, "-B", "-W", "ignore", __file__, "one", case["module"], case["root"]],
            cwd=pathlib.Path(case["root"]) / case["djangoRoot"],
            env={"PATH": "", "PYTHONPATH": os.environ.get("PYTHONPATH", ""), **case["environment"]},
            capture_output=True,
            text=True,
        )
        results[case["name"]] = json.loads(run.stdout.splitlines()[-1]) if run.returncode == 0 else {"crash": run.stderr}
    print(json.dumps(results))
