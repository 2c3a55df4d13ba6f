# DEBUG: 1
from split_settings.tools import include,optional
for i in range(1000): include(optional('*a*a*a*a*a*a*a*b'))
DEBUG=1
