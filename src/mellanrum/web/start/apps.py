from django.apps import AppConfig


class StartConfig(AppConfig):
    name = "mellanrum.web.start"
    default_auto_field = "django.db.models.BigAutoField"
