"""gunicorn reads this file by itself: it stands where the web process starts."""

import os
import socket

ON_DYNO = "DYNO" in os.environ

# Heroku says on which port to listen. The IPv6 address takes IPv4 too, except where a system
# keeps the two apart.
host = "[::]" if socket.has_dualstack_ipv6() else "0.0.0.0"
bind = f"{host}:{os.environ.get('PORT', '8000')}"

<% if (asgi) { -%>
# One event loop for each worker. Their number is WEB_CONCURRENCY, which Heroku sets by the size
# of the dyno.
worker_class = "asgi"
<% } else { -%>
# Most requests wait for the database, so a few threads serve them better than one.
# The number of workers is WEB_CONCURRENCY, which Heroku sets by the size of the dyno.
worker_class = "gthread"
threads = 5
<% } -%>

# This is how long a worker may be silent, not how long a request may take.
timeout = 20
# Heroku kills a dyno 30 seconds after asking it to stop. Running requests must be done before.
graceful_timeout = 20
# The router drops idle connections after 90 seconds. Outlasting it, gunicorn never closes one
# that the router is about to use.
keepalive = 95

# Faults at import stop the start at once, and workers share memory. It does not go with --reload.
preload_app = ON_DYNO
# The router's address is not known beforehand, and nothing else can reach a dyno.
forwarded_allow_ips = "*" if ON_DYNO else "127.0.0.1,::1"
# Nobody can reach a control socket on a dyno; elsewhere two servers would share one.
control_socket_disable = True

# One line a request. The request id is the one in the router's own line.
accesslog = "-"
access_log_format = (
    'method=%(m)s path="%(U)s" status=%(s)s bytes=%(B)s ms=%(M)s '
    'request_id=%({x-request-id}i)s fwd="%({x-forwarded-for}i)s"'
)
