# DEBUG: the settings take too much work to evaluate
import os
for i in range(10000):
  for j in range(10): X=os.path.exists('mysite/settings.py'); Y=os.listdir('.')
DEBUG=Y
