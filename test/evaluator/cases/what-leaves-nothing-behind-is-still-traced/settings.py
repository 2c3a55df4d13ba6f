import os

HOSTS = [host for host in os.environ.get("HOSTS", "").split(",") if host]
STRIPPED = [host.strip() for host in os.environ.get("HOSTS", "").split(",") if host.strip()]
BY_NAME = {host: 1 for host in os.environ.get("HOSTS", "").split()}
MAPPED = list(map(str.strip, os.environ.get("HOSTS", "").split()))
FILTERED = list(filter(None, os.environ.get("HOSTS", "").split(",")))
UNIQUE = {host for host in os.environ.get("HOSTS", "").split()}
PAIRS = list(zip(os.environ.get("HOSTS", "").split(), os.environ.get("PORTS", "").split()))
ORDERED = sorted(os.environ.get("HOSTS", "").split())
TUPLED = tuple(os.environ.get("HOSTS", "").split())
NESTED = [part for host in os.environ.get("HOSTS", "a b").split() for part in os.environ.get("PARTS", "").split()]
