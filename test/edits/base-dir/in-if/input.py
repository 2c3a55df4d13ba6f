from pathlib import Path

if True:
    BASE_DIR = Path(__file__).resolve().parent.parent
