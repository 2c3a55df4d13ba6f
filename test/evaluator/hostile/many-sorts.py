# DEBUG: the settings take too much work to evaluate
for i in range(10000):
  X=sorted(range(10000))
