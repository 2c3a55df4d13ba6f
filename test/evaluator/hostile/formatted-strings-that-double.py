# DEBUG: the settings take too much work to evaluate
X='a'
for i in range(60): X=f'{X}{X}'
DEBUG=X
