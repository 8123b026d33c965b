"""Addresses under ``/admin/questions/``."""

from django.urls import path

from assessments.exchange import views

app_name = "exchange"
urlpatterns = [
    path("import/", views.UploadView.as_view(), name="upload"),
    path("import/template.xlsx", views.TemplateView.as_view(), name="template"),
    path("import/<int:pk>/", views.ImportView.as_view(), name="import"),
    path("export/", views.ExportView.as_view(), name="export"),
    path("export/file", views.DownloadView.as_view(), name="download"),
]
