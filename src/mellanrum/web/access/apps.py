from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "mellanrum.web.access"
    default_auto_field = "django.db.models.BigAutoField"
