# DEBUG: the settings take too much work to evaluate
D={i:i for i in range(9999)}
for i in range(10000):
    E=dict(D)
    E.update(D)
DEBUG=len(E)
