module = os.environ.get('DJANGO_SETTINGS_MODULE', 'shop.settings')
