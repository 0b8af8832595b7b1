from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "shubbak.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
