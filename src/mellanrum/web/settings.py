"""Django's settings. What differs between machines comes from the environment, see `environment`."""

from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from mellanrum.web import outside
from mellanrum.web.environment import databases, environment
from mellanrum.web.keys import keys_of

django_stubs_ext.monkeypatch()

ENVIRONMENT = environment()
KEYS = keys_of(ENVIRONMENT.folder)
SECRET_KEY = KEYS["secret_key"]
SECOND_FACTOR_KEY = KEYS["second_factor_key"]  # what the database holds of second factors is read by it
CODE_KEY = KEYS["code_key"]  # what the database holds of the keys of carried codes is read by it
DISCLOSURE_SEED = KEYS["disclosure_seed"]  # decides which of two equally good numbers is hidden
del KEYS
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
DATABASES = databases(ENVIRONMENT.folder)
DATABASE_ROUTERS = ["mellanrum.web.counters.router.Router"]
SERVICES = outside.services(ENVIRONMENT.folder)

# What the limits on sign-in count in. All workers must share it, and only a database makes "add, if nobody has" one
# step between processes: a cache in memory counts per worker, and one in files can be counted past by two at once.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # so many that nobody pushes a count out by making others
    }
}
ROOT_URLCONF = "mellanrum.web.urls"
WSGI_APPLICATION = "mellanrum.web.wsgi.application"

INSTALLED_APPS = [
    "mellanrum.web.parts",
    "mellanrum.web.tenancy",
    "mellanrum.web.access",
    "mellanrum.web.association",
    "mellanrum.web.interventions",
    "mellanrum.web.counters",
    "mellanrum.web.register",
    "mellanrum.web.economy",
    "mellanrum.web.publishing",
    "mellanrum.web.surveys",
    "mellanrum.web.answering",
    "mellanrum.web.survey_results",
    "mellanrum.web.statistics",
    "mellanrum.web.reports",
    "mellanrum.web.start",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mellanrum.web.parts.middleware.kept_by_nobody",
    "mellanrum.web.parts.middleware.language",
    "mellanrum.web.parts.middleware.early_refusal",
    "mellanrum.web.parts.middleware.wrong_method",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mellanrum.web.access.middleware.RouteRules",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mellanrum.web.access.context.where",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "mellanrum.web.parts.templatetags.parts",
                "mellanrum.web.access.templatetags.access",
            ],
        },
    }
]
FORM_RENDERER = "mellanrum.web.parts.forms.Renderer"

# Language: Swedish first, English second.
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
LOCALE_PATHS = [Path(__file__).with_name("locale")]  # for the names above; every app has its own
FORMAT_MODULE_PATH = ["mellanrum.web.formats"]

# Files that are the same for everybody. No page asks any other host for anything.
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.folder / "static"
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is uploaded to a folder
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What a browser may do with our pages.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *outside.origins(SERVICES)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure else None
SECURE_SSL_REDIRECT = False  # what stands in front of the site does that
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.secure else 0
SESSION_COOKIE_SECURE = ENVIRONMENT.secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12  # a working day
CSRF_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mellanrum.web.start.site.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENVIRONMENT.hosts] if ENVIRONMENT.secure else []

# What may be published: modules that offer numbers, see `publishing.figures`.
PUBLISHED = ["mellanrum.web.publishing.follow_up", "mellanrum.web.survey_results.publishable"]
# What is stored beside the counters of follow-up: modules that tell it, see `register.services.kept`.
STORED = [f"mellanrum.web.{app}.storing" for app in ("surveys", "answering", "survey_results")]

# How many took part in a year, as the books may know it: modules that tell it, see `economy.services.participations`.
PARTICIPATIONS = ["mellanrum.web.publishing.participations"]

# What interventions have cost: the module that tells it, see `interventions.services.outcomes`.
OUTCOMES = "mellanrum.web.economy.outcomes"

# How much may be sent. A file of books is at most 50 MB; the fields beside it are few and short.
LARGEST_FILE = 50_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8_000  # a tick sheet with crossings of the association's own has thousands
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # never to a file outside our own
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_FILE + 1_000_000  # counts the whole form; a larger one is refused unread

# Signing in.
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "mellanrum.web.access.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "mellanrum.web.access.adapters.SocialAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is the proof; nobody signs up by themselves
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to those who are not users
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    name: f"mellanrum.web.access.library_forms.{form}"
    for name, form in {
        "login": "SignIn",
        "reauthenticate": "Confirm",
        "change_password": "ChangePassword",
        "set_password": "SetPassword",
        "reset_password": "ForgottenPassword",
        "reset_password_from_key": "NewPassword",
    }.items()
}
ACCOUNT_USER_DISPLAY = "mellanrum.web.access.models.display_name"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Mellanrum"
MFA_TOTP_TOLERANCE = 1  # half a minute: telephones are not always on time
MFA_ADAPTER = "mellanrum.web.access.adapters.FactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # as above: the invitation is the proof
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.secure  # on this machine alone; browsers take https or localhost
MFA_FORMS = {
    name: f"mellanrum.web.access.library_forms.{form}"
    for name, form in {
        "authenticate": "Code",
        "reauthenticate": "CodeAgain",
        "activate_totp": "FirstCode",
        "add_webauthn": "NewPasskey",
        "edit_webauthn": "RenamePasskey",
    }.items()
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.secure else 0  # the limits count whom the proxy names, not the proxy
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": SERVICES}}
SOCIALACCOUNT_FORMS = {"disconnect": "mellanrum.web.access.library_forms.Disconnect"}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False

# Mail, where there is a server for it: EMAIL_BACKEND and the rest of Django's names.
MAIL_WORKS: bool = outside.sends_mail()
globals().update(outside.mail())

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"

# Request bodies are never logged; what went wrong is.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {
        "secrets": {"()": "mellanrum.web.access.secrets_in_logs.HideSecrets"},
        "one_line": {"()": "mellanrum.web.parts.log_lines.OneLine"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["secrets"]},
        "refused": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["secrets", "one_line"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.security": {"handlers": ["refused"], "propagate": False},  # another host's name, too many fields
        "mellanrum": {"level": "INFO"},
    },
}
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # what else runs under the site's domain is not ours to decide about
    "security.W008",  # as SECURE_SSL_REDIRECT says
    "security.W021",  # as W005
]
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# Long work, as making a report: in a thread of its own. Tests do it at once.
WORK_IN_THREADS = True
