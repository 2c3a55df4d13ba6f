# DEBUG: it has elements that cannot be known
L=[]
for i in range(20000): L=[L]
DEBUG=L
X=str(L)
