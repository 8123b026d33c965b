"""Addresses under ``/admin/films/``."""

from django.urls import path

from media.films.desk import films, uploads

app_name = "films"
urlpatterns = [
    path("", films.listing, name="list"),
    path("add/", uploads.add, name="add"),
    path("coming/", uploads.begin, name="begin"),
    path("coming/<uuid:pk>/", uploads.upload, name="upload"),
    path("coming/<uuid:pk>/<int:number>/", uploads.piece, name="piece"),
    path("<uuid:key>/", films.film, name="film"),
    path("<uuid:key>/replace/", uploads.add, name="replace"),
    path("<uuid:key>/still/", films.still, name="still"),
    path("<uuid:key>/again/", films.again, name="again"),
    path("<uuid:key>/delete/", films.delete, name="delete"),
]
