"""Registers places, facts and topics in the admin."""

from wagtail.snippets.models import register_snippet

from courses.viewsets import CountriesGroup

register_snippet(CountriesGroup)
