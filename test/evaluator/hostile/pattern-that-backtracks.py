# DEBUG: it is made with a regular expression that is not evaluated
import re
DEBUG=bool(re.match('(a*)*b','a'*5000))
