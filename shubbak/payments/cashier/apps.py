from django.apps import AppConfig


class CashierConfig(AppConfig):
    name = "shubbak.payments.cashier"
    label = "cashier"
    default_auto_field = "django.db.models.BigAutoField"
