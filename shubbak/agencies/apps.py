from django.apps import AppConfig

from shubbak.agencies import wording


class AgenciesConfig(AppConfig):
    name = "shubbak.agencies"
    label = "agencies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        wording.install()
