workers = 17
