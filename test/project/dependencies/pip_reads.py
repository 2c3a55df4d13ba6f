"""Prints what pip reads from each requirements file named, as JSON: one list a file, or the error."""
import json
import sys

from pip._internal.network.session import PipSession
from pip._internal.req import req_file
from pip._internal.req.constructors import install_req_from_parsed_requirement
from pip._vendor.packaging.utils import canonicalize_name


def read(path):
    found = []
    for parsed in req_file.parse_requirements(path, session=PipSession()):
        if parsed.constraint:
            continue
        req = install_req_from_parsed_requirement(parsed)
        found.append({
            "name": canonicalize_name(req.name) if req.name else "",
            "extras": sorted(req.extras),
            "specifier": sorted(str(one) for one in req.specifier) if req.req and not req.link else [],
            "marker": req.markers is not None,
            "url": req.link is not None,
            "editable": req.editable,
            "hashes": bool(req.hash_options),
        })
    return found


results = {}
for path in sys.argv[1:]:
    try:
        results[path] = read(path)
    except BaseException as error:  # optparse leaves by SystemExit
        results[path] = f"{type(error).__name__}: {error}"
print(json.dumps(results))
