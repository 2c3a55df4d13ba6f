def f(n):
    return f(n + 1)

DEBUG = f(0)
NAME = "x"
