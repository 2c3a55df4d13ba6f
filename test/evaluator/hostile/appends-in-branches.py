# DEBUG: it has elements that cannot be known
import os
x=[]
for i in range(3000):
    if os.environ.get('A%d'%i):
        x.append(i)
DEBUG=x
