# DEBUG: it is a very long text
X='ab'
for i in range(60): X=X.join([X,X])
DEBUG=X
