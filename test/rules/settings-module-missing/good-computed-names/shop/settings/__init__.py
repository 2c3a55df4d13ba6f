import settings_loader

globals().update(settings_loader.load())
