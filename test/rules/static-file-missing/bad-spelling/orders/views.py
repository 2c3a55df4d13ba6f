from django import forms
from django.templatetags.static import static

LOGO = static('img/logo.PNG')


class Widget(forms.Widget):
    class Media:
        css = {'all': ['Orders/site.css', '/static/orders/site.css']}
        js = ['scripts/Widget.js', 'https://cdn.example.com/Widget.js']
