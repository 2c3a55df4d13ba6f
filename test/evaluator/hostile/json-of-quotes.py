# DEBUG: 1
import json
X='"\\'*200000
try:
    DEBUG=json.loads(X)
except ValueError: DEBUG=1
