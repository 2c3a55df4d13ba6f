# DEBUG: true
D={'a':1}
for i in range(60):
    D={'a':D,'b':D}
DATABASES=D
LOGGING=D
