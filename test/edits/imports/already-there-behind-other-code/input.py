A = 1
import os
B = os.sep
