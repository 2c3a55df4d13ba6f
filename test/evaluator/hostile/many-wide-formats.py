# DEBUG: the settings take too much work to evaluate
X=['%9999d'%i for i in range(10000)]
DEBUG=''.join(X)
