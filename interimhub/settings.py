"""Every setting, read from the environment in one place; docs/settings.md explains each."""

from email.utils import parseaddr
from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from interimhub.lib.watched import WatchedConnection, WatchedCursor

# Allows `ModelForm[Brief]` and the like, where Django's classes take no type parameter.
django_stubs_ext.monkeypatch()

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = env.str("INTERIMHUB_ENV", "development")
if ENVIRONMENT not in {"development", "production"}:
    raise ImproperlyConfigured("INTERIMHUB_ENV is either development or production.")
IS_PRODUCTION = ENVIRONMENT == "production"
HOME = Path(env.str("INTERIMHUB_HOME", str(BASE_DIR / ".local"))).resolve()

# In the demo anyone can sign in as anyone; production must never run with it.
DEMO = env.bool("INTERIMHUB_DEMO", False)
if DEMO and IS_PRODUCTION:
    raise ImproperlyConfigured("INTERIMHUB_DEMO=1 is refused in production: it signs anybody in.")

DEBUG = False
SECRET_KEY = (
    env.str("SECRET_KEY")
    if IS_PRODUCTION
    else env.str("SECRET_KEY", "only-for-development-" + "0123456789" * 4)
)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if IS_PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PUBLIC_URL = env.str("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_htmx",
    "pgtrigger",
    "template_partials",
    "interimhub.lib",
    "accounts",
    "skills",
    "readings",
    "providers",
    "candidates",
    "engagements",
    "ranking",
    "shortlists",
    "sourcing",
    "terms",
    "interimhub.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "interimhub.lib.requests.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "interimhub.lib.compression.SafeGZipMiddleware",
    # After the headers' middleware, so that static files get the headers too.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.UserMiddleware",
    "accounts.middleware.SignInMiddleware",
    "accounts.middleware.SessionLifeMiddleware",
    "interimhub.lib.requests.PrivatePagesMiddleware",
    "accounts.middleware.TimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "interimhub.lib.once.OnceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "interimhub.lib.requests.StorableTextMiddleware",
    "interimhub.errors.RefusedMiddleware",
    "interimhub.lib.requests.WrongMethodMiddleware",
]

ROOT_URLCONF = "interimhub.urls"
WSGI_APPLICATION = "interimhub.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "interimhub.shell.shell",
            ],
        },
    }
]
FORM_RENDERER = "interimhub.lib.pages.FormRenderer"
CRISPY_TEMPLATE_PACK = "crispy_interimhub"
CRISPY_ALLOWED_TEMPLATE_PACKS = (CRISPY_TEMPLATE_PACK,)
# A layout that names an unknown field raises an error instead of logging it.
CRISPY_FAIL_SILENTLY = False

# PostgreSQL everywhere. Without a URL nothing starts, so that no other database is used by mistake.
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"].update(
    ENGINE="interimhub.lib.postgresql",
    CONN_MAX_AGE=600,
    CONN_HEALTH_CHECKS=True,
    OPTIONS={
        **DATABASES["default"].get("OPTIONS", {}),
        "connect_timeout": 3,
        # Detect a host that is gone within about ten seconds.
        "keepalives": 1,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 8000,
        # Detect half-open connections whose packets are still acknowledged.
        "connection_factory": WatchedConnection,
        "cursor_factory": WatchedCursor,
        # Pages run many small queries by key, for which one plan serves whatever the key. JIT
        # compilation costs more than it saves, and random access costs hardly more than sequential
        # access on an SSD or in memory. The time zone is set here, since Django would need an
        # extra statement.
        "options": "-c jit=off -c random_page_cost=1.1 -c timezone=UTC"
        " -c plan_cache_mode=force_generic_plan"
        " -c statement_timeout=60000 -c lock_timeout=10000"
        " -c idle_in_transaction_session_timeout=120000",
    },
)
# Not behind a pooler that changes the connection between transactions.
PREPARED_STATEMENTS = env.bool("INTERIMHUB_PREPARED_STATEMENTS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", "")
LINKER = env.bool("INTERIMHUB_LINKER", True)

# Rate limits and sessions are in PostgreSQL, so that nothing is lost if the broker is emptied.
CACHES = {
    "default": {
        "BACKEND": "interimhub.lib.limits.LimitsCache",
        "LOCATION": "django_cache",
    }
}
SESSION_ENGINE = "accounts.session_store"
# Use renews a session (accounts/sessions.py), up to a week after signing in.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_MAX_AGE = 7 * 24 * 60 * 60
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

AUTH_USER_MODEL = "accounts.User"
# The address is unique regardless of case, by a constraint on Lower("email"); the check only
# accepts a unique column.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["interimhub.auth.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "front"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmEmailVerificationCodeForm",
    "confirm_password_reset_code": "accounts.forms.ConfirmPasswordResetCodeForm",
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "signup": "accounts.forms.SignupForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# The first code and two more.
ACCOUNT_RATE_LIMITS = {
    "confirm_email": "3/m/key",
    # By address and network, by address and known device, by address (accounts/password_reset.py).
    "reset_password": "20/m/ip,5/m/key,20/d/key",
    "reset_password_known_device": "5/m/key,20/d/key",
    "reset_password_everybody": "100/h/key",
}
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# The e-mail is queued like all others; pages and e-mails state how long the code is valid.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_USER_DISPLAY = "accounts.adapter.name_of"
ACCOUNT_SESSION_REMEMBER = True
# A changed password ends all other sessions at once (by the session's hash), but not this one.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Limits count by the client's address: behind proxies, as seen by the outermost trusted proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_PRODUCTION else "http"

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "InterimHub <hello@interimhub.example>")
# Who is notified when a job is given up.
STAFF_EMAIL = env.str("STAFF_EMAIL", "") or parseaddr(DEFAULT_FROM_EMAIL)[1]
EMAIL_FILE_PATH = HOME / "mail"
if env.str("EMAIL_URL", ""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_TIMEOUT = 10

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
# All texts are written in English, and Django's British ones are no different: looking up
# translations took a tenth of a page.
USE_I18N = False

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "interimhub.lib.stylesheets.BundleFinder",
]
MEDIA_ROOT = HOME / "media"
# Snapshots of the pool of interims, shared by the workers of one machine; they can be rebuilt.
FIT_POOL = Path(env.str("FIT_POOL", str(HOME / "pool"))).resolve()
FIT_SHARDS = env.int("FIT_SHARDS", 1)
if not 1 <= FIT_SHARDS <= 64:
    raise ImproperlyConfigured("FIT_SHARDS is a number from 1 to 64.")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "interimhub.lib.static_storage.StaticStorage"},
}

WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = [
    "interimhub.lib.uploads.TruncateUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "label": {"()": "interimhub.lib.logs.LabelFilter"},
        "short": {"()": "interimhub.lib.logs.ShortAnswerFilter"},
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(label)s] %(message)s"}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["label", "short"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
