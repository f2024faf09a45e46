"""Users, the roles they hold in associations from a day to a day, and the invitations to one."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mellanrum.web.tenancy.models import Association, Owned, OwnedQuerySet


class RoleName(models.TextChoices):
    """What a person is in an association; `design/access` says what each sees and does."""

    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")
    ACCOUNTANT = "accountant", _("Accountant")
    COORDINATOR = "coordinator", _("Coordinator")
    COACH = "coach", _("Coach")
    PROVIDER = "provider", _("Provider")
    PREPARATORY_GROUP = "preparatory_group", _("Preparatory group")
    BOARD_MEMBER = "board_member", _("Board member")
    CHAIR = "chair", _("Chair")
    AUDITOR = "auditor", _("Auditor")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data protection officer")
    NATIONAL_ANALYST = "national_analyst", _("National analyst")


class UserManager(BaseUserManager["User"]):
    """Makes users; the address is kept in small letters, so that nobody is two."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":  # noqa: ANN401 - any field
        """Make a user; without a password one can sign in by another service only."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. Rights come from roles alone: there is no super user."""

    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


def display_name(user: User) -> str:
    """What a user is called on a page."""
    return str(user)


class RoleQuerySet(OwnedQuerySet["Role"]):
    """Roles, by day."""

    def on(self, day: date) -> "RoleQuerySet":
        """Only the roles that are held on a day."""
        return self.filter(first_day__lte=day).filter(Q(last_day=None) | Q(last_day__gte=day))


class Role(Owned):
    """That somebody is something in an association, from a day to a day (both included) or until further notice."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    name = models.CharField(_("Role"), max_length=30, choices=RoleName.choices)
    first_day = models.DateField(_("From"))
    last_day = models.DateField(_("To"), null=True, blank=True)

    objects: ClassVar[Any] = RoleQuerySet.as_manager()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "user", "name", "first_day"], name="access_role_once"),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=models.F("first_day") - 1), name="access_role_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_name_display()}"


class Invitation(Owned):
    """A link that makes whoever has it a user with a role. Only a hash of the link's secret is kept."""

    secret_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("E-mail address"))
    name = models.CharField(_("Name"), max_length=120)
    role = models.CharField(_("Role"), max_length=30, choices=RoleName.choices)
    first_day = models.DateField(_("From"))
    last_day = models.DateField(_("To"), null=True, blank=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # none: those who keep the site
    valid_to = models.DateField()
    used_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.get_role_display()}"


class PasswordLink(Owned):
    """A link to a page where somebody chooses a new password, made by the association. Only a hash is kept."""

    secret_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    valid_to = models.DateField()
    used_on = models.DateField(null=True)
    resets_factors = models.BooleanField(default=False)  # whoever uses it sets up a second factor anew


def association_of(slug: str) -> Association | None:
    """Return the association whose slug stands in an address; None where there is none."""
    return Association.objects.filter(slug=slug).first()
