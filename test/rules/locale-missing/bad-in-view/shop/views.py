from locale import LC_TIME, setlocale


def month(request):
    setlocale(LC_TIME, ("pt_BR", "UTF-8"))
