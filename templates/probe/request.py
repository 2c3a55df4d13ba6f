"""Count the clock reads of one request of a Django project, by caller, and print one line of JSON.

python request.py FOLDER_OF_MANAGE_PY SETTINGS_MODULE HOST PATH
Sees what Python code calls; reads inside of C code, such as a profiler's own, are not among them.
"""

import collections
import json
import os
import sys
import threading

MARK = "dynoready-reads "
CLOCKS = ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "process_time_ns")
CLOCKS += ("thread_time", "thread_time_ns", "clock_gettime", "clock_gettime_ns")
DATES = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")


def reads_clock(function):
    if getattr(function, "__module__", None) == "time":
        return function.__name__ in CLOCKS
    return getattr(function, "__qualname__", "") in DATES


def count(work):
    """Run the function. Return what it returns, reads by (module, function), and whether something else took the profiler over."""
    found = collections.Counter()

    def observe(frame, event, function):
        if event == "c_call" and reads_clock(function):
            found[(frame.f_globals.get("__name__", "?"), frame.f_code.co_name)] += 1

    threading.setprofile(observe)
    sys.setprofile(observe)
    try:
        answer = work()
        taken = sys.getprofile() is not observe
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return answer, found, taken


def main():
    folder, module, host, path = sys.argv[1:5]
    sys.path.insert(0, os.path.join(os.getcwd(), folder))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", module)
    import django

    django.setup()
    from django.test import Client

    client = Client(raise_request_exception=False)

    def ask():
        return client.get(path, secure=True, HTTP_HOST=host)

    # The first request imports modules and fills caches.
    ask()
    answer, found, taken = count(ask)
    callers = [{"module": module, "function": function, "reads": reads} for (module, function), reads in found.most_common()]
    document = {"status": answer.status_code, "reads": sum(found.values()), "taken": taken, "callers": callers[:20]}
    print("\n" + MARK + json.dumps(document), flush=True)


main()
