# DEBUG: the settings take too much work to evaluate
L=[1]
for i in range(40):
    L=L+L
INSTALLED_APPS=L
