from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "mellanrum.web.tenancy"
    default_auto_field = "django.db.models.BigAutoField"
