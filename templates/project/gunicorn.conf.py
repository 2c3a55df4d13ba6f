"""Configuration that gunicorn loads automatically from the working directory."""

import os
import socket

ON_DYNO = "DYNO" in os.environ

# Heroku assigns the port through PORT. Listening on [::] accepts IPv4 connections too,
# unless the operating system has no dual-stack sockets.
host = "[::]" if socket.has_dualstack_ipv6() else "0.0.0.0"
bind = f"{host}:{os.environ.get('PORT', '8000')}"

<% if (asgi) { -%>
# Each worker runs one event loop. WEB_CONCURRENCY, which Heroku sets to suit the dyno size,
# is the number of workers.
worker_class = "asgi"
<% } else { -%>
# Most requests spend their time waiting for the database, so each worker runs several threads.
# WEB_CONCURRENCY, which Heroku sets to suit the dyno size, is the number of workers.
worker_class = "gthread"
threads = 5
<% } -%>

# Restart a worker after 20 seconds without a heartbeat. Requests may take longer than that.
timeout = 20
# Heroku sends SIGKILL 30 seconds after SIGTERM. Running requests must finish before that.
graceful_timeout = 20
# The router closes idle connections after 90 seconds. With a longer keep-alive, gunicorn never
# closes a connection that the router is about to reuse.
keepalive = 95

# Fail fast on import errors and share memory between workers. Incompatible with --reload.
preload_app = ON_DYNO
# Trust the router's X-Forwarded-* headers. Its IP address is not known in advance, but only
# the router can reach a dyno.
forwarded_allow_ips = "*" if ON_DYNO else "127.0.0.1,::1"
# Nobody can reach the control socket on a dyno. Elsewhere, two servers would share one socket.
control_socket_disable = True

# One line per request. request_id matches the ID in the router's log line.
accesslog = "-"
access_log_format = (
    'method=%(m)s path="%(U)s" status=%(s)s bytes=%(B)s ms=%(M)s '
    'request_id=%({x-request-id}i)s fwd="%({x-forwarded-for}i)s"'
)
<% if (asgi) { -%>


def close_databases():
    """Close the connections and connection pools of this process, with the threads of the pools."""
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def pre_fork(server, worker):
    """Leave no connection of the preloaded app to the workers: a fork breaks both its ends."""
    if preload_app:
        close_databases()


def worker_exit(server, worker):
    """End the threads of the pools. A worker that waits for them stops only when it is killed."""
    from django.apps import apps

    if apps.ready:
        close_databases()
<% } -%>
