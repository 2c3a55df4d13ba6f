from pages.models import Note


def export(request):
    return [note.title for note in Note.objects.iterator()]
