# DEBUG: the settings take too much work to evaluate
X=(' '*5000+'a')*100
for i in range(200): Y=X.strip()
DEBUG=Y
