# DEBUG: the settings take too much work to evaluate
def f(n):
    return f(n-1)+f(n-2) if n>1 else n
DEBUG=f(38)
