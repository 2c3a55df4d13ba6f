# DEBUG: the settings take too much work to evaluate
L=[1]
for i in range(60): L.extend(L)
DEBUG=L
