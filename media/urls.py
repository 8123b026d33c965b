"""The public addresses of recordings and of pictures in the sizes that pages show."""

from django.urls import re_path

from media import views

app_name = "media"
urlpatterns = [
    re_path(r"^voices/(?P<name>[0-9a-f]{32}\.[a-z0-9]{3,4})$", views.voice, name="voice"),
    re_path(r"^media/images/(?P<name>[\w.-]{1,200})$", views.picture, name="picture"),
]
