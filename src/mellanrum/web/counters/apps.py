from django.apps import AppConfig


class CountersConfig(AppConfig):
    name = "mellanrum.web.counters"
    default_auto_field = "django.db.models.BigAutoField"
