# DEBUG: the settings take too much work to evaluate
L=list(range(9999))
def f(*a): return 1
for i in range(10000): DEBUG=f(*L,*L,*L)
