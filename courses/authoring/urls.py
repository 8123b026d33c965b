"""Addresses under ``/admin/`` for authors."""

from django.urls import path

from courses.authoring import views

app_name = "authoring"
urlpatterns = [
    path("lessons/<int:pk>/figures/", views.figures_of, name="figures"),
    path("modules/new/", views.NewModule.as_view(), name="new"),
    path("modules/<int:pk>/duplicate/", views.Duplicate.as_view(), name="duplicate"),
    path("modules/<int:pk>/discard/", views.Discard.as_view(), name="discard"),
    path("editions/", views.Editions.as_view(), name="editions"),
    path("editions/amend/<int:pk>/", views.Amend.as_view(), name="amend"),
]
