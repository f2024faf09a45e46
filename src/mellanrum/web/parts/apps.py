from django.apps import AppConfig


class PartsConfig(AppConfig):
    name = "mellanrum.web.parts"
    default_auto_field = "django.db.models.BigAutoField"
