# DEBUG: the settings take too much work to evaluate
L=[1]
for i in range(10000):
  for j in range(20): L.insert(0,1)
