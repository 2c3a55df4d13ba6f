NAME = "n"
OTHER = NAME + "o"
__all__ = ["OTHER"]
