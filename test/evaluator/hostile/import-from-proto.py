# DEBUG: true
from __proto__ import x
