# DEBUG: the settings take too much work to evaluate
D={'a%d'%i:i for i in range(5000)}
def f(**k): return len(k)
for i in range(10000): DEBUG=f(**D)
