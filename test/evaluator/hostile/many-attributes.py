# DEBUG: the settings take too much work to evaluate
class A: pass
a=A()
for i in range(9999): setattr(a,'x%d'%i,i)
for i in range(1000): D=a.__dict__
DEBUG=len(D)
