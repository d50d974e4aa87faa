"""The same rows by Django REST Framework and the Django ORM, without sign-in and without row level security.

Run by gunicorn as `django_list:application`; BENCH_PG names host, database and user.
"""

import os
from typing import Any

import django
from django.conf import settings

host, name, user = os.environ["BENCH_PG"].split("|")
settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="django_list",
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],  # sets Content-Length
    SECRET_KEY="bench",
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": host,
            "NAME": name,
            "USER": user,
            "CONN_MAX_AGE": None,
        }
    },
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - Django wants its settings first
from django.db import models  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import generics, pagination, serializers  # noqa: E402


class Journal(models.Model):
    """Rows of the ledger, read only."""

    id = models.UUIDField(primary_key=True)
    authority = models.TextField()
    seq = models.BigIntegerField()
    kind = models.TextField()
    posted_at = models.DateTimeField()
    effective_on = models.DateField()
    source_type = models.TextField()
    source_id = models.UUIDField()
    actor_id = models.TextField()
    reason = models.TextField(null=True)
    reverses_journal_id = models.UUIDField(null=True)
    prev_hash = models.TextField()
    hash = models.TextField()

    class Meta:
        """The table is not ours to make."""

        app_label = "bench"
        managed = False
        db_table = 'funding"."journals'


class JournalLine(models.Model):
    """Lines of a journal. Django wants one key column; lines are only ever read through their journal."""

    journal = models.ForeignKey(Journal, models.DO_NOTHING, related_name="lines", primary_key=True)
    authority = models.TextField()
    line_no = models.IntegerField()
    account = models.TextField()
    pence = models.BigIntegerField()
    financial_year = models.TextField()
    scheme = models.TextField()
    child_id = models.UUIDField(null=True)
    school_urn = models.IntegerField(null=True)
    payee_id = models.UUIDField(null=True)
    term = models.TextField(null=True)
    request_id = models.UUIDField(null=True)
    central_category = models.TextField(null=True)

    class Meta:
        """The table is not ours to make."""

        app_label = "bench"
        managed = False
        db_table = 'funding"."journal_lines'
        ordering = ("line_no",)


class LineSerializer(serializers.ModelSerializer[JournalLine]):
    """All that the API shows."""

    class Meta:
        """Which model and columns."""

        model = JournalLine
        exclude = ("journal", "authority")


class JournalSerializer(serializers.ModelSerializer[Journal]):
    """A journal with its lines."""

    lines = LineSerializer(many=True, read_only=True)

    class Meta:
        """Which model and columns."""

        model = Journal
        exclude = ("authority",)


class NewestFirst(pagination.CursorPagination):
    """Fifty rows, the newest first."""

    page_size = 50
    ordering = ("-seq",)


class Journals(generics.ListAPIView[Journal]):
    """One authority's journals."""

    serializer_class = JournalSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> Any:
        """Journals and their lines in two questions; the authority lets both use their keys."""
        lines = models.Prefetch("lines", JournalLine.objects.filter(authority="999"))
        return Journal.objects.filter(authority="999").prefetch_related(lines)


urlpatterns = [path("journals", Journals.as_view())]
application = get_wsgi_application()
