from pathlib import Path
import django_heroku  # for Heroku
BASE_DIR = Path(__file__).resolve().parent.parent

# Configure the app for Heroku.
# See its README.
django_heroku.settings(locals(), logging=False)

LOGIN_URL = "/login/"
