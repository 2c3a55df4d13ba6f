# DEBUG: the settings take too much work to evaluate
X=[1]
for i in range(12): X=[X]*10
DEBUG=str(X)
