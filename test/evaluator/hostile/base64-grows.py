# DEBUG: the settings take too much work to evaluate
import base64
X = b"a" * 5000
for i in range(60):
    X = base64.b64encode(X)
