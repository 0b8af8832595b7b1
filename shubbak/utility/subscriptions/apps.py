from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "shubbak.utility.subscriptions"
    label = "subscriptions"
    default_auto_field = "django.db.models.BigAutoField"
