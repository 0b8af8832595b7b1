from django.apps import AppConfig


class BillerConfig(AppConfig):
    name = "shubbak.payments.biller"
    label = "biller"
    default_auto_field = "django.db.models.BigAutoField"
