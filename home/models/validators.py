from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

hex_color = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Give a color as # and six hexadecimal digits, for example #A8121A.")
)
handle = RegexValidator(r"^[A-Za-z0-9._]{2,64}$", _("Give the name only, without @ and without a link."))
