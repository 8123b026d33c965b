"""Public addresses: ``/<language>/<corridor>/<module>/<lesson>/``. Mounted last, after every other room.

What stands here in the place of a slug is in ``courses.models.pages.RESERVED``, so that no page takes it.
"""

import re

from django.urls import path, register_converter

from courses import views
from courses.overlays import CORRIDOR


class Language:
    regex = "[a-z]{2,3}(?:-[a-z]+)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Way(Language):
    regex = re.sub(r"\((?!\?)", "(?:", CORRIDOR)  # a converter must not capture


register_converter(Language, "language")
register_converter(Way, "corridor")

app_name = "courses"
urlpatterns = [
    path("<language:language>/", views.home, name="home"),
    path("<language:language>/go/", views.choose, name="choose"),
    path("<language:language>/<corridor:corridor>/", views.country, name="country"),
    path("<language:language>/<corridor:corridor>/numbers/", views.numbers, name="numbers"),
    path("<language:language>/<corridor:corridor>/card/", views.card, name="card"),
    path("<language:language>/<corridor:corridor>/kit/", views.kit, name="kit"),
    path("<language:language>/<corridor:corridor>/<slug:slug>/", views.outline, name="outline"),
    path("<language:language>/<corridor:corridor>/<slug:module>/<slug:lesson>/", views.lesson, name="lesson"),
]
