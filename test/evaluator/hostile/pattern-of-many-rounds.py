# DEBUG: it is made with a regular expression that is not evaluated
import re
DEBUG=re.match('(?:ab)*','ab'*100000) is not None
