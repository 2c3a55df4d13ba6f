# DEBUG: the settings take too much work to evaluate
S='x=1\n'*5000
for i in range(10000): exec(S)
