# DEBUG: the settings take too much work to evaluate
import re
X='x'*9000
for i in range(1000): DEBUG=re.findall('.*x.*y',X)
