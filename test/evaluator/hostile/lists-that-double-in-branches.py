# DEBUG: it depends on several conditions
import os
x=[1]
for i in range(60):
    if os.environ.get('A%d'%i):
        x=x+x
    else:
        x=x+[1]
DEBUG=x
