# DEBUG: it is made with a regular expression that is not evaluated
import re
DEBUG=bool(re.search('(a|b|ab)?'*60+'c','ab'*100))
