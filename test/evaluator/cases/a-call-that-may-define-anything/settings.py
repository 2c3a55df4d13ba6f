import secret_magic.of_a_package as magic

DEBUG = False
magic.load_settings(__name__)
