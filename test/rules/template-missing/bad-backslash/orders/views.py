from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.generic import TemplateView


def home(request):
    # return render(request, "orders\\old.html")
    return render(request, "orders\\home.html", {"mail": render_to_string(r"orders\home.html")})


class About(TemplateView):
    template_name = "/orders/home.html"
