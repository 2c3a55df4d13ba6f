# DEBUG: the settings take too much work to evaluate
import json
X='['+'1,'*200000+'1]'
for i in range(100): Y=json.loads(X)
DEBUG=len(Y)
