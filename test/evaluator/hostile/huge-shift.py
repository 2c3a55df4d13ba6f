# DEBUG: it is a very large number
DEBUG=1<<10**9
