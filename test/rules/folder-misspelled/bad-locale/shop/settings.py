from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
INSTALLED_APPS = ['orders']
ROOT_URLCONF = 'shop.urls'
LOCALE_PATHS = [BASE_DIR / 'locale']
FIXTURE_DIRS = [BASE_DIR / 'Fixtures']
