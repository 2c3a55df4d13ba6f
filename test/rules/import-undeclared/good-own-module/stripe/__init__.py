class Charge:
    list = print
