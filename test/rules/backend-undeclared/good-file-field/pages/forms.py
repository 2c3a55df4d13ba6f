from django import forms


class Form(forms.Form):
    picture = forms.ImageField
