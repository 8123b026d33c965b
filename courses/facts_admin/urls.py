"""Addresses under ``/admin/`` for those who keep facts."""

from django.urls import path

from courses.facts_admin import views

app_name = "facts"
urlpatterns = [
    path("facts/due/", views.BoardView.as_view(), name="due"),
    path("facts/<int:pk>/again/", views.ConfirmView.as_view(), name="confirm"),
    path("facts/<int:pk>/dependents/", views.DependentsView.as_view(), name="dependents"),
    path("facts/places/", views.PlacesView.as_view(), name="places"),
    path("facts/places/<slug:side>/<str:code>/", views.ProfileView.as_view(), name="profile"),
    path("coverage/", views.CoverageView.as_view(), name="coverage"),
]
