"""Addresses of required training, mounted at the root."""

from django.urls import path

from duties.views import lists, mine, office

app_name = "duties"
urlpatterns = [
    path("duty/", mine.home, name="home"),
    path("duty/days.ics", mine.calendar_file, name="calendar"),
    path("duty/data.json", mine.data, name="data"),
    path("duty/<uuid:assignment>/go-on/", mine.go_on, name="go_on"),
    path("duty/<uuid:assignment>/outside/", mine.outside, name="outside"),
    path("office/duties/", office.overview, name="overview"),
    path("office/duties.<str:form>", office.export, name="export"),
    path("office/duties/recognitions/", office.recognitions, name="recognitions"),
    path("office/duties/recognitions/<uuid:pk>/", office.recognition, name="recognition"),
    path("office/duties/recognitions/<uuid:pk>/evidence/", office.evidence, name="evidence"),
    path("office/duties/<uuid:pk>/exempt/", office.exempt, name="exempt"),
    path("office/duties/<uuid:pk>/exempt/end/", office.end_exemption, name="end_exemption"),
    path("office/duties/lists/", lists.lists, name="lists"),
    path("office/duties/lists/template.csv", lists.template, name="list_template"),
    path("office/duties/lists/<uuid:pk>/", lists.one, name="list"),
    path("office/duties/lists/<uuid:pk>/write/", lists.write, name="write_list"),
    path("office/duties/lists/<uuid:pk>/put-away/", lists.put_away, name="put_away_list"),
    path("office/duties/lists/<uuid:pk>/undo/", lists.undo, name="undo_list"),
]
