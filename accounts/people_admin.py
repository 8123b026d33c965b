"""Wagtail's own app for people, told to use our shape of it. Stands in the settings in place of ``wagtail.users``."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleAdminConfig(WagtailUsersAppConfig):
    user_viewset = "accounts.viewsets.PersonViewSet"
