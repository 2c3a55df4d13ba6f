# DEBUG: it is a very large number
DEBUG=9**9**9
