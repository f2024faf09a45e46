from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "mellanrum.web.publishing"
    default_auto_field = "django.db.models.BigAutoField"
