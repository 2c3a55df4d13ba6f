# DEBUG: the settings take too much work to evaluate
for i in range(10000):
  globals()['A%d'%i]=1
for i in range(1000): X=dict(globals())
