import django

if True:
	import sys

X = os.environ["X"]
