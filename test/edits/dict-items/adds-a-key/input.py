STORAGES = {
    'staticfiles': {
        'OPTIONS': {},
    },
}
