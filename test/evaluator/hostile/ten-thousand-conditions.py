# DEBUG: it depends on a condition
import os
for i in range(10000):
    if os.environ.get('A'+str(i)):
        DEBUG=i
    else:
        DEBUG=-i
