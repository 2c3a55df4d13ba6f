import os as system
bind = f"0.0.0.0:{system.environ.get('PORT', '8000')}"
