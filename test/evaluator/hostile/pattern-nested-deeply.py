# DEBUG: it is made with a regular expression that is not evaluated
import re
DEBUG=re.match('('*100000,'a')
