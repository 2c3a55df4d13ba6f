# DEBUG: the settings take too much work to evaluate
R=list(range(9999))
DEBUG=len([list(zip(*[R]*900)) for i in range(100)])
