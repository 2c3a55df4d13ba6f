from django import forms
from django.conf.urls.static import static as served
from django.templatetags.static import static

LOGO = static('img/Logo.png')
FILES = served('/media/Logo.png')


class Widget(forms.Widget):
    class Media:
        css = {'all': ['orders/site.css', '/static/Orders/site.css']}
