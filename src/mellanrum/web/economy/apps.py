from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "mellanrum.web.economy"
    default_auto_field = "django.db.models.BigAutoField"
