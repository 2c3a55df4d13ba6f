# DEBUG: the settings take too much work to evaluate
S={1}
for i in range(10000): S|={i}
T=set(range(10000))
for i in range(1000): T=T-S|T
