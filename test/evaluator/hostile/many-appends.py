# DEBUG: the settings take too much work to evaluate
L=[]
for i in range(10000):
    for j in range(30):
        L.append(i)
INSTALLED_APPS=L
