from django import forms
from django.shortcuts import render

from .choices import titles


class OrderForm(forms.Form):
    title = forms.ChoiceField(choices=titles())


def home(request):
    return render(request, 'orders/home.html', {'form': OrderForm()})
