# DEBUG: the settings take too much work to evaluate
import os
L=[os.environ.get('V'+str(i),'x') for i in range(10000)]
X=''.join(L)
Y=[X for i in range(10000)]
Z=''.join(Y)
SECRET_KEY=Z
