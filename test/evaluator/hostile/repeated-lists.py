# DEBUG: the settings take too much work to evaluate
X=[[0]*1000 for i in range(10000)]
Y=[list(x)*1000 for x in X]
DEBUG=len(Y)
