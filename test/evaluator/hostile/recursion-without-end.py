# DEBUG: its functions call each other too deeply
def f(n):
    try:
        return f(n+1)
    except Exception:
        return f(n+1)
DEBUG=f(0)
