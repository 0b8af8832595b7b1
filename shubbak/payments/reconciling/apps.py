from django.apps import AppConfig


class ReconcilingConfig(AppConfig):
    name = "shubbak.payments.reconciling"
    label = "reconciling"
    default_auto_field = "django.db.models.BigAutoField"
