SECRET_KEY = "for-development"
