"""Addresses of the doors, mounted at the root."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/staff/", views.sign_in_staff, name="sign_in_staff"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("card/<str:token>/", views.card, name="card"),
    path("home/", views.home, name="home"),
    path("language/set/", views.choose_language, name="choose_language"),
]
