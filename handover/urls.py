"""Addresses under ``/admin/handover/``."""

from django.urls import path

from handover import views

app_name = "handover"
urlpatterns = [
    path("", views.DeskView.as_view(), name="desk"),
    path("export/", views.ExportView.as_view(), name="export"),
    path("exports/<int:pk>/", views.DownloadView.as_view(), name="download"),
    path("import/", views.UploadView.as_view(), name="upload"),
    path("imports/<int:pk>/", views.ImportView.as_view(), name="import"),
]
