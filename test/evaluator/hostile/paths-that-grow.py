# DEBUG: the settings take too much work to evaluate
from pathlib import Path
P=Path('a')
for i in range(9999): P=P/('b'*200)
DEBUG=str(P)
