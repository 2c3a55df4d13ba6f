from pathlib import Path

ROOT = BASE_DIR = Path(__file__).resolve().parent.parent
