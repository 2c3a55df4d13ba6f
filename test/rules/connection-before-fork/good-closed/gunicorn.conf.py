import os

ON_DYNO = "DYNO" in os.environ
preload_app = ON_DYNO


def pre_fork(server, worker):
    from django.db import connections

    connections.close_all()
