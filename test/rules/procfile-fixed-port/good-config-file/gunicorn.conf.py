import os

bind = f"[::]:{os.environ.get('PORT', '8000')}"
