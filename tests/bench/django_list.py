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


class Payee(models.Model):
    """Rows of the funding service, read only."""

    id = models.UUIDField(primary_key=True)
    authority = models.TextField()
    kind = models.TextField()
    school_urn = models.IntegerField(null=True)
    name = models.TextField()
    ofsted_ref = models.TextField(null=True)
    supplier_no = models.TextField(null=True)
    state = models.TextField()
    entered_by = models.TextField()
    verified_by = models.TextField(null=True)
    verified_on = models.DateField(null=True)
    version = models.IntegerField()

    class Meta:
        """The table is not ours to make."""

        app_label = "bench"
        managed = False
        db_table = 'funding"."payees'


class PayeeSerializer(serializers.ModelSerializer[Payee]):
    """All columns."""

    class Meta:
        """Which model and columns."""

        model = Payee
        fields = "__all__"


class ByName(pagination.CursorPagination):
    """Fifty rows by name."""

    page_size = 50
    ordering = ("name", "id")


class Payees(generics.ListAPIView[Payee]):
    """One authority's payees."""

    serializer_class = PayeeSerializer
    pagination_class = ByName

    def get_queryset(self) -> Any:
        """The authority of the demonstration."""
        return Payee.objects.filter(authority="999")


urlpatterns = [path("payees", Payees.as_view())]
application = get_wsgi_application()
