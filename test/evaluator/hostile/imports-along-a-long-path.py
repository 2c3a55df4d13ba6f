# DEBUG: the settings take too much work to evaluate
import sys
for i in range(5000): sys.path.append('/x%d'%i)
for i in range(5000):
    try:
        import local_settings
    except ImportError: pass
