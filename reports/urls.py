"""Addresses of the office, mounted at ``/office/``."""

from django.urls import path

from reports import providers, views
from reports.gain import views as gain
from reports.surveys import views as surveys

app_name = "reports"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("cohorts/", views.classes, name="classes"),
    path("cohorts.<str:form>", views.export_classes, name="export_classes"),
    path("destinations/", views.destinations, name="destinations"),
    path("destinations.<str:form>", views.export_destinations, name="export_destinations"),
    path("knowledge/", gain.knowledge, name="knowledge"),
    path("knowledge.<str:form>", gain.export, name="export_knowledge"),
    path("centres/", providers.providers, name="providers"),
    path("surveys/", surveys.results, name="surveys"),
    path("surveys.<str:form>", surveys.export, name="export_surveys"),
]
