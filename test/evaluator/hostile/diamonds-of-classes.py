# DEBUG: 1
class A: x=1
B=A
for i in range(60):
    class C(B): pass
    class D(B): pass
    class E(C, D): pass
    B=E
DEBUG=B.x
Y=isinstance(B(), A)
