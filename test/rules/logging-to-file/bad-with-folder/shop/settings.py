from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

LOGGING = {
    "version": 1,
    "handlers": {
        "file": {"class": "logging.FileHandler", "filename": str(BASE_DIR / "logs" / "app.log")},
    },
    "root": {"handlers": ["file"], "level": "INFO"},
}
