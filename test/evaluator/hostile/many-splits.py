# DEBUG: the settings take too much work to evaluate
S='ab '*3333
X=[S.split() for i in range(10000)]
DEBUG=len(X)
