"""Addresses under ``/admin/questions/h5p/``."""

from django.urls import path

from assessments.playable import views

app_name = "playable"
urlpatterns = [path("", views.MakeView.as_view(), name="make")]
