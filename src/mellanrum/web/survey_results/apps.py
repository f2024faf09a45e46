from django.apps import AppConfig


class SurveyResultsConfig(AppConfig):
    name = "mellanrum.web.survey_results"
    default_auto_field = "django.db.models.BigAutoField"
