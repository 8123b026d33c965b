"""Addresses of surveys, printed as ``/s/…`` and read in a language. The bank has its pages in the admin."""

from django.urls import re_path

from assessments.surveys import views

_LANGUAGE = r"(?P<language>[a-z]{2,3}(?:-[a-z]+)?)"
_ASKED = r"s/(?P<survey>[\w-]+)/(?P<wave>[\w-]+)/(?P<group>[\w-]+)/(?P<seal>[A-Za-z2-7]+)/"

app_name = "assessments"
urlpatterns = [
    re_path(r"^s/(?:[\w-]+/){4}$", views.enter, name="survey_door"),
    re_path(rf"^{_LANGUAGE}/{_ASKED}$", views.answer, name="survey"),
    re_path(rf"^{_LANGUAGE}/{_ASKED}thanks/$", views.thanks, name="survey_thanks"),
]
