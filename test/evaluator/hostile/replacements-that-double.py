# DEBUG: it is a very long text
X='a'
for i in range(60): X=X.replace('a','aa')
DEBUG=X
