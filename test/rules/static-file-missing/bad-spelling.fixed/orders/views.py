from django import forms
from django.templatetags.static import static

LOGO = static('img/Logo.png')


class Widget(forms.Widget):
    class Media:
        css = {'all': ['orders/site.css', '/static/orders/site.css']}
        js = ['scripts/widget.js', 'https://cdn.example.com/Widget.js']
