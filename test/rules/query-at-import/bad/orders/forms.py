from django import forms

from .models import Order

TITLES = [(order.pk, order.title) for order in Order.objects.all()]


class OrderForm(forms.Form):
    order = forms.ChoiceField(choices=Order.objects.values_list('pk', 'title'))
    title = forms.ChoiceField(choices=TITLES, initial=Order.objects.first)
    other = forms.ModelChoiceField(queryset=Order.objects.all())
