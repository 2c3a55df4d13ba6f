# DEBUG: the settings take too much work to evaluate
def g():
    while True: yield 1
DEBUG=list(g())
