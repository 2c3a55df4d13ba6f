print('a')
