"""The addresses of the desk of recordings below ``/admin/recordings/``."""

from django.urls import path

from media import views

app_name = "recordings"
urlpatterns = [
    path("", views.lines, name="lines"),
    path("languages/", views.languages, name="languages"),
    path("unsaid/", views.unsaid, name="unsaid"),
    path("sheet/", views.sheet, name="sheet"),
    path("save/", views.save, name="save"),
    path("drafts/", views.draft, name="draft"),
    path("required/", views.require, name="require"),
    path("<int:pk>/remove/", views.remove, name="remove"),
    path("<int:pk>/put-back/", views.put_back, name="put_back"),
]
