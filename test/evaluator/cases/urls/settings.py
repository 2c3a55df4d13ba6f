from urllib.parse import quote, urlparse

url = urlparse("rediss://user:p%40ss@Host.example:6380/0?a=1")
HOST = url.hostname
PORT = url.port
ALL = [url.scheme, url.username, url.password, url.path, url.query, url.netloc]
QUOTED = quote("a b/c", safe="")
