STORAGES = {
    'default': {
        'BACKEND': 'a.B'
    }
}
