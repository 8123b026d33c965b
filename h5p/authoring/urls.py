"""Addresses under ``/admin/h5p/``, beside those of the desk."""

from django.urls import path

from h5p.authoring import views

app_name = "h5p_words"
urlpatterns = [
    path("<uuid:key>/words/", views.WordsView.as_view(), name="words"),
    path("<uuid:key>/file.h5p", views.FileView.as_view(), name="file"),
]
