"""What is wrong with captions, in words. Knows no file and no form."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.webvtt import Fault, What

SAID: Mapping[What, str | Promise] = {
    What.TOO_LARGE: gettext_lazy("The file is larger than 1 MB. Captions are never that long."),
    What.NOT_TEXT: gettext_lazy("This is not text in UTF-8. Save the file as UTF-8 and try again."),
    What.NO_HEADER: gettext_lazy("The first line must say WEBVTT and nothing else. It says “%(found)s”."),
    What.HEADER_NOT_ALONE: gettext_lazy("Leave an empty line below the first line. Here stands “%(found)s”."),
    What.NO_TIMES: gettext_lazy("There is no line with times above “%(found)s”, such as 00:01.000 --> 00:04.000."),
    What.BAD_TIME: gettext_lazy("“%(found)s” is not a time. Write minutes, seconds and thousandths: 00:01.000."),
    What.COMMA: gettext_lazy("“%(found)s” has a comma. Write a point before the thousandths."),
    What.NO_SPACE: gettext_lazy("Leave a space before and behind the arrow: 00:01.000 --> 00:04.000."),
    What.ENDS_FIRST: gettext_lazy("It ends at %(found)s, before it begins or at the same time."),
    What.OUT_OF_ORDER: gettext_lazy("It begins at %(found)s, before the one above it. Put them in order."),
    What.BEHIND_THE_END: gettext_lazy("It begins at %(found)s, when the film is over."),
    What.NO_WORDS: gettext_lazy("There are no words."),
    What.TIMES_IN_WORDS: gettext_lazy("Leave an empty line above “%(found)s”: the next caption begins here."),
    What.BAD_SETTING: gettext_lazy("No player knows “%(found)s”. Take it away."),
    What.LATE_STYLE: gettext_lazy("“%(found)s” must stand above the first caption."),
    What.BAD_TAG: gettext_lazy("No player knows “%(found)s” here. For the sign itself write &lt;."),
    What.OPEN_TAG: gettext_lazy("“%(found)s” is never closed."),
    What.TOO_MANY: gettext_lazy("There are more than 5,000 captions. Is this the right file?"),
    What.NOTHING_IN_IT: gettext_lazy("There is nothing in it."),
}


def said(fault: Fault) -> str:
    return str(SAID[fault.what]) % {"found": fault.found}


def said_with_line(fault: Fault) -> str:
    return _("Line %(line)s: %(what)s") % {"line": fault.line, "what": said(fault)}
