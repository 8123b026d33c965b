"""Every setting, grouped. Values come from the environment through ``config.env``; ``.env.example`` explains each."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import available_timezones

from celery.schedules import crontab
from csp.constants import NONE, SELF, UNSAFE_INLINE

from config import env, languages

# ── Where things are ─────────────────────────────────────────────────────────────────────────────
BASE_DIR = env.ROOT
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)

# ── Identity and secrets ─────────────────────────────────────────────────────────────────────────
DEBUG = env.flag("DEBUG", default=False)
PUBLIC_URL = env.text("PUBLIC_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [PUBLIC_URL])
SECRET_KEY = env.secret("SECRET_KEY", VAR_DIR / "keys" / "secret.txt")
SIGNING_KEYS_DIR = env.path("SIGNING_KEYS_DIR", VAR_DIR / "keys")
SIGNING_KEY = env.text("SIGNING_KEY")
CERTIFICATE_ISSUER = env.text("CERTIFICATE_ISSUER", "Baon")
HTTPS = PUBLIC_URL.startswith("https://")

# ── Apps: left of an arrow in docs/decisions/0001 stands lower in this list ──────────────────────
INSTALLED_APPS = [
    "modeltranslation",
    "core",
    "work",
    "accounts",
    "media",
    "h5p",
    "review",
    "assessments",
    "courses",
    "translating",
    "handover",
    "certificates",
    "learning",
    "duties",
    "reports",
    "demo",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.people_admin.PeopleAdminConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.InterfaceLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PresenceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.middleware.PrivatePagesMiddleware",
    "core.still_used.StillUsedMiddleware",
    "review.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
EXTRA_URLS = env.text("EXTRA_URLS")  # addresses that only a benchmark mounts
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "core.templatetags.baon"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.language",
            ],
        },
    },
]

# ── Data ─────────────────────────────────────────────────────────────────────────────────────────
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'baon.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL and immediate transactions: without both, writers at the same time meet "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
# Opening a connection costs a third of a saved answer: SQLite reads its whole schema, PostgreSQL starts a process.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHE_URL = env.text("CACHE_URL")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        # Past its most entries the cache throws a third away, whatever they are: counts of tries among them.
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    ),
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# ── People ───────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/me/"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "s"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # "this is not my phone" is the default
STAFF_IDLE_SECONDS = 30 * 60
SHARED_PHONE_IDLE_SECONDS = 5 * 60
STAFF_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR", default=True)
DEMO_CODES_FOR = env.text("DEMO_CODES_FOR")  # an .example domain, whose codes stand on the page
OIDC = {
    "issuer": env.text("OIDC_ISSUER"),
    "client_id": env.text("OIDC_CLIENT_ID"),
    "client_secret": env.text("OIDC_CLIENT_SECRET"),
    "name": env.text("OIDC_NAME"),
    "domains": env.words("OIDC_DOMAINS", []),
    "second_factor": env.words("OIDC_SECOND_FACTOR", []),
}
PIN_FAILURES_BEFORE_LOCK = 30
PICTURE_FAILURES_BEFORE_LOCK = 5
PIN_FAILURES_BEFORE_WAIT = 5
PIN_WAIT_SECONDS = 60

# ── Languages ────────────────────────────────────────────────────────────────────────────────────
languages.register()
LANGUAGE_CODE = "en"
LANGUAGES = languages.LANGUAGES
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "lang"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "UTC")
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# ── Files ────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_STORAGE = env.text("MEDIA_STORAGE", "files")  # or s3://bucket/prefix
MEDIA_STORAGE_ACCESS = {
    "endpoint_url": env.text("MEDIA_STORAGE_ENDPOINT"),
    "region_name": env.text("MEDIA_STORAGE_REGION"),
    "access_key": env.text("MEDIA_STORAGE_KEY"),
    "secret_key": env.text("MEDIA_STORAGE_SECRET"),
}
STORAGES = {
    "default": env.storage(MEDIA_STORAGE, access=MEDIA_STORAGE_ACCESS),
    "private": env.storage(MEDIA_STORAGE, folder="private", location=VAR_DIR / "private", access=MEDIA_STORAGE_ACCESS),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_MAX_AGE = 300
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a large H5P content has a field for each of its words

# ── Wagtail ──────────────────────────────────────────────────────────────────────────────────────
WAGTAIL_SITE_NAME = "Baon"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["png", "jpg", "jpeg", "webp"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # never by leading to where the files lie
WAGTAILDOCS_EXTENSIONS = ["pdf", "mp3", "ogg", "opus", "m4a"]
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Without the names that a browser does not know.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"Factory", "localtime", "posixrules"})
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the address is the sign-in name; administrators change it
WAGTAIL_FINISH_WORKFLOW_ACTION = "review.finishing.publish"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# ── Work outside the request ─────────────────────────────────────────────────────────────────────
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "djangodb://")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.number("CELERY_WORKER_CONCURRENCY", 2)
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
QUEUE_LEASE_SECONDS = env.number("QUEUE_LEASE_SECONDS", 120)  # longer than the longest task
QUEUE_ATTEMPTS_BEFORE_DEAD = 5
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": QUEUE_LEASE_SECONDS, "unacked_restore_interval": 5, "unacked_restore_throttle": 1}
    if CELERY_BROKER_URL.startswith("redis")
    else {}
)
CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "work.tasks.sweep_outbox", "schedule": 30.0},
    "worker-heartbeat": {"task": "work.tasks.beat", "schedule": 30.0},
    "forget-old-failures": {"task": "accounts.tasks.forget_old_failures", "schedule": crontab(minute="20")},
    "forget-spent-slips": {"task": "assessments.tasks.forget_spent_slips", "schedule": crontab(minute="10")},
    "end-forgotten-live": {"task": "learning.tasks.end_forgotten_live", "schedule": crontab(minute="40")},
    "forget-old-rosters": {"task": "learning.tasks.forget_old_rosters", "schedule": crontab(hour="3", minute="35")},
    "release-stuck-rosters": {"task": "learning.tasks.release_stuck_rosters", "schedule": crontab(minute="*/10")},
    "forget-removed-recordings": {
        "task": "media.tasks.forget_removed_recordings",
        "schedule": crontab(hour="3", minute="25"),
    },
    "forget-old-films-in": {"task": "media.tasks.forget_old_uploads", "schedule": crontab(hour="3", minute="30")},
    "count-items": {"task": "assessments.tasks.count_items_nightly", "schedule": crontab(hour="2", minute="40")},
    "follow-postings": {"task": "duties.tasks.follow_everyone", "schedule": crontab(hour="0", minute="25")},
    "remind-staff": {"task": "duties.tasks.remind", "schedule": crontab(minute="5,35")},
    "forget-old-staff-lists": {"task": "duties.tasks.forget_old_lists", "schedule": crontab(minute="50")},
    "forget-old-h5p-files": {"task": "h5p.tasks.forget_old_uploads", "schedule": crontab(hour="3", minute="45")},
    "forget-replaced-films": {
        "task": "handover.tasks.forget_replaced_films",
        "schedule": crontab(hour="3", minute="50"),
    },
    "clean-old-rows": {"task": "work.tasks.clean", "schedule": crontab(hour="3", minute="15")},
}
EMAIL_CONFIG = env.mail("EMAIL_URL", "consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20  # seconds; a mail server that hangs must not outlast the worker's lease
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Baon <no-reply@localhost>")

# ── Safety of the people who read ────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
# Wagtail's editor writes inline scripts and styles; it is reached by staff alone.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],  # what was recorded here is heard before it is saved
    "object-src": [NONE],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

# "Leave this page" leads to a page about the weather, in the reader's language.
LEAVE_TARGETS = {
    "en": "https://en.m.wikipedia.org/wiki/Weather",
    "fil": "https://tl.m.wikipedia.org/wiki/Panahon",
    "ne": "https://ne.m.wikipedia.org/wiki/मौसम",
    "ar": "https://ar.m.wikipedia.org/wiki/طقس",
}

# ── Certificates ─────────────────────────────────────────────────────────────────────────────────
CERTIFICATE_YEARS = env.number("CERTIFICATE_YEARS", 5)
VERIFY_CHECKS_PER_MINUTE = env.number("VERIFY_CHECKS_PER_MINUTE", 60)

# ── H5P ──────────────────────────────────────────────────────────────────────────────────────────
H5P_PLAYER = env.path("H5P_PLAYER", BASE_DIR / "node_modules" / "h5p-standalone" / "dist")

# ── Films and sound ──────────────────────────────────────────────────────────────────────────────
FFMPEG = env.text("FFMPEG", "ffmpeg")  # where the machine has none, the one of imageio-ffmpeg is taken
FILM_LARGEST_MB = env.number("FILM_LARGEST_MB", 1000)
FILM_LONGEST_MINUTES = env.number("FILM_LONGEST_MINUTES", 30)

# ── Voices ───────────────────────────────────────────────────────────────────────────────────────
ESPEAK_NG = env.text("ESPEAK_NG", "espeak-ng")  # reads aloud for drafts, where the machine has it
DRAFT_VOICES = env.flag("DRAFT_VOICES", default=False)  # lets readers hear drafts, marked; for demos

# ── Classes ──────────────────────────────────────────────────────────────────────────────────────
# Refuses a class where centre or instructor has no valid permission; else the class page says so.
CLASSES_NEED_ACCREDITATION = env.flag("CLASSES_NEED_ACCREDITATION", default=False)

# ── Roll call ────────────────────────────────────────────────────────────────────────────────────
LATE_AFTER = timedelta(minutes=env.number("LATE_AFTER_MINUTES", 15))  # for who comes with a phone

# ── Reports ──────────────────────────────────────────────────────────────────────────────────────
SMALLEST_CELL = env.number("SMALLEST_CELL", 5)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
