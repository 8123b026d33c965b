"""Addresses under ``/admin/items/``."""

from django.urls import path

from assessments.statistics import views

app_name = "items"
urlpatterns = [
    path("", views.TableView.as_view(), name="table"),
    path("count/", views.CountView.as_view(), name="count"),
    path("<int:pk>/", views.ItemView.as_view(), name="item"),
    path("export.<str:form>", views.ExportView.as_view(), name="export"),
]
