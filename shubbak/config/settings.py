"""Every setting of an installation. What differs between installations comes from the environment."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from shubbak.config.logs import logging_of
from shubbak.config.secrets_store import secret_of
from shubbak.foundation import time_zones

env = environ.Env()
time_zones.settle(env(time_zones.SETTING, default=time_zones.SYSTEM))

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "shubbak"
SHUBBAK_HOME = Path(env("SHUBBAK_HOME", default=str(ROOT / ".shubbak"))).resolve()
SHUBBAK_PORT = env.int("PORT", default=8000)
SHUBBAK_BASE_DOMAIN = env("SHUBBAK_BASE_DOMAIN", default="localhost")
SHUBBAK_SCHEME = env("SHUBBAK_SCHEME", default="http")
_SECURE = SHUBBAK_SCHEME == "https"
SHUBBAK_ROLE = env("SHUBBAK_ROLE", default="application")
SHUBBAK_FILES = Path(env("SHUBBAK_FILES", default=str(SHUBBAK_HOME / "files")))
SHUBBAK_BLACK_BOX = Path(env("SHUBBAK_BLACK_BOX", default=str(SHUBBAK_HOME / "blackbox")))
SHUBBAK_SIGNER_SOCKET = Path(env("SHUBBAK_SIGNER_SOCKET", default=str(SHUBBAK_HOME / "run" / "signer.sock")))
SHUBBAK_SEALS = Path(env("SHUBBAK_SEALS", default=str(SHUBBAK_HOME / "keys" / "seals")))
SHUBBAK_SEALER = env("SHUBBAK_SEALER", default="shubbak.documents.sealing.own.OwnSeal")
SHUBBAK_SEAL_PASSWORD = env("SHUBBAK_SEAL_PASSWORD", default="")  # of files in SHUBBAK_SEALS that have one
SHUBBAK_PACKS = Path(env("SHUBBAK_PACKS", default=str(ROOT / "packs")))
SHUBBAK_TARIFFS = Path(env("SHUBBAK_TARIFFS", default=str(ROOT / "tariffs")))
SHUBBAK_WEB_THREADS = env.int("SHUBBAK_WEB_THREADS", default=2)
SHUBBAK_CLAMD = env("SHUBBAK_CLAMD", default="")  # /run/clamav/clamd.ctl or host:port; empty: no scanner
SHUBBAK_UNSCANNED = env("SHUBBAK_UNSCANNED", default="serve")  # or "hold": what no scanner has seen waits
SHUBBAK_OCR = env.bool("SHUBBAK_OCR", default=True)  # read scans, where tesseract and OCRmyPDF are installed
SHUBBAK_TASK_SECONDS = env.int("SHUBBAK_TASK_SECONDS", default=600)
SHUBBAK_TASK_MEMORY = env.int("SHUBBAK_TASK_MEMORY", default=1536)  # MiB of the whole worker
SHUBBAK_SMS_GATEWAY = env("SHUBBAK_SMS_GATEWAY", default="")
SHUBBAK_MAIL_SERVERS = env.list(
    "SHUBBAK_MAIL_SERVERS", default=[]
)  # imaps://host:993,imap+starttls://host:143
SHUBBAK_SCANS = Path(env("SHUBBAK_SCANS", default=str(SHUBBAK_HOME / "scans")))
SHUBBAK_GATEWAYS = Path(env("SHUBBAK_GATEWAYS", default=str(SHUBBAK_HOME / "keys" / "gateways")))
SHUBBAK_TLS_SUBJECT = env("SHUBBAK_TLS_SUBJECT", default="")  # the header of our proxy for certificates
SHUBBAK_VENDING = Path(env("SHUBBAK_VENDING", default=str(SHUBBAK_HOME / "keys" / "vending")))
SHUBBAK_MAILBOX_KEYS = Path(env("SHUBBAK_MAILBOX_KEYS", default=str(SHUBBAK_HOME / "keys")))

SECRET_KEY = env("SECRET_KEY", default="") or secret_of(SHUBBAK_HOME, "secret")
DEBUG = False
# The host name chooses the agency; a name that no agency bears gets a 404 from the agencies' middleware.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])

# Shared by all agencies: who they are, and the task queue. All the rest lives in each agency's own schema.
SHARED_APPS = [
    "django_tenants",
    "shubbak.agencies",
    "procrastinate.contrib.django",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "shubbak.foundation",
]
TENANT_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "shubbak.journal",
    "shubbak.people",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "shubbak.announcements",
    "shubbak.documents",
    "shubbak.notifications",
    "shubbak.search",
    "shubbak.payments.ledger",
    "shubbak.payments.biller",
    "shubbak.payments.online",
    "shubbak.payments.cashier",
    "shubbak.payments.debiting",
    "shubbak.payments.reconciling",
    "shubbak.catalogue",
    "shubbak.registry",
    "shubbak.cases",
    "shubbak.accounts",
    "shubbak.utility.subscriptions",
    "shubbak.utility.metering",
    "shubbak.utility.bills",
    "shubbak.utility.arrears",
    "shubbak.utility.prepaid.vending",
    "shubbak.utility.journeys",
    "shubbak.planning.sittings",
    "shubbak.planning.zoning",
    "shubbak.contact",
    "shubbak.feedback",
    "shubbak.insights",
    "shubbak.privacy",
    "shubbak.portal",
    "shubbak.desk",
    "shubbak.board",
    "shubbak.api",
]
INSTALLED_APPS = SHARED_APPS + [app for app in TENANT_APPS if app not in SHARED_APPS]
TENANT_MODEL = "agencies.Agency"
TENANT_DOMAIN_MODEL = "agencies.Domain"
PUBLIC_SCHEMA_URLCONF = "shubbak.config.urls_public"
ROOT_URLCONF = "shubbak.config.urls"
TENANT_LIMIT_SET_CALLS = True
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]

_DATABASE_URL = env(
    "DATABASE_OWNER_URL" if SHUBBAK_ROLE == "owner" else "DATABASE_URL",
    default="postgres://shubbak@localhost/shubbak",
)
DATABASES = {"default": env.db_url_config(_DATABASE_URL)}
DATABASES["default"].update(
    ENGINE="django_tenants.postgresql_backend",
    CONN_MAX_AGE=0,
    CONN_HEALTH_CHECKS=False,
    DISABLE_SERVER_SIDE_CURSORS=False,
)
DATABASES["default"].setdefault("OPTIONS", {})
# Values are bound by the server, so a statement that returns is parsed and planned once a connection.
DATABASES["default"]["OPTIONS"].update(server_side_binding=True, prepare_threshold=3)
if env.bool("SHUBBAK_POOL", default=True) and SHUBBAK_ROLE != "owner":
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.int("SHUBBAK_POOL_SIZE", default=8),
        "timeout": 10,
    }

MIDDLEWARE = [
    "shubbak.config.headers.HeadersMiddleware",
    "shubbak.agencies.middleware.AgencyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "shubbak.api.middleware.ProgramsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "shubbak.agencies.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shubbak.people.middleware.RestMiddleware",
    "shubbak.people.refusals.RefusalsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shubbak.people.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "shubbak.agencies.context.agency",
            ],
        },
    }
]
WSGI_APPLICATION = "shubbak.config.wsgi.application"

AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "shubbak.people.passwords.WordsOfPlaceValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "shubbak.people.sign_in.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "shubbak.people.forms.SignInForm",
    "reauthenticate": "shubbak.people.forms.PasswordAgainForm",
    "change_password": "shubbak.people.forms.NewPasswordForm",
}
MFA_ADAPTER = "shubbak.people.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# The administrator of the body writes the addresses of its staff down: there is nothing to verify.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "shubbak.people.forms.SecondStepForm",
    "authenticate_webauthn": "shubbak.people.forms.SecondKeyForm",
    "reauthenticate": "shubbak.people.forms.SecondStepAgainForm",
    "activate_totp": "shubbak.people.forms.ApplicationForm",
    "add_webauthn": "shubbak.people.forms.KeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SHUBBAK_SCHEME != "https"

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "__Host-language" if _SECURE else "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = SHUBBAK_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60 * 24 * 365

SHUBBAK_SESSION_RESTS = timedelta(minutes=env.int("SHUBBAK_IDLE_MINUTES", default=60))
SHUBBAK_SESSION_LASTS = timedelta(hours=env.int("SHUBBAK_SESSION_HOURS", default=12))
SESSION_ENGINE = "shubbak.people.models.sessions"
SESSION_COOKIE_AGE = int(SHUBBAK_SESSION_LASTS.total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_NAME = "__Host-session" if _SECURE else "session"
CSRF_FAILURE_VIEW = "shubbak.desk.ended.old_form"
CSRF_COOKIE_NAME = "__Host-csrf" if _SECURE else "csrf"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if _SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# A form holds answers and not files larger than the packs allow; the upload handler counts as it streams.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = ["shubbak.documents.uploads.CountedUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024

EMAIL_BACKEND = env("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env("EMAIL_HOST", default="")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="shubbak@localhost")

# Limits of attempts are counted here; two agencies never share a count.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # leases of limits (agencies.shares), one a network and kind
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}
SILENCED_SYSTEM_CHECKS = ["security.W001"]
LOGGING = logging_of(
    form=env("SHUBBAK_LOG", default="lines"),
    syslog=env("SHUBBAK_SYSLOG", default=""),
    level=env("LOG_LEVEL", default="WARNING"),
)
