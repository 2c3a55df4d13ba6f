import django

try:
    from django.utils.translation import ugettext_lazy as _
except ImportError:
    from django.utils.translation import gettext_lazy as _

if django.VERSION < (4, 0):
    from django.utils.encoding import force_text
else:
    from django.utils.encoding import force_str as force_text
