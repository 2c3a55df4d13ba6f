from .text import force_text

url = force_text('x')
