NAME = "😀"
X = os.environ["X"]
