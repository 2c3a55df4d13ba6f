import base64
import os

KEY = base64.b64decode(os.environ["KEY_BASE64"]).decode()
ENCODED = base64.b64encode(b"shop & co").decode()
URL_SAFE = base64.urlsafe_b64encode(bytes(base64.b64decode("+/+/"))).decode()
LINES = base64.b64decode("c2hv\ncA==").decode("utf-8")
try:
    WRONG = base64.b64decode("abc")
except ValueError:
    WRONG = None
