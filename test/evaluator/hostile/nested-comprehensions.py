# DEBUG: the settings take too much work to evaluate
R=range(1000)
DEBUG=len([a+b+c for a in R for b in R for c in R])
