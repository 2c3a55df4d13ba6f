# DEBUG: the settings take too much work to evaluate
L=[1]
for x in L: L.append(x)
DEBUG=L
