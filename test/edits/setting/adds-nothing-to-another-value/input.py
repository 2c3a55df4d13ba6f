STATIC_ROOT = 'static'
