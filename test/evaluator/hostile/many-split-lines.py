# DEBUG: the settings take too much work to evaluate
X=[ 'a\n'*5000 for i in range(3)]
Y=[x.splitlines() for x in X for i in range(10000)]
DEBUG=len(Y)
