import locale

SECRET_KEY = "x"
locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
