"""The addresses of the desk of captions below ``/admin/films/words/``."""

from django.urls import path

from media.captions import desk

app_name = "captions"
urlpatterns = [
    path("", desk.board, name="board"),
    path("<uuid:film>/", desk.film, name="film"),
    path("<uuid:film>/other/", desk.other, name="other"),
    path("<uuid:film>/<str:kind>/<str:language>/", desk.words, name="words"),
    path("<uuid:film>/<str:kind>/<str:language>/fits/", desk.fits, name="fits"),
    path("<uuid:film>/<str:kind>/<str:language>/remove/", desk.remove, name="remove"),
]
