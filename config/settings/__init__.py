"""Django's settings, made from ``config.env``. The test settings in ``test.py`` build on these."""

from urllib.parse import parse_qs, unquote, urlsplit

from config.env import ROOT, Database, env

DEBUG = False
PRODUCTION = env.production
SECRET_KEY = env.secret_key
ALLOWED_HOSTS = list(env.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [env.origin]
BASE_URL = env.base_url
FRONTEND_DIR = env.frontend_dir
DATA_DIR = env.data_dir
FILES_BY_PROXY = env.files_by_proxy
METRICS_TOKEN = env.metrics_token
LEGAL_DIR = env.legal_dir
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "rest_framework",
    "drf_spectacular",
    "channels",
    "django_tasks",
    "django_tasks_db",
    "forum.core",
    "forum.audit",
    "forum.accounts",
    "forum.notifications",
    "forum.municipalities",
    "forum.search",
    "forum.threads",
    "forum.practice",
    "forum.congress",
    "api",
    "realtime",
    "config",
]

MIDDLEWARE = [
    "config.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "api.accounts.middleware.WellFormedSignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


def _database(database: Database) -> dict[str, object]:
    if database.is_sqlite:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": database.name,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    return {
        "ENGINE": "config.postgresql",
        "NAME": database.name,
        "HOST": database.host,
        "PORT": database.port,
        "USER": database.user,
        "PASSWORD": database.password,
        # Under ASGI a connection kept per thread is never given back: there a pool serves all threads.
        "CONN_MAX_AGE": 0 if env.database_pool else 60,
        "CONN_HEALTH_CHECKS": not env.database_pool,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}} if env.database_pool else {},
    }


DATABASES = {"default": _database(env.database)}

if env.redis_url:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "realtime.layer.RedisLayer",
            "CONFIG": {"hosts": [env.redis_url], "prefix": "ratschlag"},
        }
    }
else:
    _FOREVER = 100 * 365 * 86_400
    # The one process there is joins each group once, for as long as somebody listens: a stage may be open for weeks, on
    # a computer that sleeps at night. A membership that runs out, a message that grows old (which ends all memberships)
    # and a channel that is full lose what is sent, and nothing says so.
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            "CONFIG": {"group_expiry": _FOREVER, "expiry": _FOREVER, "capacity": 10_000},
        }
    }

TASKS = {
    "default": {
        "BACKEND": (
            "django_tasks_db.DatabaseBackend" if env.production else "django_tasks.backends.immediate.ImmediateBackend"
        )
    }
}

# Rate limits of sign-in count in the cache, so all processes must share it. In the database, because Redis may be lost
# at any time without anybody getting more attempts. More entries than Django's 300, or a flood would push out limits.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
    if env.production
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Accounts: e-mail and password through allauth's headless API; the pages are the SPA's.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_ADAPTER = "api.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "api.accounts.registration.SignUpFields"
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": env.base_url + "/konto/bestaetigen/{key}",
    "account_reset_password": env.base_url + "/konto/passwort",
    "account_reset_password_from_key": env.base_url + "/konto/passwort/{key}",
    "account_signup": env.base_url + "/konto/registrieren",
}

SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.base_url.startswith("https:")
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.trusted_proxies else None
SECURE_HSTS_SECONDS = 31_536_000 if env.base_url.startswith("https:") else 0
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
TRUSTED_PROXIES = env.trusted_proxies
VOTER_KEY_DAYS = env.voter_key_days
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxies

_mail = urlsplit(env.email_url)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.email_from
if _mail.scheme == "file":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _mail.path or str(env.data_dir / "mail")
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or ""
    EMAIL_PORT = _mail.port or 25
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS = "tls" in parse_qs(_mail.query, keep_blank_values=True)
    EMAIL_TIMEOUT = 15

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.CookieAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_PARSER_CLASSES": ["api.parsing.BoundedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.ProblemAwareSchema",
    "EXCEPTION_HANDLER": "api.errors.problem_response",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ratschlag",
    "DESCRIPTION": "The API of Ratschlag, the exchange forum for municipalities.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Without a name of its own an enum is called after a hash as soon as a second one has the same field name.
    "ENUM_NAME_OVERRIDES": {
        "Language": LANGUAGES,
        "MunicipalityKind": "forum.municipalities.enums.Kind",
        "MunicipalitySize": "forum.municipalities.enums.SizeClass",
        "AffiliationState": "forum.municipalities.enums.AffiliationState",
        "CategoryAccess": "forum.threads.enums.Access",
        "ThreadKind": "forum.threads.enums.Kind",
        "PostState": "forum.threads.enums.State",
        "IdentityLevel": "forum.threads.enums.Identity",
        "AuthorGroup": "forum.threads.enums.Group",
        "AuthorSize": "forum.threads.enums.SizeClass",
        "LiveState": "forum.congress.enums.LiveState",
        "PollKind": "forum.congress.enums.PollKind",
        "PollState": "forum.congress.enums.PollState",
        "PollWordState": "forum.congress.enums.WordState",
        "ExampleKind": "forum.practice.enums.Kind",
        "ExampleState": "forum.practice.enums.State",
        "ExampleVerb": "forum.practice.enums.Verb",
        "ExampleMove": "api.practice.serializers.MOVES",
        "ExampleVisibility": "forum.practice.enums.Visibility",
        "ExampleRejectReason": "forum.practice.enums.RejectReason",
        "ExamplePlaceRole": "forum.practice.enums.MunicipalityRole",
        "PartyRole": "forum.practice.enums.PartyRole",
        "PartyType": "forum.practice.enums.PartyType",
        "TransferRating": "forum.practice.enums.TransferRating",
        "PracticeStatus": "forum.practice.enums.PracticeStatus",
        "AnonymisationCheck": "forum.practice.enums.AnonymisationCheck",
        "ConflictTopic": "forum.practice.topics.TOPIC_CHOICES",
        "ExampleApproach": "forum.practice.enums.Approach",
        "ExampleComponent": "forum.practice.enums.Component",
        "ExampleOffer": "forum.practice.enums.Offer",
        "AnsweredHow": "forum.congress.enums.AnsweredHow",
        "QuestionState": "forum.congress.enums.QuestionState",
        "RejectReason": "forum.congress.enums.RejectReason",
        "SessionKind": "forum.congress.enums.SessionKind",
        "SpeakerRole": "forum.congress.enums.SpeakerRole",
        "GroupFunction": "forum.congress.enums.Function",
        "GroupName": [("size_class", "size_class"), ("function", "function")],
        "RegistrationFor": "forum.congress.enums.RegistrationFor",
        "RegistrationState": "forum.congress.enums.RegistrationState",
        "FileKind": "forum.congress.enums.FileKind",
        "StaffRole": "forum.congress.enums.StaffRole",
        "CongressStatus": "forum.congress.enums.CongressStatus",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.log_level},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
        # Says each second that Redis is away; realtime says it once, and when it is back.
        "channels_redis.pubsub": {"level": "CRITICAL"},
    },
}
