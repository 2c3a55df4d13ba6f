# DEBUG: it is a very long text
X='a'*10**9
DEBUG=len(X)
