# DEBUG: the settings take too much work to evaluate
X='a'*100000
for i in range(1000): Y=X.replace('',X)
DEBUG=Y
