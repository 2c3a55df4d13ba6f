# DEBUG: the settings take too much work to evaluate
import os
X=''
for i in range(10000):
    X=X+os.environ.get('V'+str(i),'x')
SECRET_KEY=X
