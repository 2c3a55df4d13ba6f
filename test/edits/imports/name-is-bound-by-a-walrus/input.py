print(os := 1)
