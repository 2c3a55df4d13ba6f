# DEBUG: it is nested too deeply
L=[]
L.append(L)
L.append(L)
DEBUG=L
