with open("key") as file:
    SECRET_KEY = file.read()
