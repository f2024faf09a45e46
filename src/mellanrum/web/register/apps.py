from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "mellanrum.web.register"
    default_auto_field = "django.db.models.BigAutoField"
