"""Public addresses: the page in which a content plays, the bundle inside it, and the files beside a bundle."""

from django.urls import path, register_converter

from h5p import views


class Fingerprint:
    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Medium(Fingerprint):
    regex = r"[0-9a-f]{64}\.[a-z0-9]{1,6}"


register_converter(Fingerprint, "sha256")
register_converter(Medium, "medium")

app_name = "h5p"
urlpatterns = [
    path("play/<uuid:key>/", views.play, name="play"),
    path("h5p/<sha256:sha256>.html", views.bundle, name="bundle"),
    path("h5p/media/<medium:name>", views.medium, name="medium"),
]
