# DEBUG: the settings take too much work to evaluate
class B: x=1
for i in range(9000):
    class B(B): pass
DEBUG=B.x
