# DEBUG: it is the sum of values that are not fully known
DEBUG=sum(range(10**9))
