# DEBUG: the settings take too much work to evaluate
import copy
L=[list(range(10000))]*1000
for i in range(1000): M=copy.deepcopy(L)
