"""Sign-in of staff: of django-allauth's pages, those that a public body needs."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from shubbak.people import views
from shubbak.people.sign_in import RemoveKey, leaving_nothing, noting_factors
from shubbak.people.welcome import Welcome

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", leaving_nothing(account.logout), name="account_logout"),
    path("welcome/<uidb64>/<token>/", Welcome.as_view(), name="staff_welcome"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("sessions/", views.sessions, name="staff_sessions"),
    path("sessions/end/", views.end_session, name="staff_end_session"),
    path("late/<uuid:form_id>/", views.late, name="staff_late"),
    path("late/<uuid:form_id>/<slug:deed>/", views.late_deed, name="staff_late_deed"),
    path("factors/", factors.index, name="mfa_index"),
    path("factors/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("factors/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("factors/totp/activate/", noting_factors(totp.activate_totp), name="mfa_activate_totp"),
    path("factors/totp/deactivate/", noting_factors(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("factors/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "factors/codes/generate/",
        noting_factors(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("factors/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("factors/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("factors/keys/add/", noting_factors(keys.add_webauthn), name="mfa_add_webauthn"),
    path("factors/keys/reauthenticate/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("factors/keys/<int:pk>/remove/", noting_factors(RemoveKey.as_view()), name="mfa_remove_webauthn"),
]
