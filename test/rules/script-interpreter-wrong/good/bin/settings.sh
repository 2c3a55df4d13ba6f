export WORKERS=2
