import Queue
from calendar import monthrange

urlpatterns = []
