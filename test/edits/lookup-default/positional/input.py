DEBUG = flag("SHOP_DEBUG", True)
