from django import forms

from .models import Order, titles

ORDERS = Order.objects.filter(title='')
PAGE = ORDERS[:10]


class OrderForm(forms.Form):
    title = forms.ChoiceField(choices=titles)
    order = forms.ModelChoiceField(queryset=Order.objects.all().order_by('title'))

    def __init__(self, *args):
        super().__init__(*args)
        self.fields['title'].choices = titles()
