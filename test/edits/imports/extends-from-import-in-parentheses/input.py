from django.urls import (
    include,
    re_path,  # old
)
