# DEBUG: the settings take too much work to evaluate
X=[list(range(10000)) for i in range(10000)]
DEBUG=len(X)
