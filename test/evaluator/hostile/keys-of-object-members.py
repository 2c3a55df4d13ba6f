# DEBUG: {"__proto__":{"x":1},"constructor":2}
D={'__proto__':{'x':1},'constructor':2}
DEBUG=D
__proto__=1
constructor=2
CONSTRUCTOR=3
import re
X=re.constructor
M=re.match('(?P<constructor>a)','a').groupdict()
