match NAME:
    case "a":
        SECRET_KEY = "insecure"
