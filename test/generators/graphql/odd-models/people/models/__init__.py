from .addresses import *
from .users import User
