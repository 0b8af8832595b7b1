from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "shubbak.board"
    label = "board"
    default_auto_field = "django.db.models.BigAutoField"
