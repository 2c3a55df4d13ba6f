# DEBUG: the settings take too much work to evaluate
import re
DEBUG=re.sub('','x'*10000,'a'*10000)
