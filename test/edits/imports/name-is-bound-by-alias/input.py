import shop as os
