from qrcode import make


def draw(text):
    return make(text)
