# DEBUG: the settings take too much work to evaluate
L=list(range(10000))
for i in range(10000):
  X=L.index(9999)
  X=L.count(5)
  X=L[::-1]
  X=9999 in L
