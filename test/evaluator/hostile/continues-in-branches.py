# DEBUG: it depends on several conditions
import os
for i in range(10):
  if os.environ.get('A'):
    continue
  if os.environ.get('B'):
    continue
  if os.environ.get('C'):
    continue
  if os.environ.get('D'):
    continue
  x=i
DEBUG=x
