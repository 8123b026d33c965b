"""The public addresses of recordings and of pictures in the sizes that pages show."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from media import views
from media.captions import views as words
from media.films import views as films


class Tongue(StringConverter):
    """What may be the code of a language."""

    regex = "[A-Za-z-]{2,10}"


register_converter(Tongue, "tongue")

app_name = "media"
urlpatterns = [
    re_path(r"^films/words/(?P<pk>\d{1,12})-(?P<mark>[0-9a-f]{16})\.vtt$", words.track, name="track"),
    path("films/<uuid:film>/words/<tongue:language>/", words.transcript, name="transcript"),
    re_path(r"^films/(?P<name>[0-9a-f]{64}\.[a-z0-9]{3,4})$", films.file, name="film"),
    re_path(r"^voices/(?P<name>[0-9a-f]{32}\.[a-z0-9]{3,4})$", views.voice, name="voice"),
    re_path(r"^media/images/(?P<name>[\w.-]{1,200})$", views.picture, name="picture"),
]
