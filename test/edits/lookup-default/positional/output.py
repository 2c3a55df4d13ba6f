DEBUG = flag("SHOP_DEBUG", False)
