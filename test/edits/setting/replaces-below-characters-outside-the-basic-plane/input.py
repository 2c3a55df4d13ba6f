NAME = "😀"
SECRET_KEY = "😀"
