# DEBUG: it is the length of a value that is not fully known
X=[0]*10**9
DEBUG=len(X)
