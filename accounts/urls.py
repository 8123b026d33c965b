"""Addresses of the doors, mounted at the root."""

from django.urls import path

from accounts.views import doors, secret, staff

app_name = "accounts"
urlpatterns = [
    path("sign-in/", doors.sign_in, name="sign_in"),
    path("sign-in/pictures/", doors.sign_in_by_pictures, name="sign_in_by_pictures"),
    path("sign-in/unsent/", doors.unsent, name="unsent"),
    path("sign-in/staff/", staff.sign_in, name="sign_in_staff"),
    path("sign-in/staff/code/", staff.code, name="second_factor"),
    path("sign-in/staff/set-up/", staff.set_up, name="set_up_second_factor"),
    path("sign-in/staff/provider/", staff.to_provider, name="to_provider"),
    path("sign-in/staff/return/", staff.from_provider, name="from_provider"),
    path("sign-out/", doors.sign_out, name="sign_out"),
    path("switch/", doors.switch, name="switch"),
    path("rest/", doors.rest, name="rest"),
    path("still/", doors.still, name="still"),
    path("card/<str:token>/", doors.card, name="card"),
    path("home/", doors.home, name="home"),
    path("me/secret/", secret.own_secret, name="own_secret"),
    path("language/set/", doors.choose_language, name="choose_language"),
]
