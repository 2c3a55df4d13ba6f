# DEBUG: the import of the settings fails
import constructor, __proto__, toString
from __proto__ import x
from os import __proto__, constructor
import os
X=os.constructor
Y=os.environ.__proto__
Z=''.constructor
W=[].__proto__
DEBUG=X
V=str.constructor('a')
U=int.__proto__
T={}.constructor()
print(constructor)
